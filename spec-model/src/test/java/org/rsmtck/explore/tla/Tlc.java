package org.rsmtck.explore.tla;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** TLC, in a process of its own, on a copy of the modules. */
final class Tlc {
    private static final Path MODULES = Path.of("src", "main", "tla");
    private static final int MINUTES = 10;

    private Tlc() {}

    /**
     * What a run has left.
     *
     * @param exit 0 if nothing was found that does not hold
     * @param told what it printed for the comparison
     */
    record Run(int exit, String output, Path told) {}

    /**
     * Lets TLC check module Twin.
     *
     * @param name of the folder for the copy
     * @param rules text of {@code RemoteSharedMemory.tla}, and what stands there instead
     * @param configuration the same for {@code twin.cfg}
     */
    static Run check(String name, Map<String, String> rules, Map<String, String> configuration) {
        Path folder = Path.of("target", "tlc", name);
        try {
            Files.createDirectories(folder);
            copy("RemoteSharedMemory.tla", folder, rules);
            copy("Twin.tla", folder, Map.of());
            copy("twin.cfg", folder, configuration);
            Path told = folder.resolve("told.txt");
            Files.deleteIfExists(told);
            return run(folder, told);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(String file, Path folder, Map<String, String> changes)
            throws IOException {
        String text = Files.readString(MODULES.resolve(file));
        for (Map.Entry<String, String> change : changes.entrySet()) {
            if (!text.contains(change.getKey())) {
                throw new IllegalArgumentException(
                        "%s has no text to change: %s".formatted(file, change.getKey()));
            }
            text = text.replace(change.getKey(), change.getValue());
        }
        Files.writeString(folder.resolve(file), text);
    }

    private static Run run(Path folder, Path told) throws IOException {
        Path output = folder.resolve("output.txt");
        Process tlc =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-XX:+UseParallelGC",
                                        "-Xmx1g",
                                        // TLC unpacks its own modules there.
                                        "-Djava.io.tmpdir=" + folder.toAbsolutePath(),
                                        "-cp",
                                        jar().toString(),
                                        "tlc2.TLC",
                                        "-workers",
                                        "auto",
                                        "-metadir",
                                        "states",
                                        "-userFile",
                                        told.getFileName().toString(),
                                        "-config",
                                        "twin.cfg",
                                        "Twin.tla"))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            if (!tlc.waitFor(MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException(
                        "TLC has not ended within %d min: %s".formatted(MINUTES, output));
            }
            return new Run(tlc.exitValue(), Files.readString(output), told);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while TLC runs", e);
        } finally {
            tlc.destroy();
        }
    }

    /** Where the class path has TLC. */
    private static Path jar() {
        try {
            return Path.of(
                    tlc2.TLC.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("TLC is in no file", e);
        }
    }
}
