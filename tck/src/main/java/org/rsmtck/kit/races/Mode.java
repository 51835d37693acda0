package org.rsmtck.kit.races;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long each race is run: under jcstress, and in how many kinds of JVM; by an agent, in how many
 * trials.
 */
public enum Mode {
    /** As part of a quick level: some hundredths of a second each, always by an agent. */
    GLANCE(1, 1, 300, 30, 2_000, 50),
    /** One JVM per race, with the usual compilers: about two seconds each. */
    QUICK(1, 1, 300, 30, 20_000, 500),
    /** One JVM for each combination of compilers that jcstress knows. */
    DEFAULT(1, 2, 500, 120, 200_000, 5_000),
    /** Several, and longer. */
    STRESS(3, 5, 1000, 900, 2_000_000, 60_000);

    private final int forks;
    private final int iterations;
    private final int milliseconds;
    private final int patience;

    private final long trials;
    private final Duration limit;

    Mode(int forks, int iterations, int milliseconds, int patience, long trials, int limitMillis) {
        this.forks = forks;
        this.iterations = iterations;
        this.milliseconds = milliseconds;
        this.patience = patience;
        this.trials = trials;
        this.limit = Duration.ofMillis(limitMillis);
    }

    /** As the command line takes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The arguments of jcstress, with the arguments for the JVMs that it starts. */
    List<String> arguments(String jvmArguments) {
        return new ArrayList<>(
                List.of(
                        "-f",
                        String.valueOf(forks),
                        "-iters",
                        String.valueOf(iterations),
                        "-time",
                        String.valueOf(milliseconds),
                        "-sc",
                        "false",
                        "-af",
                        "NONE",
                        // Every state is an open session, so few of them at a time.
                        "-strideSize",
                        "10",
                        "-strideCount",
                        "5",
                        this.compareTo(QUICK) <= 0 ? "-jvmArgs" : "-jvmArgsPrepend",
                        jvmArguments));
    }

    /**
     * How long it may take until another race has ended: many times what one takes, as the machine
     * may be busy. A call that hangs is found sooner, by the race itself.
     */
    Duration silence() {
        return Duration.ofSeconds(120 + patience);
    }

    /** How many trials an agent runs of each race at most. */
    long trials() {
        return trials;
    }

    /** After how long an agent begins no further trials of a race. */
    Duration limit() {
        return limit;
    }
}
