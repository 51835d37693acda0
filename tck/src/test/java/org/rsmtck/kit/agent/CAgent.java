package org.rsmtck.kit.agent;

import org.rsmtck.kit.Tools;
import org.rsmtck.kit.target.TargetConfig;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The agent in C, compiled by the machine's own compiler and linked to the library for tests. */
public final class CAgent {
    private static final Path HEADERS = Path.of("example-native", "include").toAbsolutePath();
    private static final Path AGENT = Path.of("agent", "rsm-agent.c").toAbsolutePath();
    private static final Path LIBRARY = Path.of("src/test/c/stub/librsm.c").toAbsolutePath();

    private CAgent() {}

    public static Optional<Path> compiler() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "cc"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * The commands of the agent in C and of the agent on the JVM, with the same library, compiled
     * into the folder. Where there is no compiler they are skipped, or fail in CI.
     */
    static List<List<String>> both(Path folder) throws IOException {
        Tools.demand(
                compiler().isPresent(),
                () -> "there is no cc on this machine to compile the agent with");
        List<String> compiled = compile(folder);
        Path library = folder.resolve("librsm.so");
        return List.of(compiled, TargetConfig.ofLibrary(library).launcher().agent());
    }

    /**
     * Compiles the agent and a library of its own into the folder.
     *
     * @param options for the library
     * @return the command that starts the agent
     */
    public static List<String> compile(Path folder, String... options) throws IOException {
        Files.createDirectories(folder);
        Path library = folder.resolve("librsm.so");
        cc(
                Stream.of(options),
                "-std=gnu99",
                "-fPIC",
                "-shared",
                "-I" + HEADERS,
                "-o",
                library.toString(),
                LIBRARY.toString(),
                "-lpthread");
        Path agent = folder.resolve("rsm-agent");
        // As a linker does that leaves out libraries which nothing strictly needs.
        cc(
                Stream.of(
                        "-std=c99",
                        "-O2",
                        "-Wall",
                        "-Wextra",
                        "-Wpedantic",
                        "-Wconversion",
                        "-Werror"),
                "-I" + HEADERS,
                "-o",
                agent.toString(),
                AGENT.toString(),
                "-L" + folder,
                "-Wl,--as-needed",
                "-Wl,-rpath," + folder,
                "-lrsm",
                "-lpthread",
                "-ldl");
        return List.of(agent.toString());
    }

    private static void cc(Stream<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(compiler().orElseThrow().toString()));
        options.forEach(command::add);
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + "\n" + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
