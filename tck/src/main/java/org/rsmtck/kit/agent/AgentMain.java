package org.rsmtck.kit.agent;

import org.rsmtck.kit.wire.Line;
import org.rsmtck.kit.wire.Wire;

import java.nio.file.Path;

/**
 * Where the agent starts. Arguments: {@code --library PATH} for a native library, {@code
 * --implementation CLASS PLACE NODE} for a Java implementation that several processes can share, or
 * {@code --alone CLASS UID GID} for one that has a fabric in each process.
 */
public final class AgentMain {
    private static final int CANNOT_START = 2;

    private AgentMain() {}

    /** Serves until the standard input ends. */
    public static void main(String... arguments) {
        Channel channel = Channel.open();
        Host host;
        try {
            host = host(arguments);
        } catch (RuntimeException | LinkageError e) {
            channel.write(
                    Line.EMPTY
                            .with("v", Wire.VERSION)
                            .with("fatal", e.getMessage() == null ? e.toString() : e.getMessage()));
            // Threads that the implementation has started must not keep the process.
            Runtime.getRuntime().halt(CANNOT_START);
            return;
        }
        Agent agent = new Agent(channel, host);
        agent.greet();
        agent.serve();
        Libc.flush();
        Runtime.getRuntime().halt(0);
    }

    private static Host host(String... arguments) {
        if (arguments.length == 2 && arguments[0].equals("--library")) {
            return new LibraryHost(Path.of(arguments[1]).toAbsolutePath());
        }
        if (arguments.length == 4 && arguments[0].equals("--implementation")) {
            return JavaHost.shared(arguments[1], arguments[2], Integer.parseInt(arguments[3]));
        }
        if (arguments.length == 4 && arguments[0].equals("--alone")) {
            return JavaHost.alone(
                    arguments[1], Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        }
        throw new IllegalArgumentException(
                "the agent takes --library PATH, --implementation CLASS PLACE NODE or --alone"
                        + " CLASS UID GID, and got "
                        + String.join(" ", arguments));
    }
}
