package org.rsmtck.kit.target;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Commands of the vendor's that the kit runs to their end. */
final class Tool {
    private static final long SECONDS = 60;
    private static final int MOST_SHOWN = 300;

    private Tool() {}

    /**
     * @throws TargetSetupException if it cannot be started, takes longer than a minute, or ends
     *     with a status other than 0
     */
    static void run(List<String> command) {
        Process process;
        try {
            process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                            .start();
        } catch (IOException e) {
            throw new TargetSetupException(
                    "the command " + command + " cannot be started: " + e.getMessage(), e);
        }
        Tail said = new Tail(process.getInputStream());
        if (!endsInTime(process)) {
            process.destroyForcibly();
            throw new TargetSetupException(
                    "the command " + command + " did not end within " + SECONDS + " s");
        }
        if (process.exitValue() != 0) {
            String words = String.join(" / ", said.last(TimeUnit.SECONDS.toMillis(1)));
            throw new TargetSetupException(
                    "the command "
                            + command
                            + " ended with status "
                            + process.exitValue()
                            + (words.isEmpty()
                                    ? ""
                                    : ": "
                                            + words.substring(
                                                    0, Math.min(MOST_SHOWN, words.length()))));
        }
    }

    /** An interruption changes nothing: a fabric half made or half removed helps nobody. */
    private static boolean endsInTime(Process process) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        boolean isInterrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    isInterrupted = true;
                }
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
