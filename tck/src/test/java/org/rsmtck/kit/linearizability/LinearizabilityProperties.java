package org.rsmtck.kit.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The search finds an order wherever there is one, of whatever object. */
class LinearizabilityProperties {
    private static Budget work() {
        return new Budget(Long.MAX_VALUE, Duration.ofMinutes(1));
    }

    @Example
    void a_small_history_of_a_register_is_judged_as_every_order_says() {
        Register register = new Register();
        int[] seen = new int[2];
        for (int seed = 0; seed < 4_000; seed++) {
            Random random = new Random(seed);
            ObjectHistories histories = new ObjectHistories(random, 2 + random.nextInt(3));
            List<Timed<Register.Operation>> right = histories.register(2 + random.nextInt(6));
            List<Timed<Register.Operation>> answered =
                    random.nextInt(3) == 0 ? right : histories.misread(right);
            List<Timed<Register.Operation>> history = histories.open(answered, 25);

            boolean isGiven = Linearizability.isGiven(register, history, work());
            assertThat(isGiven)
                    .as("seed %d: %s", seed, history)
                    .isEqualTo(isOrdered(register, register.initial(), history));
            assertThat(WingGongLowe.isLinearizable(register, history)).isEqualTo(isGiven);
            seen[isGiven ? 1 : 0]++;
        }
        assertThat(seen[0]).isGreaterThan(500);
        assertThat(seen[1]).isGreaterThan(500);
    }

    private static <S, O> boolean isOrdered(
            Specification<S, O> specification, S states, List<Timed<O>> left) {
        if (left.stream().noneMatch(Timed::isAnswered)) {
            return true;
        }
        long firstEnd = left.stream().mapToLong(Timed::end).min().orElseThrow();
        for (Timed<O> one : left) {
            S next = specification.step(states, one.operation());
            List<Timed<O>> others = new ArrayList<>(left);
            others.remove(one);
            if (one.begin() <= firstEnd
                    && !specification.isEmpty(next)
                    && isOrdered(specification, next, others)) {
                return true;
            }
        }
        return false;
    }

    @Example
    void a_history_of_a_store_is_judged_key_by_key() {
        Store store = new Store();
        for (int seed = 0; seed < 300; seed++) {
            ObjectHistories histories = new ObjectHistories(new Random(seed), 5);
            List<Timed<Store.Operation>> right = histories.store(84, 5);

            assertThat(Linearizability.isGiven(store, right, work())).isTrue();
            List<Timed<Store.Operation>> wrong = histories.misgot(right);
            assertThat(Linearizability.isGiven(store, wrong, work()))
                    .isEqualTo(WingGongLowe.isLinearizable(store, wrong))
                    .isFalse();
        }
    }

    @Example
    void longer_histories_of_a_register_are_judged_as_by_the_search_that_others_do() {
        Register register = new Register();
        int wrong = 0;
        for (int seed = 0; seed < 300; seed++) {
            ObjectHistories histories = new ObjectHistories(new Random(seed), 5);
            List<Timed<Register.Operation>> history = histories.misread(histories.register(84));

            boolean isGiven = Linearizability.isGiven(register, history, work());
            assertThat(isGiven).isEqualTo(WingGongLowe.isLinearizable(register, history));
            wrong += isGiven ? 0 : 1;
        }
        assertThat(wrong).isBetween(50, 299);
    }
}
