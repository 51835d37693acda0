package org.rsmtck.reference.shared;

import org.rsmtck.api.Topology;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** Fabric folders that one JVM makes for itself and removes again. */
public final class PrivateFolders {
    private static final String PREFIX = "rsm-reference-";

    /** What this class has made, and nothing whose name only looks alike. */
    private static final Pattern NAME = Pattern.compile(PREFIX + "[0-9a-f]{16}");

    private static final Path PARENT = parent();

    private PrivateFolders() {}

    private static Path parent() {
        Path sharedMemory = Path.of("/dev/shm");
        Path parent =
                Files.isDirectory(sharedMemory) && Files.isWritable(sharedMemory)
                        ? sharedMemory
                        : Path.of(System.getProperty("java.io.tmpdir"));
        removeForsaken(parent);
        return parent;
    }

    /** Removes the folders of JVMs that were killed before they did it themselves. */
    static void removeForsaken(Path parent) {
        String[] names =
                parent.toFile().list((File _, String name) -> NAME.matcher(name).matches());
        if (names != null) {
            for (String name : names) {
                Path folder = parent.resolve(name);
                try {
                    if (FabricFolder.isForsaken(folder)) {
                        FabricFolder.remove(folder);
                    }
                } catch (IllegalArgumentException e) {
                    // Another JVM has just removed it.
                }
            }
        }
    }

    /**
     * A fabric in a fresh folder, which the caller {@linkplain FabricFolder#remove removes}.
     *
     * @throws IllegalArgumentException if the engine cannot carry the topology
     */
    public static FabricFolder make(Topology topology, Identities identities) {
        String name = PREFIX + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        return FabricFolder.create(PARENT.resolve(name), topology, identities);
    }
}
