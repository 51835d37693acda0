package org.rsmtck.kit.target;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The example in C, with the agent in C, built by the machine's own tools. */
public final class NativeExample {
    private static final Path SOURCES = Path.of("example-native").toAbsolutePath();
    private static final Path AGENT = Path.of("agent", "rsm-agent.c").toAbsolutePath();
    private static final Path DELAYS = Path.of("agent", "rsm-perturb.c").toAbsolutePath();
    private static final Pattern ROW = Pattern.compile("\\| `(.+)` \\| `(.+)` \\| (.+) \\|");
    private static final long SECONDS = 120;

    /**
     * Defects that only the suite {@code probes} finds by their clause: one call after another
     * shows neither what is used up, nor what threads do to each other, nor what becomes of
     * pointers outside the contract.
     */
    public static final Set<String> LEFT_TO_PROBES =
            Set.of(
                    "unmapped-out-crashes",
                    "leaks-descriptors",
                    "leaks-mappings",
                    "leaks-memory",
                    "leaks-records",
                    "racing-disconnects",
                    "racing-connects");

    /** Defects that only the suite {@code races} is sure to find: they last for a moment. */
    public static final Set<String> LEFT_TO_RACES =
            Set.of(
                    "racing-maps",
                    "racing-unmaps",
                    "racing-pollfds",
                    "racing-releases",
                    "racing-publishes",
                    "racing-lists",
                    "racing-waits",
                    "racing-controllers");

    private final Path folder;

    /**
     * A mistake that can be switched on.
     *
     * @param breaks the clause that it breaks
     */
    public record Defect(String name, String breaks, String sentence) {
        @Override
        public String toString() {
            return name;
        }
    }

    private NativeExample(Path folder) {
        this.folder = folder;
    }

    /** Tools that it takes to build it, and that this machine lacks. */
    public static List<String> missingTools() {
        return Stream.of("cc", "make").filter(tool -> find(tool).isEmpty()).toList();
    }

    private static Optional<Path> find(String tool) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(place -> Path.of(place, tool))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Builds it in a folder, which every user is let into. */
    public static NativeExample in(Path folder) throws IOException {
        return in(folder, "CFLAGS=-O2 -g");
    }

    /** The same with mistakes built in, which {@code RSM_MUTANT} switches on. */
    public static NativeExample withMutants(Path folder) throws IOException {
        return in(folder, "CFLAGS=-O1 -g -DRSM_MUTANTS");
    }

    private static NativeExample in(Path folder, String flags) throws IOException {
        Path build = Files.createDirectories(folder.resolve("build"));
        run(List.of("make", "-s", "-C", SOURCES.toString(), "BUILD=" + build, flags));
        // An agent whose real and effective user differ has no $ORIGIN: its path is spelled out.
        run(
                List.of(
                        "cc",
                        "-std=c99",
                        "-O2",
                        "-I" + SOURCES.resolve("include"),
                        "-o",
                        build.resolve("rsm-agent").toString(),
                        AGENT.toString(),
                        "-L" + build,
                        "-lrsm",
                        "-Wl,-rpath," + build,
                        "-lpthread",
                        "-ldl"));
        compile(DELAYS, build.resolve("rsm-perturb.so"));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        return new NativeExample(folder);
    }

    /** Makes of a source what comes before the library. */
    private static void compile(Path source, Path built) throws IOException {
        run(
                List.of(
                        "cc",
                        "-std=c99",
                        "-O2",
                        "-Wall",
                        "-Wextra",
                        "-Wpedantic",
                        "-Werror",
                        "-shared",
                        "-fPIC",
                        "-I" + SOURCES.resolve("include"),
                        "-o",
                        built.toString(),
                        source.toString(),
                        "-ldl"));
    }

    /** All defects, as the example's own command lists them. */
    public List<Defect> defects() throws IOException {
        return run(List.of(folder.resolve("build/rsm-example-ctl").toString(), "defects"))
                .lines()
                .map(ROW::matcher)
                .filter(row -> row.matches())
                .map(row -> new Defect(row.group(1), row.group(2), row.group(3)))
                .toList();
    }

    /** A vendor file that binds the library by the kit's own agent. */
    public Path boundByTheKit() throws IOException {
        return vendorFile("jvm", "library = \"build/librsm.so\"", "", "");
    }

    /** A vendor file of the agent in C. */
    public Path compiled() throws IOException {
        return vendorFile("c", "command = [\"build/rsm-agent\"]", "", "");
    }

    /**
     * A vendor file of the agent in C, with defects switched on.
     *
     * @param defects separated by commas
     * @param answer how long a call may take, such as {@code 2 s}
     */
    public Path broken(String defects, String answer) throws IOException {
        return vendorFile(
                defects,
                "command = [\"build/rsm-agent\"]",
                "RSM_EXAMPLE_DEFECTS = \"" + defects + "\"\n",
                "\n[bounds]\nanswer = \"" + answer + "\"\n");
    }

    /**
     * A vendor file of the agent in C, with delays inside the library and a defect switched on.
     *
     * @param defect may be empty
     */
    public Path delayed(String defect) throws IOException {
        return vendorFile(
                "delayed",
                "command = [\"build/rsm-agent\"]",
                "LD_PRELOAD = \"{here}/build/rsm-perturb.so\"\n"
                        + (defect.isEmpty() ? "" : "RSM_EXAMPLE_DEFECTS = \"" + defect + "\"\n"),
                "");
    }

    /**
     * A vendor file of the agent in C, of the library behind another in C, which comes first.
     *
     * @param environment for the agents: one pair of a name and a value
     */
    public Path behind(Path source, String name, int value) throws IOException {
        Path built = folder.resolve("build").resolve(source.getFileName() + ".so");
        if (Files.notExists(built)) {
            compile(source, built);
            Files.setPosixFilePermissions(built, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return vendorFile(
                name + value,
                "command = [\"build/rsm-agent\"]",
                "LD_PRELOAD = \"{here}/build/"
                        + built.getFileName()
                        + "\"\n"
                        + name
                        + " = \""
                        + value
                        + "\"\n",
                "");
    }

    /**
     * A vendor file of the agent in C, of an implementation that has room for few segments.
     *
     * @param declared the table of limits
     */
    public Path small(int imports, int exports, String declared) throws IOException {
        return vendorFile(
                "small",
                "command = [\"build/rsm-agent\"]",
                "RSM_EXAMPLE_MOST_IMPORTS = \""
                        + imports
                        + "\"\nRSM_EXAMPLE_MOST_EXPORTS = \""
                        + exports
                        + "\"\n",
                "\n[limits]\n" + declared);
    }

    /**
     * A vendor file of the agent in C, of an implementation whose faults come about in another
     * manner.
     *
     * @param whom is short when one process is meant to be
     * @param interrupt the command's word
     * @param keys that say so
     */
    public Path faulty(String whom, String interrupt, String keys) throws IOException {
        Path file = vendorFile("faulty", "command = [\"build/rsm-agent\"]", "", keys);
        String text =
                Files.readString(file)
                        .replace("\"shortage\", \"{pid}\"", "\"shortage\", \"" + whom + "\"")
                        .replace(
                                "\"shortage-over\", \"{pid}\"",
                                "\"shortage-over\", \"" + whom + "\"")
                        .replace("\"interrupt\"", "\"" + interrupt + "\"");
        return Files.writeString(file, text);
    }

    /**
     * A vendor file of the agent in C, which is not the process that is started.
     *
     * @param faults further rows of that table
     */
    public Path away(String faults) throws IOException {
        return vendorFile(
                "away",
                "command = [\"sh\", \"-c\", \"{here}/build/rsm-agent; exit $?\"]",
                "",
                "\n" + faults + "\n");
    }

    /** A vendor file of the agent in C, as it was before agents ran races. */
    public Path older() throws IOException {
        return vendorFile(
                "older",
                "command = [\"sh\", \"-c\", \"{here}/build/rsm-agent | sed -u"
                        + " 's/,.abilities.:.[a-z,]*.//'\"]",
                "",
                "");
    }

    /** A vendor file of the agent in C, by which mistakes are judged that are built in. */
    public Path mutants() throws IOException {
        return vendorFile(
                "mutants",
                "command = [\"build/rsm-agent\"]",
                "",
                "\n[segment_ids]\napplication = \"example\"\n\n[bounds]\nanswer = \"2 s\"\n");
    }

    /** The example's own vendor file, with another agent. */
    private Path vendorFile(String name, String agent, String environment, String more)
            throws IOException {
        String library = "library = \"build/librsm.so\"\n";
        String section = "[agent.environment]\n";
        String text = Files.readString(SOURCES.resolve("vendor.toml"));
        if (!text.contains(library) || !text.contains(section)) {
            throw new IOException("the example's vendor file has changed:\n" + text);
        }
        return Files.writeString(
                folder.resolve(name + ".toml"),
                text.replace(library, agent + "\n").replace(section, section + environment) + more);
    }

    private static String run(List<String> command) throws IOException {
        Process process =
                new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + "\n" + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return said;
    }
}
