package org.rsmtck.kit.probes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmtck.kit.plug.AgentFabric;
import org.rsmtck.kit.plug.VendorFile;
import org.rsmtck.kit.suites.Campaign;
import org.rsmtck.kit.suites.Level;
import org.rsmtck.model.Profile;
import org.rsmtck.reports.Failure;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The probes on the native example, behind the agent in C: as it is, and with its defects. */
@Timeout(120)
class ProbesTest {
    private static final Path EXAMPLE = Path.of("example-native").toAbsolutePath();
    private static final Path AGENT = Path.of("agent", "rsm-agent.c").toAbsolutePath();
    private static final Effort SMALL = new Effort(200, 1_000, 150, 5);

    @TempDir private static Path folder;

    @BeforeAll
    static void build() throws IOException {
        assumeTrue(
                Stream.of("cc", "make").allMatch(ProbesTest::isThere),
                "there is no cc or no make to build the native example with");
        run(List.of("make", "-s", "-C", EXAMPLE.toString(), "BUILD=" + folder));
        run(
                List.of(
                        "cc",
                        "-std=c99",
                        "-O2",
                        "-I" + EXAMPLE.resolve("include"),
                        "-o",
                        folder.resolve("rsm-agent").toString(),
                        AGENT.toString(),
                        "-L" + folder,
                        "-lrsm",
                        "-Wl,-rpath," + folder,
                        "-lpthread",
                        "-ldl"));
        // Agents may run as users who must find the library.
        for (Path path :
                List.of(folder, folder.resolve("rsm-agent"), folder.resolve("librsm.so"))) {
            assertThat(path.toFile().setExecutable(true, false)).isTrue();
            assertThat(path.toFile().setReadable(true, false)).isTrue();
        }
    }

    private static boolean isThere(String tool) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, tool)));
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(said).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        assertThat(process.exitValue()).as(said).isZero();
    }

    /** The vendor file of the example, for the agent in C and with a defect. */
    private static Path vendor(String defect) throws IOException {
        String text =
                Files.readString(EXAMPLE.resolve("vendor.toml"))
                        .replace("library = \"build/librsm.so\"", "command = [\"./rsm-agent\"]")
                        .replace("\"build/rsm-example-ctl\"", "\"./rsm-example-ctl\"")
                        .replace(
                                "[agent.environment]",
                                "[agent.environment]\nRSM_EXAMPLE_DEFECTS = \"" + defect + "\"");
        return Files.writeString(folder.resolve("vendor-" + defect + ".toml"), text);
    }

    private static List<Failure> failures(String defect) throws IOException {
        try (AgentFabric fabric = new AgentFabric(VendorFile.read(vendor(defect)));
                Campaign campaign =
                        new Campaign(
                                Campaign.Order.of(
                                        fabric,
                                        Profile.named(fabric.profile()).orElseThrow(),
                                        Level.QUICK,
                                        1))) {
            ProbesSuite suite = new ProbesSuite(campaign, SMALL);
            suite.all().forEach(suite::run);
            return campaign.failures().all();
        }
    }

    @Test
    void theExampleIsFree() throws IOException {
        assertThat(failures("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null-out-crashes",
                "unmapped-out-crashes",
                "stale-crashes",
                "leaks-descriptors",
                "leaks-mappings",
                "leaks-memory",
                "racing-disconnects",
                "racing-connects",
                "put-on-read-only",
                "page-off",
                "cut-to-32-bits"
            })
    void aDefectIsFound(String defect) throws IOException {
        List<String> clauses = new ArrayList<>();
        failures(defect).forEach(failure -> clauses.addAll(failure.clauses()));
        assertThat(clauses).contains(clauseOf(defect));
    }

    /** The clause that the example's own table names. */
    private static String clauseOf(String defect) throws IOException {
        Matcher row =
                Pattern.compile("\"" + defect + "\", \"([^\"#]+)")
                        .matcher(Files.readString(EXAMPLE.resolve("src/defects.def")));
        assertThat(row.find()).as(defect).isTrue();
        return row.group(1);
    }
}
