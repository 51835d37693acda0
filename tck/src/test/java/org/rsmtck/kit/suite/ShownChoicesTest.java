package org.rsmtck.kit.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rsmtck.api.Capabilities;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Session;
import org.rsmtck.api.Topology;
import org.rsmtck.kit.Suites;
import org.rsmtck.kit.history.History;
import org.rsmtck.kit.history.Verdict;
import org.rsmtck.kit.linearizability.Budget;
import org.rsmtck.kit.plan.Exercise;
import org.rsmtck.kit.simulated.ModelFabric;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.Variant.NullOut;
import org.rsmtck.model.VariationPoint;
import org.rsmtck.model.page.Pages;
import org.rsmtck.reports.Failure;

import java.time.Duration;
import java.util.List;

/** An implementation may choose, and has to keep to what it chose. */
class ShownChoicesTest {
    private static final Model PAGE = Pages.model(Profile.MAN_PAGE);

    /** Refuses a null out pointer in one way for a while, and in another way from then on. */
    private static final class Fickle implements Fabric {
        private static final int FAITHFUL = 5;

        private final Interpretation safest = Profile.MAN_PAGE.readings().getFirst();
        private final Fabric first = ModelFabric.of("fickle", PAGE).reading(safest);
        private final Fabric then =
                ModelFabric.of("fickle", PAGE)
                        .reading(safest.with(VariationPoint.NULL_OUT, NullOut.BAD_SEG_HNDL));
        private int sessions;

        @Override
        public String name() {
            return first.name();
        }

        @Override
        public Capabilities capabilities() {
            return first.capabilities();
        }

        @Override
        public Session open(Topology topology) {
            return (sessions++ < FAITHFUL ? first : then).open(topology);
        }
    }

    @Test
    void two_sequences_that_contradict_each_other_are_both_told() {
        Fickle fabric = new Fickle();
        try (TestRun run = Suites.run(RunRequest.of(fabric, Profile.MAN_PAGE, Level.QUICK, 1))) {
            List<Exercise> exercises =
                    RulesSuite.of(PAGE, fabric.capabilities().pageSize()).stream()
                            .filter(exercise -> exercise.owed().id().contains("out null"))
                            .filter(exercise -> exercise.owed().id().contains("connect("))
                            .toList();
            exercises.forEach(exercise -> Exercises.run(run, exercise));

            assertThat(run.failures().all()).hasSize(1);
            Failure failure = run.failures().all().getFirst();
            assertThat(failure.observed()).contains("BAD_SEG_HNDL");
            assertThat(failure.explanation())
                    .anyMatch(line -> line.contains("on its own this sequence is right"))
                    .anyMatch(line -> line.contains("an earlier sequence showed BAD_ADDR"))
                    .anyMatch(line ->
                            line.startsWith("earlier, ")
                                    && line.contains("out null")
                                    && line.contains("-> BAD_ADDR"));
            History recorded = run.failures().history(failure.id()).orElseThrow().history();
            assertThat(recorded.readings()).doesNotContain(Interpretation.NONE);
            assertThat(Verdict.of(PAGE, recorded, new Budget(1_000, Duration.ofMinutes(1))))
                    .as("the history holds what was known of the choices")
                    .isInstanceOf(Verdict.NotAllowed.class);
        }
    }
}
