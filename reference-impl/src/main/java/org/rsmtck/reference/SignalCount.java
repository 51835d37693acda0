package org.rsmtck.reference;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many of the signals posted to a handle its waits have taken. Counts wrap around; any thread
 * may take.
 */
final class SignalCount {
    /** How long a wait goes without looking whether its handle still lives. */
    static final long SLICE_NANOS = 10_000_000;

    private final AtomicInteger taken;

    /** Signals posted before {@code first} are not counted. */
    SignalCount(int first) {
        taken = new AtomicInteger(first);
    }

    /** Takes one of the signals, if one of the {@code posted} is left. */
    boolean take(int posted) {
        while (true) {
            int before = taken.get();
            if (posted - before <= 0) {
                return false;
            }
            if (taken.compareAndSet(before, before + 1)) {
                return true;
            }
        }
    }
}
