package org.rsmtck.kit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rsmtck.kit.example.HastyDisconnect;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whoever names the wrong thing is told what it is, in one sentence. */
@Timeout(60)
class MessagesTest {
    private static final String HISTORY = "{\"v\":1,\"line\":\"history\"}\n";
    private static final String TRACE =
            "{\"v\":1,\"line\":\"trace\",\"profile\":\"strict\",\"clause\":\"\"}\n";

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = RsmTck.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    private void assertRefused(String words, String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(run(arguments)).as("%s", err).isEqualTo(Exit.MISUSE);
        assertThat(err.toString()).startsWith("rsm-tck: ").contains(words);
        assertThat(err.toString().lines()).hasSize(1);
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("file"), text).toString();
    }

    private void assertBoth(String words, String text) throws IOException {
        String file = file(text);
        assertRefused(words, "judge", file);
        assertRefused(words, "replay", file, "--implementation", HastyDisconnect.class.getName());
    }

    @Test
    void a_file_of_another_kind_is_named() throws IOException {
        assertRefused(
                "this is a history, which has been run already",
                "replay",
                file(HISTORY),
                "--implementation",
                HastyDisconnect.class.getName());
        assertRefused("this is a trace", "judge", file(TRACE));
        assertBoth("this is the journal of a run", "{\"entry\":\"ended\",\"early\":\"\"}\n");
        assertBoth("begins with a byte order mark", "\ufeff" + HISTORY);
        assertBoth("line 1: the line is not a JSON object", "[]\n");
        assertRefused("line 2: the line is blank", "judge", file(HISTORY + "\n"));
        assertRefused("line 2: the line is blank", "replay", file(TRACE + "\n"));
        Files.write(folder.resolve("bytes"), "\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused("is not text", "judge", folder.resolve("bytes").toString());
        assertRefused("is a folder", "judge", folder.toString());
        assertRefused("is not there", "replay", folder.resolve("none").toString());
    }

    @Test
    void a_page_size_that_no_machine_has_is_refused() throws IOException {
        assertRefused(
                "field \"page_size\": 1000 is no page size; write a power of two",
                "judge",
                file("{\"v\":1,\"line\":\"history\",\"page_size\":1000}\n"));
    }

    @Test
    void what_was_meant_is_guessed() {
        assertRefused("the nearest are: verify", "verfy");
        assertRefused("the nearest are: --seed", "verify", "--sed", "1");
        assertRefused("is not an integer", "verify", "--seed", "one");
        assertRefused("is not a number", "judge", "x", "--deadline", "soon");
    }

    @Test
    void what_steers_a_terminal_is_written_out() {
        assertRefused("a\\u001b[31mb", "judge", "a\u001b[31mb");
        assertThat(Terminal.line("a\nb\u202ec\u009b")).isEqualTo("a\\u000ab\\u202ec\\u009b");
        assertThat(Terminal.text("a\nb")).isEqualTo("a\nb");
    }

    /** By a real shell. */
    @ParameterizedTest
    @CsvSource({"plain/path-1.jsonl", "with blank", "it's", "$HOME", "a;b", "\"", "*", "~", "-x"})
    void what_is_printed_can_be_pasted(String word) throws Exception {
        Process shell =
                new ProcessBuilder("/bin/sh", "-c", "printf %s " + Shell.quoted(word))
                        .redirectErrorStream(true)
                        .start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(word);
    }

    @Test
    void a_path_with_blanks_and_quotes_is_replayed_as_printed() throws Exception {
        Path out = folder.resolve("it's a run");
        run(
                "verify",
                "--suite",
                "permissions",
                "--clause",
                "connect/PERM_DENIED",
                "--implementation",
                HastyDisconnect.class.getName(),
                "--out",
                out.toString());
        String results = Files.readString(out.resolve("latest/results.json"));
        assertThat(results).contains("--clause connect/PERM_DENIED");
        assertThat(asGiven("my lib/it's.so")).isEqualTo(" --library 'my lib/it'\\''s.so'");
    }

    /** A target as it is printed. */
    private static String asGiven(String library) {
        TargetOptions target = new TargetOptions();
        CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();
        spec.addMixin("target", CommandLine.Model.CommandSpec.forAnnotatedObject(target));
        new CommandLine(spec).parseArgs("--library", library);
        return target.asGiven();
    }

    @Test
    void reading_is_bounded_too() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        assertThat(run("judge", pipe.toString(), "--deadline", "0.5")).isEqualTo(Exit.INCOMPLETE);
        assertThat(out.toString())
                .startsWith("UNKNOWN: gave up reading ")
                .contains("after 0.5 s; raise --deadline");
    }
}
