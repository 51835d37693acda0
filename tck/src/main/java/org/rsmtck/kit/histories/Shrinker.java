package org.rsmtck.kit.histories;

import java.time.Duration;
import java.util.function.Function;

/**
 * Makes a failing program shorter by running what is left again and again: what comes and goes has
 * to come back within so many times. The shortest that still failed is kept.
 */
final class Shrinker {
    private static final int REPEATS = 40;
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Function<ConcurrentProgram, Ending> perform;
    private final long due = System.nanoTime() + LONGEST.toNanos();
    private ConcurrentProgram program;
    private Ending ending;
    private int runs;

    /**
     * @param perform runs a program once
     * @param failing a program that failed
     * @param ending how
     */
    Shrinker(
            Function<ConcurrentProgram, Ending> perform, ConcurrentProgram failing, Ending ending) {
        this.perform = perform;
        this.program = failing;
        this.ending = ending;
    }

    /** How the shortest one ended. */
    Ending shortest() {
        while (goesOn()) {
            // Each program that fails is the next to be made smaller.
        }
        return ending;
    }

    /** How many times something was run. */
    int runs() {
        return runs;
    }

    private boolean goesOn() {
        for (ConcurrentProgram smaller : program.smaller()) {
            for (int repeat = 0; repeat < REPEATS; repeat++) {
                if (System.nanoTime() - due > 0) {
                    return false;
                }
                runs++;
                Ending again = perform.apply(smaller);
                if (again.kind() == Ending.Kind.WRONG && !again.hangs()) {
                    program = smaller;
                    ending = again;
                    return true;
                }
            }
        }
        return false;
    }
}
