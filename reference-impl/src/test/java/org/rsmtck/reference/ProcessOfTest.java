package org.rsmtck.reference;

import org.rsmtck.api.AccessList;
import org.rsmtck.api.Permission;
import org.rsmtck.api.RsmError;
import org.rsmtck.api.Topology;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own that takes part in a fabric: it obeys one command a line, and answers each with
 * a line. It ends when its input does, so that none outlives the test that started it.
 */
final class ProcessOfTest implements AutoCloseable {
    private final Process process;
    private final PrintStream commands;
    private final BufferedReader answers;

    private ProcessOfTest(Process process) {
        this.process = process;
        this.commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts a JVM that joins the fabric on node 1. */
    static ProcessOfTest start(Path folder) throws IOException {
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx64m",
                                "-cp",
                                classPath,
                                ProcessOfTest.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        return new ProcessOfTest(process);
    }

    /** Has the process obey, and waits for its answer; null if it died. */
    String ask(String command) throws IOException {
        commands.println(command);
        return answers.readLine();
    }

    /** Ends the process by SIGKILL, and returns when it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    "process " + process.pid() + " outlived SIGKILL by 30 s");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Rsm rsm = Rsm.join(Path.of(arguments[0]), 1, TestFabric.USER);
                Controller controller = rsm.controller("loopback")) {
            Player player = new Player(controller);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(player.obey(line));
            }
        }
    }

    /** What the process has at the moment. */
    private static final class Player {
        private final Controller controller;
        private ExportSegment exported;
        private ImportSegment imported;

        Player(Controller controller) {
            this.controller = controller;
        }

        String obey(String command) {
            try {
                return switch (command) {
                    case "export" -> {
                        exported = controller.export(8192, offset -> offset, false);
                        exported.publish(TestFabric.SEGMENT, AccessList.everyone());
                        yield "ok";
                    }
                    case "session" ->
                            ((ReferenceSession) new ReferenceFabric().open(Topology.oneNode()))
                                    .path()
                                    .toString();
                    case "connect" -> {
                        imported = controller.connect(1, TestFabric.SEGMENT, Permission.READ_WRITE);
                        imported.initBarrier();
                        yield "ok";
                    }
                    case "map" -> {
                        imported.map(Permission.READ_WRITE, 0, 8192);
                        yield "ok";
                    }
                    case "get" -> {
                        byte[] word = new byte[8];
                        imported.get(4096, word);
                        yield text(word);
                    }
                    case "load" -> {
                        byte[] word = new byte[8];
                        imported.load(4096, word);
                        yield text(word);
                    }
                    case "store" -> {
                        imported.store(4096, "stored!!".getBytes(StandardCharsets.UTF_8));
                        yield "ok";
                    }
                    case "put" -> {
                        imported.put(4096, "written!".getBytes(StandardCharsets.UTF_8));
                        yield "ok";
                    }
                    case "post" -> {
                        imported.postSignal();
                        yield "ok";
                    }
                    default -> "unknown command";
                };
            } catch (RsmException e) {
                return e.error().name();
            }
        }

        private static String text(byte[] word) {
            return new String(word, StandardCharsets.UTF_8);
        }
    }

    /** The name that a refusal is answered with. */
    static String refused(RsmError error) {
        return error.name();
    }
}
