package org.rsmtck.kit.linearizability;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Locale;

/** How much work a judgement may be, and how much it was. For one thread. */
public final class Budget {
    private static final int LOOK_AT_CLOCK = 0x3;

    private final long mostSteps;
    private final Duration longest;
    private final Duration given;
    private final long start = System.nanoTime();
    private long steps;
    private long looks;

    /** The work is done, and the judgement is not. */
    public static final class BudgetExceededException extends RuntimeException {
        private static final long serialVersionUID = 1;

        BudgetExceededException(String why) {
            super(why, null, false, false);
        }

        /** What is wrong: there is always a sentence. */
        @Override
        public String getMessage() {
            return requireNonNull(super.getMessage());
        }
    }

    /**
     * @param mostSteps how often the model may be asked
     * @param longest how long it may take from now on
     */
    public Budget(long mostSteps, Duration longest) {
        this(mostSteps, longest, longest);
    }

    /**
     * @param mostSteps how often the model may be asked
     * @param longest how long it may take from now on
     * @param given what that is left of
     */
    public Budget(long mostSteps, Duration longest, Duration given) {
        this.mostSteps = mostSteps;
        this.longest = longest;
        this.given = given;
    }

    /** How often the model was asked. */
    public long steps() {
        return steps;
    }

    /** Counts a step. */
    public void step() {
        if (++steps > mostSteps) {
            throw new BudgetExceededException(
                    String.format(Locale.ROOT, "%,d steps; raise --limit", mostSteps));
        }
        look();
    }

    /** Sees now and then whether there is time left. */
    public void look() {
        if ((++looks & LOOK_AT_CLOCK) == 0 && System.nanoTime() - start > longest.toNanos()) {
            throw new BudgetExceededException(seconds(given) + " s; raise --deadline");
        }
    }

    /** In plain digits. */
    public static String seconds(Duration time) {
        return new java.math.BigDecimal(time.toMillis())
                .movePointLeft(3)
                .stripTrailingZeros()
                .toPlainString();
    }
}
