package org.rsmtck.kit.history;

import java.time.Duration;

/** How much work a judgement may be, and how much it was. For one thread. */
public final class Work {
    private static final int LOOK_AT_CLOCK = 0xF;

    private final long mostSteps;
    private final Duration longest;
    private final long start = System.nanoTime();
    private long steps;

    /** The work is done, and the judgement is not. */
    static final class UsedUp extends RuntimeException {
        private static final long serialVersionUID = 1;

        UsedUp(String why) {
            super(why, null, false, false);
        }
    }

    /**
     * @param mostSteps how often the model may be asked
     * @param longest how long it may take from now on
     */
    public Work(long mostSteps, Duration longest) {
        this.mostSteps = mostSteps;
        this.longest = longest;
    }

    /** How often the model was asked. */
    public long steps() {
        return steps;
    }

    /** Counts a step. */
    void step() {
        if (++steps > mostSteps) {
            throw new UsedUp("%,d steps; raise --limit".formatted(mostSteps));
        }
        if ((steps & LOOK_AT_CLOCK) == 0 && System.nanoTime() - start > longest.toNanos()) {
            throw new UsedUp(seconds(longest) + " s; raise --deadline");
        }
    }

    private static String seconds(Duration time) {
        return new java.math.BigDecimal(time.toMillis())
                .movePointLeft(3)
                .stripTrailingZeros()
                .toPlainString();
    }
}
