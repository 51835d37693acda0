package org.rsmtck.reports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rsmtck.reports.Failure.Line;

import java.util.List;

class FailureTextTest {

    @Test
    void facts_stand_in_a_fixed_order() {
        Failure failure =
                new Failure(
                        "disconnect-still-mapped",
                        "disconnect/SEG_STILL_MAPPED",
                        List.of(),
                        "rules",
                        3,
                        List.of("SEG_STILL_MAPPED (10)"),
                        "success",
                        List.of(),
                        List.of(
                                new Line(
                                        1,
                                        0,
                                        "connect(loopback, node 1, segment 0x400001, READ)",
                                        "import 1"),
                                new Line(
                                        2, 0, "map(import 1, offset 0 B, length 8192 B)", "mapped"),
                                new Line(3, 0, "disconnect(import 1)", "success")),
                        "rsm-tck replay failures/disconnect-still-mapped.jsonl",
                        1);

        assertThat(FailureText.of(failure))
                .isEqualTo(
                        """
                        disconnect/SEG_STILL_MAPPED
                          in short  disconnect answers success, where SEG_STILL_MAPPED (10) is right
                          clause    rsm_memseg_import_connect(3RSM), ERRORS
                          call      3: disconnect(import 1)
                          allowed   SEG_STILL_MAPPED (10)
                          observed  success
                          history   1: connect(loopback, node 1, segment 0x400001, READ) -> import 1
                                    2: map(import 1, offset 0 B, length 8192 B) -> mapped
                          replay    rsm-tck replay failures/disconnect-still-mapped.jsonl
                        """);
    }

    @Test
    void several_processes_and_the_explanation_are_named() {
        assertThat(FailureText.of(Examples.failing().failures().getFirst()))
                .isEqualTo(
                        """
                        connect/SEG_NOT_PUBLISHED
                          in short     connect answers success, import 4, where SEG_NOT_PUBLISHED (7) is right
                          clause       rsm_memseg_import_connect(3RSM), ERRORS
                          call         4: process 1 connect(controller 0, node 1, 0x400001, 0600)
                          allowed      SEG_NOT_PUBLISHED (7), by connect/SEG_NOT_PUBLISHED#nowhere
                          observed     success, import 4
                          explanation  success is excluded by connect/SEG_NOT_PUBLISHED#nowhere: no segment is published under 0x400001 on node 1, which answers
                          history      1: process 0 create(controller 0, 8192 B) -> export 1
                                       2: process 0 publish(export 1, 0x400001, all 0666) -> 0x400001
                                       3: process 0 is killed
                          replay       rsm-tck replay failures/connect-not-published.jsonl
                        """);
    }
}
