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
import java.nio.file.Path;

/**
 * What a vendor with a wrong implementation is told, from the command line to the replay of a
 * trace.
 */
class VerifyCommandTest {
    private static final int SHORT = 10;

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

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
        Results results = ResultsFile.read(folder.resolve("results.json"));
        assertThat(results.failures()).extracting(Failure::clause).contains(clause);
        for (Failure failure : results.failures()) {
            assertThat(failure.history()).hasSizeLessThanOrEqualTo(SHORT);
            Path trace = folder.resolve("failures").resolve(failure.id() + ".jsonl");
            assertThat(run("replay", trace.toString(), "--implementation", implementation))
                    .isEqualTo(Exit.NOT_CONFORMANT);
            assertThat(out.toString()).contains("breaks " + failure.clause() + ", as recorded");
            Path history = folder.resolve("failures").resolve(failure.id() + ".history.jsonl");
            assertThat(run("judge", history.toString())).isEqualTo(Exit.NOT_CONFORMANT);
            assertThat(out.toString())
                    .startsWith(failure.clause() + "\n")
                    .contains("NOT ALLOWED by strict: " + failure.clause() + ",");
        }
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
