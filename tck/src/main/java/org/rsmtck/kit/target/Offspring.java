package org.rsmtck.kit.target;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The processes that agents have started, and those that these have. They bear a mark in their
 * environment, by which they are found though their parents are gone: on systems that have /proc.
 */
final class Offspring {
    private static final String VARIABLE = "RSM_TCK_AGENTS";
    private static final Path PROCESSES = Path.of("/proc");
    private static final int MOST_ROUNDS = 50;
    private static final long PAUSE_MILLIS = 10;

    private final String mark = UUID.randomUUID().toString();

    /** What an agent has to have in its environment. */
    Map<String, String> mark() {
        return Map.of(VARIABLE, mark);
    }

    /** Kills all of them that are left, and those that they start meanwhile. */
    void end() {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            List<ProcessHandle> left = living();
            if (left.isEmpty()) {
                return;
            }
            left.forEach(ProcessHandle::destroyForcibly);
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private List<ProcessHandle> living() {
        List<ProcessHandle> living = new ArrayList<>();
        if (Files.isDirectory(PROCESSES)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
                for (Path each : all) {
                    if (bearsMark(each)) {
                        ProcessHandle.of(Long.parseLong(each.getFileName().toString()))
                                .ifPresent(living::add);
                    }
                }
            } catch (IOException | DirectoryIteratorException e) {
                // Whoever cannot look finds nobody.
            }
        }
        return living;
    }

    /** Those of other users cannot be read, nor be killed; those that are dead have none. */
    private boolean bearsMark(Path each) {
        try {
            byte[] environment = Files.readAllBytes(each.resolve("environ"));
            return new String(environment, StandardCharsets.ISO_8859_1)
                    .contains(VARIABLE + "=" + mark);
        } catch (IOException e) {
            return false;
        }
    }
}
