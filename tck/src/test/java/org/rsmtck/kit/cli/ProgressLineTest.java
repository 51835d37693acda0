package org.rsmtck.kit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rsmtck.reports.Failure;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

class ProgressLineTest {
    private static final Failure DEATH =
            new Failure(
                    "frame-no-crash-no-hang-publish-none",
                    "frame/no-crash-no-hang",
                    List.of(),
                    "rules",
                    1,
                    List.of("success"),
                    "no reply: the process died of SIGTERM",
                    List.of(),
                    List.of(),
                    "rsm-tck replay failures/frame-no-crash-no-hang-publish-none.jsonl",
                    1);

    @Test
    void a_failure_is_shown_as_long_as_the_run_goes_on() {
        StringWriter shown = new StringWriter();
        try (ProgressLine progress = new ProgressLine(new PrintWriter(shown))) {
            progress.found(DEATH);
        }

        assertThat(shown.toString()).contains("frame/no-crash-no-hang");
    }

    @Test
    void what_dies_with_the_run_is_no_failure() {
        StringWriter shown = new StringWriter();
        ProgressLine progress = new ProgressLine(new PrintWriter(shown));
        progress.close();

        progress.found(DEATH);

        assertThat(shown.toString()).isEmpty();
    }
}
