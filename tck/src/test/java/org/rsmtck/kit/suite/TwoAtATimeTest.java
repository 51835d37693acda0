package org.rsmtck.kit.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rsmtck.api.Capabilities;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Session;
import org.rsmtck.api.Topology;
import org.rsmtck.kit.Suites;
import org.rsmtck.kit.plan.Exercise;
import org.rsmtck.kit.simulated.ModelFabric;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;
import org.rsmtck.reports.Failure;
import org.rsmtck.reports.Obligation;
import org.rsmtck.reports.Results;

import java.util.List;

/** Two sequences at a time come to what one after the other comes to. */
class TwoAtATimeTest {
    private static final int WALKS = 200;

    /** Runs one at a time, as a target does whose participants are processes. */
    private record OneAtATime(Fabric fabric) implements Fabric {
        @Override
        public String name() {
            return fabric.name();
        }

        @Override
        public Capabilities capabilities() {
            return fabric.capabilities();
        }

        @Override
        public boolean hasProcesses() {
            return true;
        }

        @Override
        public Session open(Topology topology) {
            return fabric.open(topology);
        }
    }

    private static Results results(Fabric fabric, Profile profile) {
        try (TestRun run = Suites.run(RunRequest.of(fabric, profile, Level.QUICK, 1))) {
            List<Exercise> exercises = RulesSuite.of(run.request());
            for (int i = 0; i < exercises.size(); i += 7) {
                Exercises.run(run, exercises.get(i));
            }
            run.suite(WalksSuite.class).goSome(WALKS, 1);
            return run.results();
        }
    }

    private static void assertSame(Fabric fabric, Profile profile) {
        Results two = results(fabric, profile);
        Results one = results(new OneAtATime(fabric), profile);

        assertThat(exercised(two))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("milliseconds")
                .isEqualTo(exercised(one))
                .isNotEmpty();
        assertThat(two.failures())
                .extracting(Failure::id, Failure::clauses, failure -> failure.history().size())
                .isEqualTo(
                        one.failures().stream()
                                .map(failure ->
                                        org.assertj.core.groups.Tuple.tuple(
                                                failure.id(),
                                                failure.clauses(),
                                                failure.history().size()))
                                .toList());
        assertThat(two.run().progress().readings()).isEqualTo(one.run().progress().readings());
    }

    /** Walks have another measure where there are processes. */
    private static List<Obligation> exercised(Results results) {
        return results.obligations().stream().filter(one -> one.suite().equals("rules")).toList();
    }

    @Test
    void what_conforms_does_so_either_way() {
        for (Profile profile : List.of(Profile.STRICT, Profile.MAN_PAGE)) {
            assertSame(ModelFabric.of("right", Pages.model(profile)), profile);
        }
    }

    @Test
    void what_is_wrong_fails_in_the_same_way() {
        Model broken = Pages.model(Profile.STRICT).without("disconnect/SEG_STILL_MAPPED");

        assertSame(ModelFabric.of("wrong", broken), Profile.STRICT);
    }
}
