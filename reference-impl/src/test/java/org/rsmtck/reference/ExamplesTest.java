package org.rsmtck.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Both examples are built from copies outside this tree, as the guide for vendors says. */
@Timeout(600)
class ExamplesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** By folder: what an artifact of the kit is called. */
    private static final List<String[]> MODULES =
            List.of(
                    new String[] {"spec-model", "rsm-spec-model"},
                    new String[] {"reports", "rsm-reports"},
                    new String[] {"tck", "rsm-tck"},
                    new String[] {"reference-impl", "rsm-reference"});

    @TempDir private Path folder;

    @Test
    void the_example_in_java_is_built_from_a_copy_against_the_artifacts_of_the_kit()
            throws Exception {
        demand("mvn");
        Path copy = copied("tck/example");
        List<String> words =
                List.of(
                        "mvn",
                        "-B",
                        "-ntp",
                        "-Dmaven.repo.local=" + localRepository(),
                        "-Dtest=VendorConformanceTest#permissions",
                        "test");
        List<String> offline = new ArrayList<>(words);
        offline.add(1, "-o");
        String said;
        try {
            said = run(copy, offline);
            if (said.contains("in offline mode")) {
                said = run(copy, words);
            }
        } finally {
            unlink();
        }
        assertThat(said)
                .contains("BUILD SUCCESS")
                .containsPattern("Tests run: [1-9]\\d\\d+, Failures: 0, Errors: 0, Skipped: 0");
    }

    @Test
    void the_example_in_c_is_built_from_a_copy_and_judged_by_its_own_vendor_file()
            throws Exception {
        demand("make");
        demand("cc");
        Path copy = copied("tck/example-native");
        run(folder, List.of("make", "-s", "-C", copy.toString()));
        String said =
                run(
                        folder,
                        List.of(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-Drsmtck.home=" + ROOT,
                                "-cp",
                                System.getProperty("java.class.path"),
                                "org.rsmtck.kit.cli.RsmTck",
                                "verify",
                                "--vendor",
                                copy.resolve("vendor.toml").toString(),
                                "--suite",
                                "rules",
                                "--clause",
                                "connect/SEG_NOT_PUBLISHED",
                                "--out",
                                folder.resolve("runs").toString()));
        assertThat(said).containsPattern("\\(obligations: \\d+ passed\\)");
    }

    /** In CI, where nothing is to be green for nothing, its lack is a failure. */
    private static void demand(String tool) {
        boolean isThere =
                Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, tool)));
        String sentence = tool + " is not on PATH: install it";
        if (System.getenv("CI") == null) {
            assumeTrue(isThere, sentence);
        } else {
            assertThat(isThere).as(sentence).isTrue();
        }
    }

    /** What somebody would copy: not what was built in the tree. */
    private Path copied(String example) throws IOException {
        Path from = ROOT.resolve(example);
        Path to = folder.resolve(from.getFileName());
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.sorted().toList()) {
                String name = from.relativize(file).toString();
                if (!name.matches("(target|build)(/.*)?")) {
                    Files.copy(file, to.resolve(name));
                }
            }
        }
        return to;
    }

    /**
     * A local repository that has what the machine's own has, and the artifacts of the kit as they
     * were compiled, so that nothing is installed for it.
     */
    private Path localRepository() throws IOException, URISyntaxException {
        Path own = ownRepository();
        Path repository = Files.createDirectory(folder.resolve("repository"));
        link(own, repository, "org");
        link(own.resolve("org"), Files.createDirectory(repository.resolve("org")), "rsmtck");
        String version = version();
        Path kit = repository.resolve("org/rsmtck");
        Path parent = kit.resolve("rsm-tck-parent").resolve(version);
        Files.createDirectories(parent);
        Files.copy(ROOT.resolve("pom.xml"), parent.resolve("rsm-tck-parent-" + version + ".pom"));
        for (String[] module : MODULES) {
            Path place = Files.createDirectories(kit.resolve(module[1]).resolve(version));
            Path stem = place.resolve(module[1] + "-" + version);
            Files.copy(ROOT.resolve(module[0]).resolve("pom.xml"), Path.of(stem + ".pom"));
            int status =
                    ToolProvider.findFirst("jar")
                            .orElseThrow()
                            .run(
                                    System.out,
                                    System.err,
                                    "--create",
                                    "--file",
                                    stem + ".jar",
                                    "-C",
                                    ROOT.resolve(module[0]).resolve("target/classes").toString(),
                                    ".");
            assertThat(status).as("jar of %s", module[1]).isZero();
        }
        return repository;
    }

    /** Where the jar of JUnit is, if that is one; else where it is by default. */
    private static Path ownRepository() throws URISyntaxException {
        Path jar = Path.of(Test.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path above = jar.resolve("../../../../../..").normalize();
        return Files.isDirectory(above.resolve("org/junit/jupiter"))
                ? above
                : Path.of(System.getProperty("user.home"), ".m2", "repository");
    }

    private static void link(Path from, Path to, String butFor) throws IOException {
        try (Stream<Path> all = Files.list(from)) {
            for (Path one : all.toList()) {
                if (!one.getFileName().toString().equals(butFor)) {
                    Files.createSymbolicLink(to.resolve(one.getFileName()), one);
                }
            }
        }
    }

    /** What is linked to is the machine's own, and stays. */
    private void unlink() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("repository"), 2)) {
            for (Path link : all.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    private static String version() throws IOException {
        Matcher version =
                Pattern.compile("<version>([^<]*)</version>")
                        .matcher(Files.readString(ROOT.resolve("pom.xml")));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    /** What it says, on both streams; it is ended with all that it started, whatever happens. */
    private String run(Path where, List<String> words) throws Exception {
        Path said = Files.createTempFile(folder, "said", ".txt");
        Process process =
                new ProcessBuilder(words)
                        .directory(where.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        try {
            assertThat(process.waitFor(300, TimeUnit.SECONDS)).as("%s ends", words).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String text = Files.readString(said);
        if (!text.contains("in offline mode")) {
            assertThat(process.exitValue()).as("%s\n%s", words, text).isZero();
        }
        return text;
    }
}
