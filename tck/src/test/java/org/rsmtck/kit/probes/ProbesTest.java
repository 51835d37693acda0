package org.rsmtck.kit.probes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmtck.kit.Suites;
import org.rsmtck.kit.Tools;
import org.rsmtck.kit.suite.Level;
import org.rsmtck.kit.suite.RunRequest;
import org.rsmtck.kit.suite.TestRun;
import org.rsmtck.kit.target.AgentFabric;
import org.rsmtck.kit.target.NativeExample;
import org.rsmtck.kit.target.NativeExample.Defect;
import org.rsmtck.kit.target.VendorFile;
import org.rsmtck.model.profile.KnownProfiles;
import org.rsmtck.reports.Failure;
import org.rsmtck.reports.Results;
import org.rsmtck.reports.Status;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The probes on the native example, behind the agent in C: as it is, and with its defects. */
@Timeout(120)
class ProbesTest {
    private static final Path BUSY = Path.of("src/test/native/busy.c");
    private static final Path THREADS = Path.of("src/test/native/threads.c");
    private static final Path KEEPING = Path.of("src/test/native/keeping.c");
    private static final Effort SMALL = new Effort(200, 1_000, 150, 5);

    /** Some of those that other suites find as well. */
    private static final Set<String> FOUND_BY_OTHERS_TOO =
            Set.of(
                    "null-out-crashes",
                    "stale-crashes",
                    "put-on-read-only",
                    "page-off",
                    "cut-to-32-bits");

    private static NativeExample example;

    @BeforeAll
    static void build(@TempDir Path folder) throws IOException {
        List<String> missing = NativeExample.missingTools();
        Tools.demand(
                missing.isEmpty(), () -> "the example in C cannot be built without " + missing);
        example = NativeExample.in(folder);
    }

    static List<Defect> defects() throws IOException {
        return example.defects().stream()
                .filter(defect ->
                        NativeExample.LEFT_TO_PROBES.contains(defect.name())
                                || FOUND_BY_OTHERS_TOO.contains(defect.name()))
                .toList();
    }

    private static List<Failure> failures(Path vendorFile) {
        return results(vendorFile, _ -> true).failures();
    }

    /** Some of those that look for leaks. */
    private static Results leaks(Path vendorFile) {
        return results(
                vendorFile,
                probe ->
                        probe.owed().id().endsWith(": many rounds of connect and disconnect")
                                || probe.owed().id().contains("polled and cut off by unpublish"));
    }

    private static Results results(Path vendorFile, Predicate<Probe> which) {
        try (AgentFabric fabric = new AgentFabric(VendorFile.read(vendorFile));
                TestRun run =
                        Suites.run(
                                RunRequest.of(
                                        fabric,
                                        KnownProfiles.named(fabric.profile()).orElseThrow(),
                                        Level.QUICK,
                                        1))) {
            ProbesSuite suite = new ProbesSuite(run, SMALL);
            suite.all().stream().filter(which).forEach(suite::run);
            return run.results();
        }
    }

    @Test
    void the_example_is_free() throws IOException {
        assertThat(failures(example.compiled())).isEmpty();
    }

    /** One call in so many is refused for a shortage or a signal that nobody brought about. */
    @ParameterizedTest
    @ValueSource(ints = {5, 40})
    void refusals_by_chance_are_asked_again(int every) throws IOException {
        Results results = results(example.behind(BUSY, "RSM_BUSY", every), _ -> true);

        assertThat(results.failures()).isEmpty();
        assertThat(results.obligations())
                .filteredOn(one -> one.suite().equals(ProbesSuite.NAME))
                .noneMatch(one -> one.status() == Status.NOT_EXERCISED)
                .anyMatch(one -> one.reason().contains("refused by chance"));
    }

    @Test
    void refusals_that_do_not_end_are_a_failure_and_no_leak_of_descriptors() throws IOException {
        assertThat(leaks(example.behind(BUSY, "RSM_BUSY", -150)).failures())
                .isNotEmpty()
                .allSatisfy(failure -> {
                    assertThat(failure.clause()).isEqualTo(LeakHunt.CLAUSE);
                    assertThat(failure.observed()).contains("INSUFFICIENT_RESOURCES");
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, -5})
    void what_is_kept_open_once_or_in_a_pool_is_no_leak(int kept) throws IOException {
        Results results = leaks(example.behind(KEEPING, "RSM_KEPT", kept));

        assertThat(results.failures()).isEmpty();
        assertThat(results.obligations())
                .filteredOn(one -> one.status() == Status.PASSED)
                .hasSize(3)
                .anyMatch(one -> one.reason().contains("which did not go on"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100})
    void a_descriptor_left_of_one_round_in_so_many_is_a_leak(int every) throws IOException {
        Results results = leaks(example.behind(KEEPING, "RSM_KEPT", every));

        assertThat(results.failures())
                .isNotEmpty()
                .allSatisfy(failure -> {
                    assertThat(failure.clause()).isEqualTo(LeakHunt.CLAUSE);
                    assertThat(failure.observed()).contains("descriptors more");
                });
    }

    private static List<Failure> ofThreads(int how) throws IOException {
        return results(
                        example.behind(THREADS, "RSM_OF_THREADS", how),
                        probe -> probe.owed().id().contains("thread"))
                .failures();
    }

    @Test
    void what_ends_with_its_thread_is_found() throws IOException {
        assertThat(ofThreads(1))
                .singleElement()
                .satisfies(failure -> assertThat(failure.observed()).contains("BAD_SEG_HNDL"));
    }

    @Test
    void what_is_left_of_each_thread_is_a_leak() throws IOException {
        assertThat(ofThreads(2))
                .singleElement()
                .satisfies(failure -> assertThat(failure.clause()).isEqualTo(LeakHunt.CLAUSE));
    }

    @Test
    void every_defect_of_the_lists_is_there() throws IOException {
        assertThat(defects())
                .hasSize(NativeExample.LEFT_TO_PROBES.size() + FOUND_BY_OTHERS_TOO.size());
    }

    @ParameterizedTest
    @MethodSource("defects")
    void a_defect_is_found(Defect defect) throws IOException {
        assertThat(failures(example.broken(defect.name(), "10 s")))
                .flatMap(Failure::clauses)
                .contains(defect.breaks());
    }
}
