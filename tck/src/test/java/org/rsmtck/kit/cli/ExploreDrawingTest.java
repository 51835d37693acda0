package org.rsmtck.kit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code explore} writes when it is asked for files. */
class ExploreDrawingTest {
    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = RsmTck.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @Test
    void both_lives_are_drawn_into_a_folder_that_is_made() {
        assertThat(run("explore", "--svg", folder.resolve("new").toString())).isEqualTo(Exit.FINE);

        assertThat(folder.resolve("new/import.svg")).content().contains("The life of an import");
        assertThat(folder.resolve("new/export.svg")).content().contains("The life of an export");
    }

    @Test
    void the_graph_of_one_scope_is_written() {
        Path file = folder.resolve("barriers.json");

        assertThat(run("explore", "--scope", "barriers", "--json", file.toString()))
                .isEqualTo(Exit.FINE);

        assertThat(file).content().startsWith("{\"v\":1,\"profile\":\"strict\"");
        assertThat(out.toString()).contains("40 states of scope barriers");
    }

    @Test
    void the_graph_of_a_scope_in_a_file_is_written() throws IOException {
        Path scope = folder.resolve("own.toml");
        Files.writeString(
                scope,
                """
                name = "own"
                words = "an export and nobody else"
                odd = 0
                segments = [0x400000]
                lists = ["null:0"]
                permissions = ["READ"]

                [[nodes]]
                id = 1

                [[processes]]
                node = 1
                says = ["get_controller", "create", "publish", "unpublish"]
                exports = 1
                """);
        Path file = folder.resolve("own.json");

        assertThat(run("explore", "--scope", scope.toString(), "--json", file.toString()))
                .as(err.toString())
                .isEqualTo(Exit.FINE);

        assertThat(file).content().contains("\"scope\":\"own\"");
        assertThat(out.toString()).contains("states of scope own");
    }

    @Test
    void a_page_to_walk_in_is_written_of_one_small_scope() {
        Path file = folder.resolve("walk.html");

        assertThat(run("explore", "--html", file.toString())).isEqualTo(Exit.MISUSE);
        assertThat(err.toString()).contains("--html writes a page to walk in of one scope");
        assertThat(run("explore", "--scope", "small", "--html", file.toString()))
                .isEqualTo(Exit.MISUSE);
        assertThat(err.toString()).contains("scope small has more than 5,000 states");
        assertThat(file).doesNotExist();

        assertThat(run("explore", "--scope", "barriers", "--html", file.toString()))
                .isEqualTo(Exit.FINE);
        assertThat(file).content().contains("<h1>Scope barriers</h1>");
        assertThat(out.toString()).contains("40 states of scope barriers");
    }

    @Test
    void a_graph_of_no_scope_or_of_a_large_one_is_refused_and_nothing_is_written() {
        Path file = folder.resolve("graph.json");

        assertThat(run("explore", "--json", file.toString())).isEqualTo(Exit.MISUSE);
        assertThat(err.toString()).contains("add one --scope NAME");
        assertThat(run("explore", "--scope", "medium", "--json", file.toString()))
                .isEqualTo(Exit.MISUSE);
        assertThat(err.toString()).contains("more than 200,000 states");
        assertThat(file).doesNotExist();
    }
}
