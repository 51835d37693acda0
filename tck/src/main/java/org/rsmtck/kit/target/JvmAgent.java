package org.rsmtck.kit.target;

import org.rsmtck.api.Call;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.SharedFabric;
import org.rsmtck.kit.agent.AgentMain;

import tools.jackson.core.json.JsonFactory;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command of the agent on the JVM. */
final class JvmAgent {
    // An agent lives for seconds and does little: it is to start fast and stay small.
    private static final List<String> FLAGS =
            List.of(
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xshare:auto",
                    "-Xmx256m",
                    "-XX:-UsePerfData",
                    "-XX:-CreateCoredumpOnCrash",
                    "-XX:ErrorFile=/dev/null",
                    "--enable-native-access=ALL-UNNAMED");

    private JvmAgent() {}

    /**
     * @param areOthers whether agents are other users, who have to be able to read what they are
     *     made of
     */
    static List<String> forLibrary(Path library, boolean areOthers) {
        return command(
                List.of(),
                areOthers,
                List.of("-Xrs"),
                List.of("--library", readable(library.toAbsolutePath(), areOthers).toString()));
    }

    static List<String> forImplementation(
            Class<? extends SharedFabric> implementation, boolean areOthers) {
        return command(
                List.of(implementation),
                areOthers,
                List.of(),
                List.of("--implementation", implementation.getName(), "{fabric}", "{node}"));
    }

    /**
     * For a fabric of one process.
     *
     * @param classPath where to find the class besides the class path of this JVM; may be empty
     */
    static List<String> alone(Class<? extends Fabric> implementation, String classPath) {
        String whole =
                classPath.isEmpty()
                        ? System.getProperty("java.class.path")
                        : System.getProperty("java.class.path") + File.pathSeparator + classPath;
        return command(
                whole, List.of(), List.of("--alone", implementation.getName(), "{uid}", "{gid}"));
    }

    /**
     * @param flags beside those of every agent: a C library is to meet signals as in a C program
     */
    private static List<String> command(
            List<Class<?>> more, boolean areOthers, List<String> flags, List<String> arguments) {
        String classPath =
                Stream.concat(
                                Stream.of(AgentMain.class, Call.class, JsonFactory.class),
                                more.stream())
                        .map(JvmAgent::home)
                        .distinct()
                        .map(path -> readable(path, areOthers))
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator));
        return command(classPath, flags, arguments);
    }

    private static List<String> command(
            String classPath, List<String> flags, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, AgentMain.class.getName()));
        command.addAll(arguments);
        return command;
    }

    private static Path readable(Path path, boolean areOthers) {
        return areOthers ? Staging.readable(path) : path;
    }

    private static Path home(Class<?> of) {
        try {
            return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(of + " is at no path", e);
        }
    }
}
