package org.rsmtck.kit.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmtck.api.Fabric;
import org.rsmtck.kit.Suites;
import org.rsmtck.kit.plan.Exercise;
import org.rsmtck.kit.simulated.ModelFabric;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.Variant;
import org.rsmtck.model.VariationPoint;
import org.rsmtck.model.illumos.IllumosLoopback;
import org.rsmtck.model.page.Pages;
import org.rsmtck.reports.FailureText;
import org.rsmtck.reports.Statement;
import org.rsmtck.reports.Status;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Compared with what shipped code does, a target is like it or is not. */
class ShippedCodeTest {
    private static final Profile SHIPPED = IllumosLoopback.PROFILE;
    private static final Model MODEL = Pages.model(SHIPPED);
    private static final int SAMPLE = 4;
    private static final int WALKS = 500;

    /**
     * Points at which no call of the kit tells one option from the other. No list that it publishes
     * with has an entry with execute bits and nothing else that is wrong; none of its exports takes
     * 2 GiB; and what may be refused for want of memory need not be.
     */
    private static final Set<VariationPoint<?>> NOT_TOLD_APART =
            Set.of(
                    VariationPoint.ENTRY_BITS,
                    VariationPoint.CREATE_LENGTH,
                    VariationPoint.NO_MEMORY_FOR_MAPPING);

    /** Divergences of code that does something there, rather than nothing that can be promised. */
    static List<VariationPoint<?>> divergences() {
        return SHIPPED.divergences().stream()
                .filter(divergence ->
                        divergence.here().stream().noneMatch(ShippedCodeTest::promisesNothing))
                .<VariationPoint<?>>map(Profile.Divergence::point)
                .filter(point -> !SHIPPED.at(point).contains(point.safest()))
                .filter(point -> !NOT_TOLD_APART.contains(point))
                .toList();
    }

    @Test
    void code_that_does_what_the_profile_says_does_not_differ_from_it() {
        try (TestRun run = run(ModelFabric.of("shipped", MODEL))) {
            List<Exercise> exercises = exercises();
            for (int i = 0; i < exercises.size(); i += SAMPLE) {
                Exercises.run(run, exercises.get(i));
            }
            run.suite(WalksSuite.class).goSome(WALKS, 1);

            assertThat(run.failures().all()).as(all(run)).isEmpty();
        }
    }

    @Test
    void code_that_does_as_strict_says_differs() {
        try (TestRun run = run(ModelFabric.of("strict", Pages.model(Profile.STRICT)))) {
            exercises().stream()
                    .filter(exercise -> exercise.owed().rules().size() == 1)
                    .forEach(exercise -> Exercises.run(run, exercise));

            assertThat(Statement.of(run.results()).line())
                    .startsWith("DIFFERS FROM illumos-loopback at level quick");
            assertThat(run.results().obligations())
                    .as("strict refuses a connect that asks for no access")
                    .anyMatch(one ->
                            one.id().equals("permissions: mode 00")
                                    && one.status() == Status.FAILED);
        }
    }

    @ParameterizedTest
    @MethodSource("divergences")
    void code_that_follows_the_page_at_one_point_is_told_from_shipped_code(
            VariationPoint<?> point) {
        try (TestRun run = run(following(point))) {
            boolean differs =
                    exercises().stream()
                            .anyMatch(exercise -> !Exercises.run(run, exercise).isEmpty());

            assertThat(differs).isTrue();
        }
    }

    private static boolean promisesNothing(Variant option) {
        return option.name().equals("OUTSIDE");
    }

    private static <V extends Enum<V> & Variant> Fabric following(VariationPoint<V> point) {
        return ModelFabric.of(
                "following the page at " + point, Pages.model(SHIPPED.with(point, point.safest())));
    }

    private static TestRun run(Fabric fabric) {
        return Suites.run(RunRequest.of(fabric, SHIPPED, Level.QUICK, 1));
    }

    private static List<Exercise> exercises() {
        List<Exercise> all = new ArrayList<>(RulesSuite.of(MODEL, 4096));
        all.addAll(PermissionsSuite.of(MODEL, 4096));
        return all;
    }

    private static String all(TestRun run) {
        return run.failures().all().stream()
                .map(FailureText::of)
                .collect(Collectors.joining("\n\n"));
    }
}
