package org.rsmtck.kit.agent;

import org.rsmtck.kit.wire.Line;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process uses, as the system tells. */
final class Usage {
    /** In bytes. */
    static final long PAGE_SIZE = 4096;

    private Usage() {}

    /**
     * The line with descriptors, mappings and resident memory in bytes; -1 where nobody can tell.
     */
    static Line addTo(Line line) {
        return line.with("descriptors", entries("/proc/self/fd"))
                .with("mappings", lines("/proc/self/maps"))
                .with("resident", resident());
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

    /** The second number of /proc/self/statm, which counts pages. */
    private static long resident() {
        try {
            return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1])
                    * PAGE_SIZE;
        } catch (IOException e) {
            return -1;
        }
    }
}
