package org.rsmtck.kit.suite;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long obligations took: each from the end of the one before it, as they are exercised one
 * after another.
 */
final class Timing {
    private long last = System.nanoTime();
    private String atOnce = "";
    private long share;
    private boolean isOver;

    /** What was done until now was for no obligation. */
    synchronized void begin() {
        last = System.nanoTime();
        atOnce = "";
    }

    /** Nothing is exercised any more. */
    synchronized void end() {
        isOver = true;
    }

    /**
     * How many milliseconds an obligation took that ends now.
     *
     * @param number of all that its suite works at, of whose time it has a share
     */
    synchronized long of(String suite, boolean isAtOnce, LongSupplier number) {
        if (isOver) {
            return 0;
        }
        long now = System.nanoTime();
        long since = Duration.ofNanos(now - last).toMillis();
        last = now;
        if (!isAtOnce) {
            return since;
        }
        if (!atOnce.equals(suite)) {
            atOnce = suite;
            share = since / Math.max(1, number.getAsLong());
        }
        return share;
    }
}
