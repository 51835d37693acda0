package org.rsmtck.kit.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.rsmtck.kit.Suites;
import org.rsmtck.kit.Tools;
import org.rsmtck.kit.plan.Exercise;
import org.rsmtck.kit.suite.Exercises;
import org.rsmtck.kit.suite.Level;
import org.rsmtck.kit.suite.RulesSuite;
import org.rsmtck.kit.suite.RunRequest;
import org.rsmtck.kit.suite.TestRun;
import org.rsmtck.model.Profile;
import org.rsmtck.reports.Failure;
import org.rsmtck.reports.Obligation;
import org.rsmtck.reports.Results;
import org.rsmtck.reports.Statement;
import org.rsmtck.reports.Status;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Agents that crash again and again cost no result. Alone, for it looks at what is left behind. */
@Isolated
class CrashesTest {
    private static final int ENOUGH = 100;

    @Test
    void a_hundred_crashes_lose_no_result(@TempDir Path folder) throws IOException {
        List<String> missing = NativeExample.missingTools();
        Tools.demand(
                missing.isEmpty(), () -> "the example in C cannot be built without " + missing);
        NativeExample example = NativeExample.in(folder);
        TargetConfig config = VendorFile.read(example.broken("crashes-now-and-then", "5 s"));
        Results results;
        Statistics census;
        Set<String> owed = new HashSet<>();
        try (AgentFabric fabric = new AgentFabric(config);
                TestRun run = Suites.run(request(fabric, owed))) {
            census = fabric.census();
            for (Exercise exercise :
                    RulesSuite.of(
                            run.request().model(),
                            run.request().fabric().capabilities().pageSize())) {
                if (census.died() < ENOUGH) {
                    owed.add(exercise.owed().id());
                    Exercises.run(run, exercise);
                }
            }
            results = run.results();
            for (Failure failure : results.failures()) {
                assertThat(run.failures().program(failure.id()).orElseThrow().acts()).isNotEmpty();
                assertThat(run.failures().history(failure.id())).isPresent();
            }
        }

        assertThat(census.died()).isGreaterThanOrEqualTo(ENOUGH);
        assertThat(census.started()).isGreaterThan(census.died());
        assertThat(results.run().progress().environment())
                .containsEntry("agents died", Long.toString(census.died()));
        assertThat(results.obligations())
                .extracting(Obligation::id)
                .containsExactlyInAnyOrderElementsOf(owed);
        assertThat(results.obligations())
                .extracting(Obligation::status)
                .contains(Status.PASSED, Status.FAILED)
                .doesNotContain(Status.NOT_EXERCISED);
        assertThat(Statement.of(results).verdict()).isEqualTo(Statement.Verdict.NOT_CONFORMANT);
        assertThat(results.failures())
                .isNotEmpty()
                .allSatisfy(failure -> {
                    assertThat(failure.clause()).isEqualTo("frame/no-crash-no-hang");
                    assertThat(failure.observed()).contains("the process died of SIGABRT");
                    assertThat(failure.offending().orElseThrow().call()).contains("connect(");
                });
        Remains.assertNone(config);
    }

    private static RunRequest request(AgentFabric fabric, Set<String> wanted) {
        return RunRequest.of(fabric, Profile.STRICT, Level.QUICK, 1)
                .of(owed -> wanted.contains(owed.id()))
                .waiting(fabric.patience());
    }
}
