package org.rsmtck.kit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rsmtck.kit.example.NoPublish;
import org.rsmtck.kit.example.SlowDisconnect;
import org.rsmtck.reports.Failure;
import org.rsmtck.reports.Obligation;
import org.rsmtck.reports.Results;
import org.rsmtck.reports.ResultsFile;
import org.rsmtck.reports.Statement;
import org.rsmtck.reports.Status;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

/** What the command says of races, and its exit status. */
@Timeout(180)
class RacesCommandTest {
    private static final String RACE = "disconnect_disconnect";

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Class<?> implementation, String race) {
        CommandLine line = RsmTck.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(
                "races",
                "--implementation",
                implementation.getName(),
                "--race",
                race,
                "--out",
                folder.toString());
    }

    @Test
    void a_lost_race_is_told_with_its_clause_and_what_is_allowed() throws IOException {
        assertThat(run(SlowDisconnect.class, RACE)).isEqualTo(Exit.NOT_CONFORMANT);
        assertThat(out.toString())
                .contains(
                        RACE,
                        "disconnect/MT-safe",
                        "A=done | B=done",
                        "A=BAD_SEG_HNDL | B=done",
                        "at the same time as call",
                        "--race " + RACE,
                        "trials: 1 lost",
                        "index.html",
                        "no statement: races alone");
        Results results = ResultsFile.read(folder.resolve("latest/results.json"));
        assertThat(results.run().progress().sequences()).isPositive();
        assertThat(results.run().progress().calls())
                .isGreaterThan(results.run().progress().sequences());
        assertThat(results.failures())
                .extracting(Failure::clause)
                .containsExactly("disconnect/MT-safe");
        assertThat(Statement.of(results).verdict()).isEqualTo(Statement.Verdict.NONE);
    }

    @Test
    void a_race_that_does_not_come_about_is_no_pass() throws IOException {
        assertThat(run(NoPublish.class, RACE)).isEqualTo(Exit.MISUSE);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "rsm-tck: 1 of 1 races counted no trial, such as "
                                + RACE
                                + ": before the race: publish=SEGID_IN_USE");
        Results results = ResultsFile.read(folder.resolve("latest/results.json"));
        assertThat(results.obligations())
                .extracting(Obligation::status)
                .containsExactly(Status.NOT_EXERCISED);
    }

    @Test
    void a_name_that_is_not_known_is_answered_with_the_nearest() {
        assertThat(run(NoPublish.class, "disconnect_disconect")).isEqualTo(Exit.MISUSE);
        assertThat(err.toString())
                .startsWith(
                        "rsm-tck: race \"disconnect_disconect\" is not known; the nearest are: "
                                + RACE)
                .hasLineCount(1);
    }
}
