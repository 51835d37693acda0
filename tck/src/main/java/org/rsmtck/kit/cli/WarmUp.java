package org.rsmtck.kit.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Runs short commands, one after the other. The build starts it once, so that the JVM can keep what
 * it has loaded and linked by then, and each command starts from there.
 */
final class WarmUp {
    private WarmUp() {}

    /**
     * Runs them all.
     *
     * @param args a folder in which it may leave files, and a recorded history
     */
    public static void main(String[] args) throws Exception {
        Locale.setDefault(Locale.ROOT);
        Path folder = Files.createDirectories(Path.of(args[0]));
        String report = folder.resolve("report").toString();
        List<List<String>> commands =
                List.of(
                        List.of("rules"),
                        List.of("explain", "disconnect/SEG_STILL_MAPPED"),
                        List.of("judge", args[1]),
                        List.of(
                                "verify",
                                "--suite",
                                "rules",
                                "--clause",
                                "disconnect/SEG_STILL_MAPPED",
                                "--out",
                                report),
                        List.of("report", report));
        for (List<String> command : commands) {
            int status =
                    RsmTck.commandLine()
                            .setOut(new PrintWriter(Writer.nullWriter()))
                            .execute(command.toArray(String[]::new));
            if (status != Exit.FINE) {
                throw new IllegalStateException(command + " ended with " + status);
            }
        }
    }
}
