package org.rsmtck.kit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rsmtck.kit.example.HastyDisconnect;
import org.rsmtck.reports.Failure;
import org.rsmtck.reports.Results;
import org.rsmtck.reports.ResultsFile;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a vendor with a wrong implementation is told, from the command line to the replay of a
 * trace.
 */
class VerifyCommandTest {
    private static final int SHORT = 10;

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Path latest(String file) {
        return folder.resolve("latest").resolve(file);
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        CommandLine line = RsmTck.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @ParameterizedTest
    @CsvSource({
        "WrongCode, connect/SEG_NOT_PUBLISHED",
        "HastyDisconnect, frame/refusal-changes-nothing",
        "IdleUnpublish, frame/forced-disconnect"
    })
    void a_wrong_implementation_is_rejected_by_its_clause_and_its_trace_replays(
            String name, String clause) throws IOException {
        String implementation = HastyDisconnect.class.getPackageName() + "." + name;

        int exit =
                run(
                        "verify",
                        "--suite",
                        "rules",
                        "--implementation",
                        implementation,
                        "--out",
                        folder.toString());

        assertThat(exit).as(out.toString()).isEqualTo(Exit.NOT_CONFORMANT);
        Results results = ResultsFile.read(latest("results.json"));
        assertThat(results.failures()).extracting(Failure::clause).contains(clause);
        for (Failure failure : results.failures()) {
            assertThat(failure.history()).hasSizeLessThanOrEqualTo(SHORT);
            Path trace = latest("failures").resolve(failure.id() + ".jsonl");
            assertThat(run("replay", trace.toString(), "--implementation", implementation))
                    .isEqualTo(Exit.NOT_CONFORMANT);
            assertThat(out.toString()).contains("breaks " + failure.clause() + ", as recorded");
            Path history = latest("failures").resolve(failure.id() + ".history.jsonl");
            assertThat(run("judge", history.toString())).isEqualTo(Exit.NOT_CONFORMANT);
            assertThat(out.toString())
                    .startsWith(failure.clause() + "\n")
                    .contains("NOT ALLOWED by strict: " + failure.clause() + ",");
        }
    }

    @Test
    void each_run_keeps_its_own_folder_and_its_journal_makes_the_same_reports() throws IOException {
        String[] asked = {
            "verify",
            "--clause",
            "disconnect/POLLFD_IN_USE",
            "--suite",
            "rules",
            "--implementation",
            HastyDisconnect.class.getName(),
            "--out",
            folder.toString()
        };
        run(asked);
        Path first = folder.resolve("latest").toRealPath();
        Path kept = first.resolve("results.json");
        String results = Files.readString(kept);
        run(asked);
        assertThat(folder.resolve("latest").toRealPath()).isNotEqualTo(first);
        assertThat(kept).hasContent(results);

        for (String file : List.of("results.json", "index.html", "junit.xml", "badge.svg")) {
            Files.delete(first.resolve(file));
        }
        run("report", first.toString());
        assertThat(kept).hasContent(results);
        assertThat(out.toString()).contains("no statement: a part of level quick");

        // Killed in the middle.
        List<String> journal = Files.readAllLines(first.resolve("journal.jsonl"));
        Path cut = Files.createDirectory(folder.resolve("killed"));
        Files.write(cut.resolve("journal.jsonl"), journal.subList(0, journal.size() / 2));
        assertThat(run("report", cut.toString())).isEqualTo(Exit.INCOMPLETE);
        assertThat(out.toString()).contains("no statement: cut short");
        assertThat(cut.resolve("summary.md")).content().contains("no statement: cut short");
    }

    @Test
    void a_run_that_is_to_end_at_its_first_failure_does_so() throws IOException {
        int exit =
                run(
                        "verify",
                        "--fail-fast",
                        "--implementation",
                        HastyDisconnect.class.getName(),
                        "--out",
                        folder.toString());
        assertThat(exit).isEqualTo(Exit.NOT_CONFORMANT);
        Results results = ResultsFile.read(latest("results.json"));
        assertThat(results.failures()).hasSize(1);
        assertThat(out.toString())
                .contains(results.failures().getFirst().clause() + "\n")
                .contains("no statement: cut short: the run was to end at its first failure");
    }

    @Test
    void a_place_for_reports_that_cannot_be_written_is_told_before_anything_runs()
            throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(run("verify", "--out", file.resolve("below").toString())).isEqualTo(Exit.MISUSE);
        assertThat(err.toString()).startsWith("rsm-tck: cannot write to").contains("--out");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_name_that_is_not_known_is_answered_with_the_nearest() {
        assertThat(run("verify", "--clause", "disconnect/SEG_STIL_MAPPED")).isEqualTo(Exit.MISUSE);
        assertThat(err.toString())
                .contains("\"disconnect/SEG_STIL_MAPPED\"", "disconnect/SEG_STILL_MAPPED");
    }

    @Test
    void a_class_that_is_not_there_is_named_with_the_remedy() {
        assertThat(run("verify", "--implementation", "no.Such")).isEqualTo(Exit.MISUSE);
        assertThat(err.toString()).contains("no.Such", "--classpath");
    }
}
