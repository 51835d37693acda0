package org.rsmtck.kit.selftest;

import org.rsmtck.kit.target.TargetConfig;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What an implementation says when it is asked which mistakes it has built in. */
public final class SwitchedMutants {
    /** The variable that switches one on in the environment of an agent. */
    public static final String VARIABLE = "RSM_MUTANT";

    private static final String LIST = "list";
    private static final long SECONDS = 20;

    private SwitchedMutants() {}

    /**
     * Asks an agent, on this machine and with nothing else in its environment.
     *
     * @throws NoMutantsException if it does not end, or says anything else; the message says how it
     *     was asked
     */
    public static List<SwitchedMutant> of(TargetConfig config) {
        List<String> command = config.launcher().agent();
        String asked = "the agent " + command + ", started with " + VARIABLE + "=" + LIST + ", ";
        try {
            List<SwitchedMutant> all =
                    told(command, asked).stream().map(SwitchedMutant::of).toList();
            if (all.isEmpty()) {
                throw new NoMutantsException(
                        asked + "lists no mutants; build the library with them");
            }
            return all;
        } catch (IOException e) {
            throw new NoMutantsException(asked + "fails: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new NoMutantsException(asked + "lists no mutants: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoMutantsException(asked + "was interrupted", e);
        }
    }

    /** Goes to a file: whoever reads a pipe to its end waits for one that does not end. */
    private static List<String> told(List<String> command, String asked)
            throws IOException, InterruptedException {
        Path told = Files.createTempFile("rsm-tck-mutants-", ".tsv");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectInput(new File("/dev/null"))
                            .redirectOutput(told.toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put(VARIABLE, LIST);
            Process process = builder.start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new NoMutantsException(asked + "did not end within " + SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw new NoMutantsException(asked + "ends with status " + process.exitValue());
            }
            return new String(Files.readAllBytes(told), StandardCharsets.UTF_8).lines().toList();
        } finally {
            Files.deleteIfExists(told);
        }
    }
}
