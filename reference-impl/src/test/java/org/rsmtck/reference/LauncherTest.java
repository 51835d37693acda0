package org.rsmtck.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/**
 * The launcher where things are not as it would like: what cannot start is status 2 with a
 * sentence, never a verdict, and a signal ends a run with what it has found.
 */
@Timeout(180)
class LauncherTest {
    private static final String RULES = "rules --profile strict";

    @TempDir private Path folder;

    private Path home;

    @BeforeEach
    void install() throws IOException {
        assumeThat(Path.of("/bin/sh")).isExecutable();
        home = installed("home");
    }

    /** The launcher in a folder of its own, with the classes that this test sees. */
    private Path installed(String name) throws IOException {
        Path root = folder.resolve(name);
        Path dist = root.resolve("reference-impl/target/dist");
        Files.createDirectories(dist.resolve("lib"));
        Files.copy(Path.of("..", "rsm-tck"), root.resolve("rsm-tck"));
        Files.writeString(dist.resolve("stamp"), "");
        Files.writeString(dist.resolve("java-home"), System.getProperty("java.home") + "\n");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Arrays.stream(
                                        System.getProperty("java.class.path")
                                                .split(File.pathSeparator))
                                .filter(entry -> !entry.contains("test-classes"))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        try (OutputStream file = Files.newOutputStream(dist.resolve("lib/all.jar"))) {
            new JarOutputStream(file, manifest).close();
        }
        return root;
    }

    private record Ended(int status, String out, String err) {
        void assertCannotStart(String... words) {
            assertThat(status).as(err).isEqualTo(2);
            assertThat(err.lines().filter(line -> line.startsWith("rsm-tck: ")).toList())
                    .as(err)
                    .hasSize(1)
                    .allSatisfy(line -> assertThat(line).contains(words));
            assertThat(err).doesNotContain("\tat ");
            assertThat(out).doesNotContain("CONFORMANT");
        }
    }

    private ProcessBuilder shell(Path root, String before, String arguments) {
        ProcessBuilder builder =
                new ProcessBuilder(
                        "/bin/sh", "-c", before + " exec '" + root + "/rsm-tck' " + arguments);
        builder.directory(folder.toFile());
        builder.redirectOutput(folder.resolve("out").toFile());
        builder.redirectError(folder.resolve("err").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_"));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    private Ended ended(Process process) throws IOException, InterruptedException {
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), text("out"), text("err"));
    }

    private String text(String file) throws IOException {
        return new String(Files.readAllBytes(folder.resolve(file)), StandardCharsets.UTF_8);
    }

    private Ended run(Path root, String before, Map<String, String> environment, String arguments)
            throws IOException, InterruptedException {
        ProcessBuilder builder = shell(root, before, arguments);
        builder.environment().putAll(environment);
        return ended(builder.start());
    }

    private Ended run(String before, String arguments) throws IOException, InterruptedException {
        return run(home, before, Map.of(), arguments);
    }

    @Test
    void as_usual() throws Exception {
        Ended fine = run("", RULES);
        assertThat(fine.status()).as(fine.err()).isZero();
        assertThat(fine.out()).contains("disconnect/SEG_STILL_MAPPED");
        run("", "rules --profile none").assertCannotStart("none");
        run("", "verify --level").assertCannotStart("--level");
    }

    @Test
    void a_path_with_a_colon_is_refused() throws Exception {
        run(installed("a:b"), "", Map.of(), RULES).assertCannotStart("colon");
    }

    @Test
    void a_path_that_is_not_ascii_works_in_the_plainest_locale() throws Exception {
        Path root = installed("hôme 例");
        Ended fine = run(root, "", Map.of("LC_ALL", "C"), RULES);
        assertThat(fine.status()).as(fine.err()).isZero();
        run(home, "", Map.of("LC_ALL", "C"), "replay 'trace-é.jsonl'")
                .assertCannotStart("trace-é.jsonl");
    }

    @ParameterizedTest
    @CsvSource({"ulimit -v 200000;, JVM", "ulimit -n 14;, rsm-tck:"})
    void small_limits_are_no_verdict(String limit, String told) throws Exception {
        run(limit, RULES).assertCannotStart(told);
    }

    @Test
    void options_that_no_jvm_takes_are_no_verdict() throws Exception {
        run(home, "", Map.of("JAVA_TOOL_OPTIONS", "-Xnonsense"), RULES).assertCannotStart("JVM");
    }

    @Test
    void reports_that_cannot_be_written_are_told_before_anything_runs() throws Exception {
        run("", "verify --out /dev/null/reports").assertCannotStart("--out");
        // No file may grow beyond 4 KiB: like a full disk, for one who is root too.
        Ended full = run("ulimit -f 8;", "verify --out full");
        full.assertCannotStart("cannot write to full");
        assertThat(full.out()).isEmpty();
    }

    @Test
    void a_disk_that_fills_up_during_a_run_ends_it() throws Exception {
        run("ulimit -f 400;", "verify --suite permissions --out filling")
                .assertCannotStart("cannot write to filling", "journal.jsonl");
    }

    @Test
    void a_closed_or_full_standard_output_is_told() throws Exception {
        run("", RULES + " >&-").assertCannotStart("standard output");
        run("", RULES + " >/dev/full").assertCannotStart("standard output");
        run("", "verify --out x >/dev/full").assertCannotStart("standard output");
        Ended deaf = run("", RULES + " <&- 2>&-");
        assertThat(deaf.status()).isZero();
    }

    @Test
    void digits_are_the_same_in_every_language() throws Exception {
        for (Map<String, String> arabic :
                List.of(
                        Map.of("JAVA_TOOL_OPTIONS", "-Duser.language=ar -Duser.country=EG"),
                        Map.of("LC_ALL", "ar_EG.UTF-8"))) {
            Ended part =
                    run(
                            home,
                            "",
                            arabic,
                            "verify --suite permissions --clause connect/PERM_DENIED --out arabic");
            assertThat(part.status()).as(part.err()).isZero();
            assertThat(part.out()).contains("no statement: a part of level quick");
            assertAscii(part.out());
            for (String file : List.of("index.html", "summary.md", "junit.xml", "results.json")) {
                assertThat(Files.readString(folder.resolve("arabic/latest").resolve(file)))
                        .doesNotContainPattern("[\u0660-\u0669\u06f0-\u06f9]");
            }
        }
    }

    private static void assertAscii(String text) {
        assertThat(text).matches("\\A\\p{ASCII}*\\z");
    }

    /** In the middle of a suite each, by a signal each. */
    @ParameterizedTest
    @CsvSource({
        "permissions, TERM",
        "rules, INT",
        "transitions, TERM",
        "walks, HUP",
        "probes, INT",
        "races, TERM",
        "permissions, KILL"
    })
    void a_signal_ends_a_run_with_what_it_has_found(String suite, String signal) throws Exception {
        Process process = shell(home, "", "verify --suite " + suite + " --out runs").start();
        Path latest = folder.resolve("runs/latest");
        Path journal = latest.resolve("journal.jsonl");
        awaitText(journal, suite.equals("permissions") ? "\"settled\"" : "\"begun\"");
        long jvm = process.children().findFirst().orElseThrow().pid();

        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
        long start = System.nanoTime();
        Ended ended = ended(process);

        ProcessHandle.of(jvm).ifPresent(LauncherTest::awaitEnd);
        if (!signal.equals("KILL")) {
            assertThat(ended.status()).as(ended.err()).isEqualTo(3);
            assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(10);
            assertThat(ended.out().lines().toList().getLast())
                    .startsWith("no statement: cut short by a signal");
        }
        assertCutShort(latest);
        Ended again = run("", "report runs");
        assertThat(again.status()).isEqualTo(3);
        assertThat(again.out()).contains("no statement: cut short");
        assertCutShort(latest);
    }

    /** One that nothing can hear: it is dead at once, and its journal is enough. */
    @Test
    void a_killed_jvm_leaves_a_journal() throws Exception {
        Process process = shell(home, "", "verify --suite permissions --out runs").start();
        Path latest = folder.resolve("runs/latest");
        awaitText(latest.resolve("journal.jsonl"), "\"settled\"");
        process.children().forEach(ProcessHandle::destroyForcibly);
        ended(process).assertCannotStart("137", "rsm-tck report");
        assertThat(latest.resolve("index.html")).doesNotExist();
        assertThat(run("", "report runs/latest").status()).isEqualTo(3);
        assertCutShort(latest);
    }

    private static void assertCutShort(Path run) throws IOException {
        for (String file :
                List.of("results.json", "index.html", "summary.md", "badge.svg", "junit.xml")) {
            assertThat(Files.readString(run.resolve(file)))
                    .as(file)
                    .contains("cut short")
                    .doesNotContain("CONFORMANT", "INCOMPLETE");
        }
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            process.destroyForcibly();
            throw new AssertionError("the JVM outlived its launcher", e);
        }
    }

    private static void awaitText(Path file, String text) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (System.nanoTime() < end) {
            if (Files.exists(file) && Files.readString(file).contains(text)) {
                return;
            }
            Thread.sleep(20);
        }
        throw new AssertionError(file + " did not come to hold " + text + " within 90 s");
    }
}
