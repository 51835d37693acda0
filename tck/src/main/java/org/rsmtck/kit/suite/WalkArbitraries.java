package org.rsmtck.kit.suite;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Tuple;

import org.rsmtck.explore.Scope;
import org.rsmtck.kit.suite.WalkPlan.Edges;
import org.rsmtck.kit.suite.WalkPlan.Intent;
import org.rsmtck.kit.suite.WalkPlan.Kind;

import java.util.List;
import java.util.Random;

/** What walks are drawn from. */
final class WalkArbitraries {
    private static final int SHORTEST = 8;
    private static final int LONGEST = 39;
    private static final int LONG_LIFE = 1_500;
    private static final int FEWEST_FAVOURED = 4;
    private static final int MOST_FAVOURED = 20;

    private WalkArbitraries() {}

    /**
     * Walks through these scopes.
     *
     * @param seed of the run: another one leads to other walks
     */
    static Arbitrary<WalkPlan> plans(List<Scope> scopes, long pageSize, long seed) {
        return seeded(plans(Arbitraries.of(scopes), pageSize, SHORTEST, LONGEST), seed);
    }

    /** One long walk through this scope. */
    static Arbitrary<WalkPlan> longPlans(Scope scope, long pageSize, long seed) {
        return seeded(plans(Arbitraries.just(scope), pageSize, LONG_LIFE, LONG_LIFE), seed);
    }

    private static Arbitrary<WalkPlan> plans(
            Arbitrary<Scope> scopes, long pageSize, int shortest, int longest) {
        return Combinators.combine(
                        scopes,
                        Arbitraries.of(WalkScopes.words())
                                .set()
                                .ofMinSize(FEWEST_FAVOURED)
                                .ofMaxSize(MOST_FAVOURED)
                                .withSizeDistribution(RandomDistribution.uniform()),
                        intents(pageSize)
                                .list()
                                .ofMinSize(shortest)
                                .ofMaxSize(longest)
                                .withSizeDistribution(RandomDistribution.uniform()))
                .as(WalkPlan::new);
    }

    private static Arbitrary<WalkPlan> seeded(Arbitrary<WalkPlan> plans, long seed) {
        RandomGenerator<WalkPlan> generator = plans.generator(1_000, true);
        return Arbitraries.fromGenerator(
                random -> generator.next(new Random(random.nextLong() ^ seed)));
    }

    private static Arbitrary<Intent> intents(long pageSize) {
        return Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(1, Kind.EVENT),
                                Tuple.of(12, Kind.ON_IMPORT),
                                Tuple.of(7, Kind.GROUNDWORK),
                                Tuple.of(4, Kind.ANY)),
                        Arbitraries.frequency(Tuple.of(3, true), Tuple.of(1, false)),
                        Arbitraries.randomValue(Random::nextLong),
                        Arbitraries.frequencyOf(
                                Tuple.of(11, Arbitraries.just(Edges.NONE)),
                                Tuple.of(1, edges(pageSize))),
                        Arbitraries.frequency(Tuple.of(19, false), Tuple.of(1, true)))
                .as(Intent::new);
    }

    /** Known edges, and now and then any value. */
    private static Arbitrary<Edges> edges(long pageSize) {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.frequencyOf(
                                Tuple.of(9, Arbitraries.of(Boundaries.sizes(pageSize))),
                                Tuple.of(1, Arbitraries.longs())),
                        Arbitraries.frequencyOf(
                                Tuple.of(9, Arbitraries.of(Boundaries.NODES)),
                                Tuple.of(1, Arbitraries.integers())),
                        Arbitraries.frequencyOf(
                                Tuple.of(9, Arbitraries.of(Boundaries.SEGMENTS)),
                                Tuple.of(1, Arbitraries.integers())),
                        Arbitraries.integers().between(0, 0777))
                .as(Edges::new);
    }
}
