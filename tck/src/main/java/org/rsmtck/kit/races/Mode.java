package org.rsmtck.kit.races;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long and in how many kinds of JVM each race is run. */
public enum Mode {
    /** One JVM per race, with the usual compilers: about two seconds each. */
    QUICK(1, 1, 300, 30),
    /** One JVM for each combination of compilers that jcstress knows. */
    DEFAULT(1, 2, 500, 120),
    /** Several, and longer. */
    STRESS(3, 5, 1000, 900);

    private final int forks;
    private final int iterations;
    private final int milliseconds;
    private final int patience;

    Mode(int forks, int iterations, int milliseconds, int patience) {
        this.forks = forks;
        this.iterations = iterations;
        this.milliseconds = milliseconds;
        this.patience = patience;
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
                        this == QUICK ? "-jvmArgs" : "-jvmArgsPrepend",
                        jvmArguments));
    }

    /**
     * How long it may take until another race has ended: many times what one takes, as the machine
     * may be busy. A call that hangs is found sooner, by the race itself.
     */
    Duration silence() {
        return Duration.ofSeconds(120 + patience);
    }
}
