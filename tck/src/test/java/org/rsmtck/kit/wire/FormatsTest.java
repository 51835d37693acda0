package org.rsmtck.kit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rsmtck.api.Call;
import org.rsmtck.api.Out;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The page about formats says what the code does. */
class FormatsTest {
    private static final Path PAGE = Path.of("..", "docs", "formats.md");

    @Test
    void the_table_of_lines_is_the_one_on_the_page() throws IOException {
        List<String> rows =
                Files.readAllLines(PAGE).stream()
                        .dropWhile(line -> !line.startsWith("| line |"))
                        .takeWhile(line -> line.startsWith("|"))
                        .toList();

        assertThat(rows)
                .as("the table of %s; it should be%n%s", PAGE, String.join("\n", Wire.table()))
                .isEqualTo(Wire.table());
    }

    @Test
    void the_example_on_the_page_is_what_is_written() throws IOException {
        Call connect = new Call.Connect(0x1000, 1, 0x400000, 0400, Out.VALID);

        assertThat(Files.readString(PAGE)).contains(Wire.of(connect).toString());
    }
}
