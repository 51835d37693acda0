package org.rsmtck.kit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmtck.api.RsmError;
import org.rsmtck.model.Clause;
import org.rsmtck.model.Clauses;
import org.rsmtck.model.page.Pages;

import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;

/** What {@code explain} says of a clause. */
class ExplainCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = RsmTck.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    /** The error conditions that the page lists. */
    static List<String> errors() {
        return Clauses.of(Pages.RULES).stream()
                .map(Clause::id)
                .filter(id -> id.startsWith("connect/") || id.startsWith("disconnect/"))
                .filter(id -> isError(nameOf(id)))
                .toList();
    }

    private static String nameOf(String id) {
        return id.substring(id.indexOf('/') + 1);
    }

    private static boolean isError(String name) {
        return Arrays.stream(RsmError.values()).anyMatch(error -> error.name().equals(name));
    }

    @Test
    void the_page_lists_eleven_errors_of_connect_and_three_of_disconnect() {
        assertThat(errors()).filteredOn(id -> id.startsWith("connect/")).hasSize(11);
        assertThat(errors()).filteredOn(id -> id.startsWith("disconnect/")).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void every_error_has_a_witness_that_ends_with_it(String id) {
        assertThat(run("explain", id)).isEqualTo(Exit.FINE);

        String witness = out.toString().substring(out.toString().indexOf("  witness  1: "));
        assertThat(witness.lines().takeWhile(line -> !line.startsWith("  profiles")).toList())
                .last()
                .asString()
                .contains("-> " + nameOf(id) + " (");
    }

    @Test
    void a_choice_that_the_profile_does_not_make_is_shown_by_one_that_does() {
        run("explain", "connect/BAD_SEG_HNDL");

        assertThat(out.toString())
                .contains("none under strict")
                .contains("under    man-page, where a null out pointer in connect is refused with");
    }

    @Test
    void each_profile_says_what_it_allows_and_by_which_choice() {
        run("explain", "connect/BAD_SEG_HNDL");

        assertThat(out.toString())
                .contains(
                        "  profiles man-page: BAD_ADDR (16) or BAD_SEG_HNDL (5)\n"
                                + "             a null out pointer in connect is refused with"
                                + " BAD_ADDR or BAD_SEG_HNDL\n"
                                + "           strict: BAD_ADDR (16)\n"
                                + "             a null out pointer in connect is refused with"
                                + " BAD_ADDR\n");
    }

    @Test
    void where_no_choice_makes_a_difference_none_is_told() {
        run("explain", "disconnect/SEG_STILL_MAPPED");

        assertThat(out.toString())
                .contains(
                        "  profiles man-page: SEG_STILL_MAPPED (10)\n"
                                + "           strict: SEG_STILL_MAPPED (10)\n"
                                + "           illumos-loopback: SEG_STILL_MAPPED (10)\n");
    }

    @Test
    void a_clause_that_is_not_known_is_answered_with_the_nearest() {
        assertThat(run("explain", "connect/PERMISSION")).isEqualTo(Exit.MISUSE);
        assertThat(err.toString()).contains("connect/PERM_DENIED");
    }
}
