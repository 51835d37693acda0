package org.rsmtck.kit.probes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmtck.kit.wire.Line;

import java.util.function.IntUnaryOperator;

/** A leak is what grows on and on, not what is opened once or kept in a pool. */
class UsagesTest {
    private static final int EARLY = 50;
    private static final int WARM_UP = 1_000;
    private static final int PART = 2_500;
    private static final int PARTS = 8;

    /**
     * What the second of two processes holds, as far as it gets.
     *
     * @param held after so many rounds
     */
    private static Usages measured(IntUnaryOperator held, int rounds) {
        Usages usages = new Usages();
        for (int i = 0; i < PARTS + 2; i++) {
            int at = i == 0 ? EARLY : WARM_UP + (i - 1) * PART;
            usages.add(usage(held.applyAsInt(Math.min(at, rounds))));
            if (at >= rounds) {
                break;
            }
        }
        return usages;
    }

    private static Line usage(long held) {
        Line usage = Line.EMPTY;
        for (Measure measure : Measure.values()) {
            usage = usage.with(measure.field(), held);
        }
        return usage;
    }

    private static boolean isLeak(Measure measure, IntUnaryOperator held) {
        return measured(held, Integer.MAX_VALUE).hasGrown(measure, PART, true, false);
    }

    @ParameterizedTest
    @EnumSource(names = {"DESCRIPTORS", "MAPPINGS"})
    void one_step_is_no_leak(Measure measure) {
        for (int step = 1; step <= WARM_UP + PARTS * PART; step += 199) {
            int when = step;
            assertThat(isLeak(measure, rounds -> rounds < when ? 20 : 40)).as("%d", when).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DESCRIPTORS", "MAPPINGS"})
    void a_pool_that_fills_up_is_no_leak(Measure measure) {
        assertThat(isLeak(measure, rounds -> 12 + Math.min(rounds, 100))).isFalse();
        assertThat(isLeak(measure, rounds -> 12 + Math.min(rounds / 100, 100))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100, 1_000})
    void what_stays_of_one_round_in_so_many_is_a_leak(int every) {
        assertThat(isLeak(Measure.DESCRIPTORS, rounds -> 12 + rounds / every)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100})
    void what_stays_mapped_of_one_round_in_so_many_is_a_leak(int every) {
        assertThat(isLeak(Measure.MAPPINGS, rounds -> 12 + rounds / every)).isTrue();
    }

    @Test
    void a_leak_that_soon_ends_in_refusals_is_one() {
        for (int rounds : new int[] {60, 900, 1_100, 1_300, 3_600, 9_999}) {
            assertThat(
                            measured(gone -> 12 + gone, rounds)
                                    .hasGrown(Measure.DESCRIPTORS, PART, true, true))
                    .as("%d", rounds)
                    .isTrue();
        }
    }

    @Test
    void a_process_that_cannot_count_any_more_has_leaked() {
        Usages usages = measured(gone -> gone > WARM_UP ? -1 : 12 + gone, 2_000);

        assertThat(usages.hasGrown(Measure.DESCRIPTORS, PART, true, true)).isTrue();
        assertThat(usages.hasGrown(Measure.MAPPINGS, PART, true, true)).isFalse();
    }
}
