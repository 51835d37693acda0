package org.rsmtck.kit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmtck.kit.history.LongRecording;

import picocli.CommandLine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What somebody with a recording is told. */
class JudgeCommandTest {
    private static final Path EXAMPLES = Path.of("..", "docs", "examples");
    private static final String NODE =
            "{\"v\":1,\"line\":\"node\",\"node\":1,\"controllers\":\"wire0\"}";
    private static final String PROCESS =
            "{\"v\":1,\"line\":\"process\",\"node\":1,\"uid\":1,\"gid\":1,\"real_uid\":1,"
                    + "\"real_gid\":1,\"groups\":\"\",\"umask\":\"022\"}";
    private static final String CALL =
            "{\"v\":1,\"line\":\"call\",\"act\":7,\"process\":0,\"thread\":1,"
                    + "\"call\":\"disconnect\",\"handle\":\"0x0\"}";
    private static final String RETURN =
            "{\"v\":1,\"line\":\"return\",\"act\":7,\"reply\":\"refused\",\"error\":5,"
                    + "\"out\":\"0x0\"}";
    private static final String SHORT_CALL = CALL.replace("\"act\":7,", "");
    private static final String SHORT_RETURN = RETURN.replace("\"act\":7,", "");

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = RsmTck.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    private String lastLine() {
        return out.toString().lines().toList().getLast();
    }

    private static String example(String name) {
        return EXAMPLES.resolve(name + ".jsonl").toString();
    }

    private String file(List<String> lines) throws IOException {
        return Files.write(folder.resolve("history.jsonl"), lines).toString();
    }

    private static List<String> history(String... lines) {
        List<String> all =
                new ArrayList<>(List.of("{\"v\":1,\"line\":\"history\"}", NODE, PROCESS));
        all.addAll(List.of(lines));
        return all;
    }

    @ParameterizedTest
    @CsvSource({"sequential, 9 calls of 2 processes", "race, 8 calls of 2 processes"})
    void a_right_history_is_allowed(String name, String counted) {
        assertThat(run("judge", example(name))).isEqualTo(Exit.FINE);
        assertThat(lastLine()).isEqualTo("ALLOWED by strict: " + counted);
    }

    @Test
    void a_wrong_reply_in_a_sequence_is_told_as_verify_tells_it() {
        assertThat(run("judge", example("sequential-wrong"))).isEqualTo(Exit.NOT_CONFORMANT);
        assertThat(out.toString())
                .startsWith("disconnect/SEG_STILL_MAPPED\n")
                .contains(
                        "  call         7: process 1 disconnect(import 1)\n",
                        "  allowed      SEG_STILL_MAPPED (10), by disconnect/SEG_STILL_MAPPED:",
                        "  observed     success\n",
                        "had done nothing, though it answered success",
                        "               6: process 1 map(import 1, READ, offset 0 B",
                        "  replay       ./rsm-tck judge " + example("sequential-wrong"));
        assertThat(lastLine())
                .isEqualTo(
                        "NOT ALLOWED by strict: disconnect/SEG_STILL_MAPPED, by the reply in line"
                                + " 18, among 7 calls of 2 processes");
    }

    @Test
    void two_disconnects_that_both_succeed_are_told_with_what_was_open_at_the_time() {
        assertThat(run("judge", example("race-wrong"))).isEqualTo(Exit.NOT_CONFORMANT);
        assertThat(out.toString())
                .startsWith("disconnect/MT-safe\n")
                .contains(
                        "               also disconnect/BAD_SEG_HNDL\n",
                        "8: process 1 disconnect(import 1), at the same time as calls 6 and 7\n",
                        "  allowed      BAD_SEG_HNDL (5), by disconnect/BAD_SEG_HNDL",
                        "7: process 0 unpublish(export 1), at the same time as calls 6 and 8 -> not"
                                + " answered yet",
                        "  time         process 0      |------7------>\n",
                        "               process 1   |----6-----|\n",
                        "               process 1         |---8---|\n");
        assertThat(lastLine())
                .startsWith("NOT ALLOWED by strict: disconnect/MT-safe, by the reply");
    }

    @Test
    void a_call_that_changes_nothing_and_explains_nothing_is_left_out() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(Path.of(example("race-wrong"))));
        int race = lines.size() - 6;
        lines.add(
                race,
                "{\"v\":1,\"line\":\"call\",\"process\":0,\"call\":\"get_topology\",\"out\":\"null\"}");
        lines.add(
                race + 1,
                "{\"v\":1,\"line\":\"return\",\"reply\":\"refused\",\"error\":16,\"out\":\"0x0\"}");

        assertThat(run("judge", file(lines))).as(err.toString()).isEqualTo(Exit.NOT_CONFORMANT);
        assertThat(out.toString())
                .startsWith("disconnect/MT-safe\n")
                .contains("  call         8: process 1 disconnect(import 1)")
                .doesNotContain("get_topology");
        assertThat(lastLine()).endsWith("in line 21, among 9 calls of 2 processes");
    }

    @Test
    void a_call_that_answers_nothing_breaks_the_clause_that_every_call_returns()
            throws IOException {
        List<String> lines =
                Files.readAllLines(Path.of(example("race"))).stream()
                        .map(line ->
                                line.contains("refused")
                                        ? "{\"v\":1,\"line\":\"return\",\"act\":3,"
                                                + "\"reply\":\"no_reply\",\"how\":\"crashed\"}"
                                        : line)
                        .toList();

        assertThat(run("judge", file(lines))).isEqualTo(Exit.NOT_CONFORMANT);
        assertThat(out.toString())
                .startsWith("frame/no-crash-no-hang\n")
                .contains("  observed     no reply: crashed\n");
    }

    @Test
    void what_a_killed_process_had_open_may_have_taken_effect() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(Path.of(example("race"))));
        lines.add(
                lines.size() - 3,
                "{\"v\":1,\"line\":\"event\",\"event\":\"killed\",\"process\":1}");

        assertThat(run("judge", file(lines))).as(out + "" + err).isEqualTo(Exit.FINE);
    }

    @Test
    void where_nothing_is_promised_the_verdict_is_unknown_and_no_pass() {
        assertThat(run("judge", example("race"), "--profile", "man-page"))
                .isEqualTo(Exit.INCOMPLETE);
        assertThat(lastLine())
                .startsWith("UNKNOWN by man-page: nothing is promised of call 8, by frame/");
    }

    @Test
    void a_search_that_gives_up_is_no_pass() {
        assertThat(run("judge", example("race"), "--limit", "5")).isEqualTo(Exit.INCOMPLETE);
        assertThat(lastLine()).isEqualTo("UNKNOWN by strict: gave up after 5 steps; raise --limit");
    }

    @Test
    void a_search_without_time_gives_up() {
        assertThat(run("judge", example("race"), "--deadline", "0.000000001"))
                .isEqualTo(Exit.INCOMPLETE);
        assertThat(lastLine())
                .startsWith("UNKNOWN: gave up reading")
                .endsWith("after 0 s; raise --deadline");
    }

    @Test
    void the_standard_input_is_judged_like_a_file() throws IOException {
        InputStream before = System.in;
        try {
            System.setIn(Files.newInputStream(Path.of(example("race"))));
            assertThat(run("judge", "-")).as(err.toString()).isEqualTo(Exit.FINE);
            assertThat(lastLine()).isEqualTo("ALLOWED by strict: 8 calls of 2 processes");
            System.setIn(new ByteArrayInputStream("nothing\n".getBytes(UTF_8)));
            assertThat(run("judge", "-")).isEqualTo(Exit.MISUSE);
        } finally {
            System.setIn(before);
        }
        assertThat(err.toString())
                .startsWith("rsm-tck: the standard input, line 1: the line is not JSON");
    }

    private String recording(int lines, int wrongFrom) throws IOException {
        Path file = folder.resolve("long.jsonl");
        try (Writer out = Files.newBufferedWriter(file)) {
            new LongRecording(out, wrongFrom).write(lines);
        }
        return file.toString();
    }

    @Test
    void a_long_history_is_judged_as_it_is_read() throws IOException {
        assertThat(run("judge", recording(30_000, Integer.MAX_VALUE))).isEqualTo(Exit.FINE);
        assertThat(lastLine()).matches("ALLOWED by strict: 14,9.. calls of 9 processes");
    }

    @Test
    void of_a_long_history_that_is_wrong_the_calls_before_the_reply_are_shown() throws IOException {
        assertThat(run("judge", recording(30_000, 20_000))).isEqualTo(Exit.NOT_CONFORMANT);
        assertThat(out.toString())
                .containsPattern(
                        "call +\\d\\d: process \\d get\\(import \\d+, offset \\d+ B, length 8 B\\)")
                .contains("  observed     0xad0b000000000000\n")
                .containsPattern("  before       9,9\\d\\d calls and events, which some order")
                .doesNotContain("never issued");
        assertThat(out.toString().lines()).hasSizeLessThan(100);
        assertThat(lastLine())
                .matches(
                        "NOT ALLOWED by strict: connect/logical-connection, by the reply in line"
                                + " 200.., among 14,9.. calls of 9 processes");
    }

    @Test
    void calls_that_never_return_prove_nothing() throws IOException {
        assertThat(run("judge", file(history(CALL)))).isEqualTo(Exit.INCOMPLETE);
        assertThat(lastLine()).isEqualTo("UNKNOWN by man-page: no call was answered");
    }

    @Test
    void a_call_without_a_number_is_answered_by_the_next_line() throws IOException {
        String open = CALL.replace("\"act\":7", "\"act\":8").replace("thread\":1", "thread\":2");
        assertThat(run("judge", file(history(open, SHORT_CALL, SHORT_RETURN))))
                .as(err.toString())
                .isEqualTo(Exit.FINE);
        assertThat(lastLine())
                .isEqualTo("ALLOWED by man-page: 2 calls of 1 process, 1 of them never answered");
    }

    record Broken(List<String> lines, String complaint) {
        @Override
        public String toString() {
            return complaint;
        }
    }

    private static Broken broken(String complaint, String... lines) {
        return new Broken(history(lines), complaint);
    }

    private static Broken headed(String head, String complaint) {
        return new Broken(List.of(head, NODE, PROCESS, CALL), complaint);
    }

    private static String event(String rest) {
        return "{\"v\":1,\"line\":\"event\",\"event\":" + rest + "}";
    }

    static Stream<Broken> broken() {
        return Stream.of(
                broken(
                        ", line 5: the line is not JSON: Unexpected end-of-input",
                        CALL,
                        RETURN.substring(0, 30)),
                broken(
                        ", line 4: field \"call\": \"disconect\" is not known; write one of ",
                        CALL.replace("disconnect", "disconect")),
                broken(
                        ", line 5: field \"reply\": \"fine\" is not known; write one of ",
                        CALL,
                        RETURN.replace("refused", "fine")),
                broken(
                        ", line 4: field \"act\": 7 is the number of no call so far; write the call"
                                + " before its return",
                        RETURN),
                broken(
                        ", line 6: field \"act\": 7 has returned in line 5 already; a call returns"
                                + " once",
                        CALL,
                        RETURN,
                        RETURN),
                broken(
                        ", line 6: field \"act\": 7 is the number of the call in line 4; give each"
                                + " call a number of its own",
                        CALL,
                        RETURN,
                        CALL),
                broken(
                        ", line 5: field \"act\" is missing, and the line before is no call without"
                                + " one; write the number of the call that returns",
                        CALL,
                        SHORT_RETURN),
                broken(
                        ", line 5: the call in line 4 has no field \"act\", so that its return must"
                                + " come next; give it one, and its return the same",
                        SHORT_CALL,
                        CALL),
                broken(
                        ", line 5: field \"thread\": 1 of process 0 is still in the call of line 4;"
                                + " write its return before, or another thread",
                        CALL,
                        CALL.replace("\"act\":7", "\"act\":8")),
                broken(
                        ", line 4: field \"process\": 1 is not declared; the history has 1 lines of"
                                + " kind \"process\", numbered from 0",
                        CALL.replace("\"process\":0", "\"process\":1")),
                broken(
                        ", line 5: field \"process\": 0 was killed in line 4; declare another"
                                + " process for this call",
                        event("\"killed\",\"process\":0"),
                        CALL),
                broken(
                        ", line 4: field \"node\": 2 is not declared; write a line of kind \"node\""
                                + " before",
                        PROCESS.replace("\"node\":1", "\"node\":2")),
                broken(
                        ", line 4: field \"node\": 1 is declared already; give each node one line",
                        NODE),
                broken(
                        ", line 4: field \"other\": \"2/wire0\" is no port of a node that is"
                                + " declared; write node/controller",
                        "{\"v\":1,\"line\":\"link\",\"one\":\"1/wire0\",\"other\":\"2/wire0\"}"),
                broken(
                        ", line 4: field \"groups\": \"a\" is no list of groups; write it like"
                                + " \"101,102\"",
                        PROCESS.replace("\"groups\":\"\"", "\"groups\":\"a\"")),
                broken(
                        ", line 4: field \"umask\": \"9\" is no umask; write it like \"022\"",
                        PROCESS.replace("\"022\"", "\"9\"")),
                broken(
                        ", line 4: field \"link\": \"1/wire0-2/wire0\" is not declared; write a"
                                + " line of kind \"link\" before the first call",
                        event("\"link_lost\",\"link\":\"1/wire0-2/wire0\"")),
                broken(
                        ", line 4: field \"node\": 2 is not declared; write a line of kind \"node\""
                                + " before the first call",
                        event("\"node_lost\",\"node\":2")),
                broken(
                        ", line 4: field \"port\": \"1/wire1\" is not declared; name the controller"
                                + " in the line of kind \"node\"",
                        event("\"controller_removed\",\"port\":\"1/wire1\"")),
                broken(
                        ", line 4: field \"process\": -1 is not declared; the history has 1 lines",
                        event("\"interruption\",\"process\":-1")),
                broken(
                        ", line 4: field \"handle_from\": 1 is no field of disconnect; leave it"
                                + " out",
                        CALL.replace("\"act\":7", "\"act\":7,\"handle_from\":1")),
                broken(
                        ", line 4: field \"v\": 2 is not a version known here; write version 1",
                        CALL.replace("\"v\":1", "\"v\":2")),
                broken(
                        ", line 5: line of kind \"node\" stands after the first call; write it"
                                + " before",
                        CALL,
                        NODE),
                broken(
                        ", line 4: line of kind \"note\" is not known; known are history, node",
                        "{\"v\":1,\"line\":\"note\"}"),
                broken(
                        ", line 4: field \"controller_again\": \"other\" is not offered there;"
                                + " write one of [fresh, same]",
                        "{\"v\":1,\"line\":\"reading\",\"controller_again\":\"other\"}"),
                broken(" has no line of kind \"call\": there is nothing to judge"),
                headed(
                        "{\"v\":2,\"line\":\"history\"}",
                        ", line 1: field \"v\": 2 is not a version known here; write version 1"),
                headed(
                        "{\"v\":1,\"line\":\"history\",\"profile\":\"stict\"}",
                        ", line 1: field \"profile\": \"stict\" is not known; write one of"
                                + " [man-page, strict, illumos-loopback]"),
                headed(
                        "{\"v\":1,\"line\":\"history\",\"page_size\":0}",
                        ", line 1: field \"page_size\": 0 is out of range; write 1 to 1073741824"),
                headed(
                        "{\"v\":1,\"line\":\"history\",\"pagesize\":4096}",
                        ", line 1: field \"pagesize\": 4096 is no field of a line of kind"
                                + " \"history\"; leave it out"),
                headed(
                        "{\"v\":1,\"line\":\"trace\",\"profile\":\"strict\",\"clause\":\"\"}",
                        ", line 1: this is a trace, a program without replies; run it with rsm-tck"
                                + " replay"),
                headed(
                        NODE,
                        ", line 1: the file does not start with a line of kind \"history\"; write"
                                + " {\"v\":1,\"line\":\"history\"} first"),
                new Broken(
                        List.of(),
                        " is empty: write {\"v\":1,\"line\":\"history\"}, the setting, and calls"));
    }

    @ParameterizedTest
    @MethodSource
    void broken(Broken broken) throws IOException {
        String file = file(broken.lines());

        assertThat(run("judge", file)).isEqualTo(Exit.MISUSE);
        assertThat(err.toString())
                .startsWith("rsm-tck: " + file + broken.complaint())
                .hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_file_that_is_not_there_or_is_a_folder_or_no_text_is_named() throws IOException {
        Path bytes = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xFF, (byte) 0xFE});

        assertThat(run("judge", "no.such")).isEqualTo(Exit.MISUSE);
        assertThat(run("judge", folder.toString())).isEqualTo(Exit.MISUSE);
        assertThat(run("judge", bytes.toString())).isEqualTo(Exit.MISUSE);
        assertThat(err.toString().lines())
                .containsExactly(
                        "rsm-tck: no.such is not there: give the path of a history, a file of JSON"
                                + " lines",
                        "rsm-tck: "
                                + folder
                                + " is a folder: give the path of a history, a file of JSON lines",
                        "rsm-tck: "
                                + bytes
                                + " is not text in ASCII or UTF-8: give the path of a history, a"
                                + " file of JSON lines");
    }

    @Test
    void a_bound_that_leaves_nothing_is_misuse() {
        assertThat(run("judge", example("race"), "--limit", "0")).isEqualTo(Exit.MISUSE);
        assertThat(run("judge", example("race"), "--deadline", "-1")).isEqualTo(Exit.MISUSE);
        assertThat(err.toString().lines())
                .containsExactly(
                        "rsm-tck: --limit 0 leaves no step to take; give 1 or more",
                        "rsm-tck: --deadline -1.0 is no time to search; give some seconds");
    }

    @Test
    void help_names_the_exit_statuses() {
        assertThat(run("judge", "--help")).isEqualTo(Exit.FINE);
        assertThat(out.toString()).contains("HISTORY", "Exit status: 0 allowed", "docs/formats.md");
    }
}
