package org.rsmtck.kit.agent;

import org.rsmtck.kit.wire.Line;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process uses, as the system and the JVM tell. */
final class Usage {
    /** In bytes. */
    static final long PAGE_SIZE = 4096;

    private Usage() {}

    /** The line with descriptors, mappings and memory in bytes; -1 where nobody can tell. */
    static Line addTo(Line line) {
        long held = held();
        return line.with("descriptors", entries("/proc/self/fd"))
                .with("mappings", lines("/proc/self/maps"))
                .with("resident", held);
    }

    private static long entries(String folder) {
        String[] names = Path.of(folder).toFile().list();
        return names == null ? -1 : names.length;
    }

    private static long lines(String file) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.count();
        } catch (IOException e) {
            return -1;
        }
    }

    /**
     * What is reachable of the heap, and what malloc has given out: the JVM touches more and more
     * pages by itself, so that pages tell nothing.
     */
    private static long held() {
        long allocated = Libc.allocated();
        if (allocated < 0) {
            return -1;
        }
        System.gc();
        Runtime heap = Runtime.getRuntime();
        return heap.totalMemory() - heap.freeMemory() + allocated;
    }
}
