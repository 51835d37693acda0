package org.rsmtck.kit.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rsmtck.kit.plan.Exercise;
import org.rsmtck.kit.suite.RulesSuite;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is written of a program is the program, and what is no trace says where it is none. */
class TraceFileTest {
    private static final String CLAUSE = "connect/returns";

    @TempDir Path folder;

    @Test
    void every_program_of_the_rules_is_read_as_it_was_written() throws IOException {
        Path file = folder.resolve("folder/trace.jsonl");
        for (Exercise exercise : RulesSuite.of(Pages.model(Profile.STRICT), 4096)) {
            TraceFile trace = new TraceFile("strict", CLAUSE, exercise.program());
            trace.write(file);
            assertThat(TraceFile.read(file)).as(exercise.owed().id()).isEqualTo(trace);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"v\":1,\"line\":\"event\",\"event\":\"settled\"} | line 1",
                "{\"v\":1,\"line\":\"history\"} | judge it with rsm-tck judge",
                "{\"v\":1,\"entry\":\"begun\"} | rsm-tck report",
                "nonsense | line 1"
            })
    void what_is_no_trace_is_told_with_its_line(String text, String told) throws IOException {
        Path file = folder.resolve("no-trace.jsonl");
        Files.writeString(file, text + "\n");
        assertThatThrownBy(() -> TraceFile.read(file))
                .isInstanceOf(TextFile.UnreadableException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(told);
    }

    @Test
    void what_is_not_there_is_told() {
        assertThatThrownBy(() -> TraceFile.read(folder.resolve("none.jsonl")))
                .isInstanceOf(TextFile.UnreadableException.class)
                .hasMessageContaining("none.jsonl");
    }
}
