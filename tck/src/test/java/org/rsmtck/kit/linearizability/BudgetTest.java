package org.rsmtck.kit.linearizability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** By a clock of its own, so that nothing depends on how busy the machine is. */
class BudgetTest {
    private static final Duration DEADLINE = Duration.ofMillis(50);

    private long now;

    @Test
    void time_that_is_over_is_seen_at_the_first_look() {
        Budget work = new Budget(Long.MAX_VALUE, DEADLINE, () -> now);
        now = DEADLINE.toNanos() + 1;

        assertThatThrownBy(work::look)
                .isInstanceOf(Budget.BudgetExceededException.class)
                .hasMessage("0.05 s; raise --deadline");
    }

    @Test
    void time_that_is_over_is_seen_four_steps_later() {
        Budget work = new Budget(Long.MAX_VALUE, DEADLINE, () -> now);
        for (int i = 0; i < 1_001; i++) {
            work.step();
        }
        now = DEADLINE.toNanos() + 1;

        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 4; i++) {
                                work.step();
                            }
                        })
                .isInstanceOf(Budget.BudgetExceededException.class);
    }

    @Test
    void steps_that_are_used_up_are_told_with_the_remedy() {
        Budget work = new Budget(3, DEADLINE, () -> now);
        for (int i = 0; i < 3; i++) {
            work.step();
        }

        assertThatThrownBy(work::step).hasMessage("3 steps; raise --limit");
    }

    /** A register of which a search asks, with how many questions there are between two looks. */
    private static final class Asked
            implements Specification.OfStates<Integer, Register.Operation> {
        private final Register register = new Register();
        private int sinceLook;
        private int most;

        long look() {
            most = Math.max(most, sinceLook);
            sinceLook = 0;
            return 0;
        }

        @Override
        public Set<Integer> initial() {
            return register.initial();
        }

        @Override
        public Set<Integer> next(Integer state, Register.Operation operation) {
            sinceLook++;
            return register.next(state, operation);
        }
    }

    @Test
    void a_search_never_asks_for_long_without_a_look_at_the_clock() {
        int most = 0;
        for (int seed = 0; seed < 200; seed++) {
            ObjectHistories histories = new ObjectHistories(new Random(seed), 6);
            List<Timed<Register.Operation>> history =
                    new ArrayList<>(histories.misread(histories.register(40)));
            Asked asked = new Asked();
            try {
                Linearizability.isGiven(
                        asked,
                        histories.open(history, 20),
                        new Budget(Long.MAX_VALUE, DEADLINE, asked::look));
            } finally {
                most = Math.max(most, asked.most);
            }
        }
        assertThat(most).isBetween(4, 500);
    }
}
