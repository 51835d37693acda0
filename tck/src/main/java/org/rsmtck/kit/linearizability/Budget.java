package org.rsmtck.kit.linearizability;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** How much work a judgement may be, and how much it was. For one thread. */
public final class Budget {
    private static final int LOOK_AT_CLOCK = 0x3;

    private final long mostSteps;
    private final Duration longest;
    private final LongSupplier clock;
    private final long start;
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
        this(mostSteps, longest, System::nanoTime);
    }

    /**
     * @param clock what time it is, in nanoseconds from anywhere
     */
    Budget(long mostSteps, Duration longest, LongSupplier clock) {
        this.mostSteps = mostSteps;
        this.longest = longest;
        this.clock = clock;
        this.start = clock.getAsLong();
    }

    /** How often the model was asked. */
    public long steps() {
        return steps;
    }

    /** How long it may take. */
    public Duration longest() {
        return longest;
    }

    /** Counts a step. */
    public void step() {
        if (++steps > mostSteps) {
            throw new BudgetExceededException(
                    String.format(Locale.ROOT, "%,d steps; raise --limit", mostSteps));
        }
        look();
    }

    /** Sees, the first time and then one time in four, whether there is time left. */
    public void look() {
        if ((looks++ & LOOK_AT_CLOCK) == 0 && clock.getAsLong() - start > longest.toNanos()) {
            throw new BudgetExceededException(seconds(longest) + " s; raise --deadline");
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
