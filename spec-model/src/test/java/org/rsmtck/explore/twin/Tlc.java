package org.rsmtck.explore.twin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** TLC, in a process of its own, on a copy of the modules. */
final class Tlc {
    private static final Path MODULES = Path.of("src", "main", "tla");
    private static final int MINUTES = 10;

    private Tlc() {}

    /** What a run has left. */
    record Run(int exit, String output, Path told) {}

    /**
     * Lets TLC check module Twin.
     *
     * @param name of the folder for the copy
     * @param rules what to make of {@code RemoteSharedMemory.tla}
     * @param configuration what to make of {@code twin.cfg}
     */
    static Run check(
            String name, UnaryOperator<String> rules, UnaryOperator<String> configuration) {
        Path folder = Path.of("target", "tlc", name);
        try {
            Files.createDirectories(folder);
            copy("RemoteSharedMemory.tla", folder, rules);
            copy("Twin.tla", folder, UnaryOperator.identity());
            copy("twin.cfg", folder, configuration);
            Path told = folder.resolve("told.txt");
            Files.deleteIfExists(told);
            return run(folder, told);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(String file, Path folder, UnaryOperator<String> change)
            throws IOException {
        Files.writeString(
                folder.resolve(file), change.apply(Files.readString(MODULES.resolve(file))));
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
