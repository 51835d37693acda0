package org.rsmtck.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class ReportFilesTest {

    /** To be looked at, too: they stay in {@code target/examples}. */
    @Test
    void every_file_is_written_into_a_folder_that_is_created() throws IOException {
        for (Map.Entry<String, Results> example :
                Map.of("passing", Examples.passing(), "failing", Examples.failing()).entrySet()) {
            Path folder = Path.of("target", "examples", example.getKey());
            ReportFiles.write(example.getValue(), folder);

            assertThat(names(folder))
                    .containsExactlyInAnyOrder(
                            "results.json",
                            "index.html",
                            "junit.xml",
                            "results.sarif",
                            "summary.md",
                            "badge.svg");
            assertThat(ResultsFile.read(folder.resolve("results.json")))
                    .isEqualTo(example.getValue());
        }
    }

    @Test
    void files_of_an_earlier_run_are_replaced(@TempDir Path folder) throws IOException {
        ReportFiles.write(Examples.failing(), folder);
        ReportFiles.write(Examples.passing(), folder);

        assertThat(names(folder)).hasSize(6);
        assertThat(folder.resolve("index.html")).content().doesNotContain("NOT CONFORMANT");
    }

    @Test
    void nothing_is_written_of_results_that_do_not_add_up(@TempDir Path folder) throws IOException {
        Results passing = Examples.passing();
        Obligation twice = passing.obligations().getFirst();
        Results results =
                new Results(
                        Results.VERSION,
                        passing.run(),
                        List.of(twice, twice),
                        List.of(),
                        passing.outOfReach());

        assertThatThrownBy(() -> ReportFiles.write(results, folder))
                .isInstanceOf(Tally.UnbalancedException.class)
                .hasMessage("two obligations have the id " + twice.id());
        assertThat(names(folder)).isEmpty();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
