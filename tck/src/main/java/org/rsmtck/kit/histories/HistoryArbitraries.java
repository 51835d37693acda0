package org.rsmtck.kit.histories;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

import java.util.Random;

/** What concurrent programs are drawn from. */
final class HistoryArbitraries {
    private HistoryArbitraries() {}

    /** Few threads, whose calls meet nearly always. */
    static Arbitrary<HistoryPlan> pairs() {
        return plans(
                Arbitraries.frequency(Tuple.of(2, 1), Tuple.of(4, 2), Tuple.of(1, 3)),
                Arbitraries.frequency(Tuple.of(6, 2), Tuple.of(2, 3), Tuple.of(1, 4)),
                Arbitraries.frequency(Tuple.of(3, 1), Tuple.of(2, 2), Tuple.of(1, 3)));
    }

    /** From one process of two threads to four of four. */
    static Arbitrary<HistoryPlan> crowds() {
        return plans(
                Arbitraries.integers().between(1, 4),
                Arbitraries.frequency(
                        Tuple.of(3, 2),
                        Tuple.of(3, 3),
                        Tuple.of(3, 4),
                        Tuple.of(2, 6),
                        Tuple.of(1, 8),
                        Tuple.of(1, 16)),
                Arbitraries.integers().between(1, 4));
    }

    private static Arbitrary<HistoryPlan> plans(
            Arbitrary<Integer> processes, Arbitrary<Integer> lanes, Arbitrary<Integer> longest) {
        return Combinators.combine(
                        processes,
                        lanes,
                        longest,
                        Arbitraries.randomValue(Random::nextLong),
                        Arbitraries.frequency(Tuple.of(6, false), Tuple.of(1, true)),
                        Arbitraries.frequency(Tuple.of(4, false), Tuple.of(1, true)))
                .as(HistoryPlan::new);
    }
}
