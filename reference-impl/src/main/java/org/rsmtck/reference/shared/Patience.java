package org.rsmtck.reference.shared;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for another process that is about to finish a short step, for a bounded time. */
final class Patience {
    /**
     * A step of another process takes microseconds; one that takes this long was stopped, by a
     * debugger say.
     */
    private static final long LIMIT_NANOS = 2_000_000_000L;

    private static final int YIELDS = 50;
    private static final long PAUSE_NANOS = 50_000;

    private Patience() {}

    /** Whether {@code done} came true before patience ran out. */
    @SuppressWarnings("ThreadPriorityCheck") // yielding is what makes the first rounds short
    static boolean until(BooleanSupplier done) {
        long start = System.nanoTime();
        for (int round = 0; !done.getAsBoolean(); round++) {
            if (System.nanoTime() - start > LIMIT_NANOS) {
                return false;
            }
            if (round < YIELDS) {
                Thread.yield();
            } else {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        return true;
    }
}
