package org.rsmtck.kit.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rsmtck.kit.Tools;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A run that is interrupted, as by Ctrl-C, leaves nothing behind. */
class InterruptedRunTest {
    private static final long WITHIN_SECONDS = 10;
    private static final long START_SECONDS = 60;

    @Test
    void an_interrupted_run_leaves_no_agent_and_no_file(@TempDir Path folder)
            throws IOException, InterruptedException {
        var missing = NativeExample.missingTools();
        Tools.demand(
                missing.isEmpty(), () -> "the example in C cannot be built without " + missing);
        Path vendorFile = NativeExample.in(folder).compiled();
        Path agent = folder.resolve("build/rsm-agent");
        Process run =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "org.rsmtck.kit.cli.RsmTck",
                                "verify",
                                "--vendor",
                                vendorFile.toString(),
                                "--suite",
                                "rules",
                                "--out",
                                folder.resolve("out").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(new File(folder.toFile(), "said"))
                        .start();
        try {
            await(
                    START_SECONDS,
                    "agents at work",
                    () -> !run.isAlive() || !Remains.processes(agent).isEmpty());
            assertThat(run.isAlive()).isTrue();

            new ProcessBuilder("kill", "-INT", Long.toString(run.pid())).start().waitFor();
            assertThat(run.waitFor(WITHIN_SECONDS, TimeUnit.SECONDS)).as("the run ends").isTrue();
            await(
                    WITHIN_SECONDS,
                    "the end of all agents",
                    () -> Remains.processes(agent).isEmpty());
            assertThat(Remains.files(run.pid())).isEmpty();
        } finally {
            run.destroyForcibly();
        }
    }

    private static void await(long seconds, String what, BooleanSupplier isThere)
            throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!isThere.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(end);
            Thread.sleep(50);
        }
    }
}
