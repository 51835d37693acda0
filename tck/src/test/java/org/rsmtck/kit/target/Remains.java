package org.rsmtck.kit.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a run of the kit has left behind. */
final class Remains {
    private static final Path SHARED = Path.of("/dev/shm");

    private Remains() {}

    /** Files of the fabrics that the process has made. */
    static List<Path> files(long pid) throws IOException {
        if (!Files.isDirectory(SHARED)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(SHARED)) {
            return files.filter(file ->
                            file.getFileName().toString().startsWith("rsm-tck-" + pid + "-"))
                    .toList();
        }
    }

    /** Processes that run the program. */
    static List<ProcessHandle> processes(Path program) {
        return ProcessHandle.allProcesses()
                .filter(process ->
                        process.info().command().filter(program.toString()::equals).isPresent())
                .toList();
    }

    /** Nothing is left of the agents that this process has started by the configuration. */
    static void assertNone(TargetConfig config) throws IOException {
        Path agent = Path.of(config.launcher().agent().getFirst());
        assertThat(processes(agent)).isEmpty();
        assertThat(files(ProcessHandle.current().pid())).isEmpty();
    }
}
