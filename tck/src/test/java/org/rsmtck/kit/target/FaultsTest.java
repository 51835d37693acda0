package org.rsmtck.kit.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rsmtck.api.Event;
import org.rsmtck.kit.Suites;
import org.rsmtck.kit.Tools;
import org.rsmtck.kit.execute.Action;
import org.rsmtck.kit.plan.Exercise;
import org.rsmtck.kit.suite.Exercises;
import org.rsmtck.kit.suite.Level;
import org.rsmtck.kit.suite.RulesSuite;
import org.rsmtck.kit.suite.RunRequest;
import org.rsmtck.kit.suite.TestRun;
import org.rsmtck.kit.suite.WalksSuite;
import org.rsmtck.model.Profile;
import org.rsmtck.reports.FailureText;
import org.rsmtck.reports.Obligation;
import org.rsmtck.reports.Results;
import org.rsmtck.reports.Status;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Faults and limits as vendors have them: an implementation that has them in another manner
 * conforms where its file says so, and is not taken at its word where the file says otherwise.
 */
class FaultsTest {
    private static final String KEYS =
            """
            interruption_hits = "next-connect"
            shortage_of = "%s"
            """;
    private static NativeExample example;

    @BeforeAll
    static void build(@TempDir Path folder) throws IOException {
        List<String> missing = NativeExample.missingTools();
        Tools.demand(
                missing.isEmpty(), () -> "the example in C cannot be built without " + missing);
        example = NativeExample.in(folder);
    }

    private static boolean hasFault(Exercise exercise) {
        return exercise.program().acts().stream()
                .anyMatch(act ->
                        act instanceof Action.Injection(var event)
                                && (event instanceof Event.Interruption
                                        || event instanceof Event.Shortage));
    }

    private static Results faults(Path vendorFile) {
        try (AgentFabric fabric = new AgentFabric(VendorFile.read(vendorFile));
                TestRun run = run(fabric)) {
            RulesSuite.of(run.request()).stream()
                    .filter(FaultsTest::hasFault)
                    .forEach(exercise -> Exercises.run(run, exercise));
            run.suite(WalksSuite.class).goSome(20, 1);
            run.suite(WalksSuite.class).settle();
            return run.results();
        }
    }

    private static Results limits(Path vendorFile) {
        try (AgentFabric fabric = new AgentFabric(VendorFile.read(vendorFile));
                TestRun run = run(fabric)) {
            RulesSuite.of(run.request()).stream()
                    .filter(exercise -> exercise.owed().id().contains("declared"))
                    .forEach(exercise -> Exercises.run(run, exercise));
            return run.results();
        }
    }

    private static TestRun run(AgentFabric fabric) {
        return Suites.run(
                RunRequest.of(fabric, Profile.STRICT, Level.QUICK, 1).waiting(fabric.patience()));
    }

    private static String told(Results results) {
        return results.failures().stream().map(FailureText::of).collect(Collectors.joining("\n\n"));
    }

    @ParameterizedTest
    @CsvSource({"node={node}, node", "all, all", "{pid}, process"})
    void faults_of_another_manner_conform_where_the_file_says_so(String whom, String extent)
            throws IOException {
        Results results = faults(example.faulty(whom, "interrupt-connect", KEYS.formatted(extent)));
        assertThat(results.failures()).as(told(results)).isEmpty();
        assertThat(results.obligations())
                .filteredOn(one -> one.rules().contains("connect/INTERRUPTED"))
                .filteredOn(one -> one.suite().equals("rules"))
                .extracting(Obligation::status)
                .contains(Status.PASSED);
        assertThat(results.obligations())
                .filteredOn(one -> one.rules().contains("connect/INSUFFICIENT_MEM"))
                .filteredOn(one -> one.suite().equals("rules"))
                .extracting(Obligation::status)
                .contains(Status.PASSED);
    }

    @Test
    void without_its_key_a_shortage_of_all_is_taken_for_a_mistake() throws IOException {
        assertThat(faults(example.faulty("all", "interrupt", "")).failures()).isNotEmpty();
    }

    /** It breaks a connect that nobody sent a signal to: that is asked again, and succeeds. */
    @Test
    void without_its_key_a_signal_that_waits_is_put_down_to_the_machine() throws IOException {
        Results results = faults(example.faulty("{pid}", "interrupt-connect", ""));
        assertThat(results.failures()).as(told(results)).isEmpty();
    }

    @Test
    void declared_limits_are_gone_to_and_one_beyond() throws IOException {
        String eight = "imports = 8\nexports = 8\n";
        Results right = limits(example.small(8, 8, eight));
        assertThat(right.failures()).as(told(right)).isEmpty();
        assertThat(right.obligations())
                .filteredOn(one -> one.id().contains("declared"))
                .hasSize(6)
                .extracting(Obligation::status)
                .containsOnly(Status.PASSED);
        assertThat(limits(example.small(9, 8, eight)).failures())
                .as("a ninth import is accepted")
                .isNotEmpty();
        assertThat(limits(example.small(7, 8, eight)).failures())
                .as("an eighth import is refused")
                .isNotEmpty();
        assertThat(limits(example.small(8, 9, eight)).failures())
                .as("a ninth export is accepted")
                .isNotEmpty();
    }
}
