package org.rsmtck.kit.probes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The probes on the native example, behind the agent in C: as it is, and with its defects. */
@Timeout(120)
class ProbesTest {
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
        try (AgentFabric fabric = new AgentFabric(VendorFile.read(vendorFile));
                TestRun run =
                        Suites.run(
                                RunRequest.of(
                                        fabric,
                                        KnownProfiles.named(fabric.profile()).orElseThrow(),
                                        Level.QUICK,
                                        1))) {
            ProbesSuite suite = new ProbesSuite(run, SMALL);
            suite.all().forEach(suite::run);
            return run.failures().all();
        }
    }

    @Test
    void the_example_is_free() throws IOException {
        assertThat(failures(example.compiled())).isEmpty();
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
