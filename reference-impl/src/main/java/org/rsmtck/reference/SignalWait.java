package org.rsmtck.reference;

import org.rsmtck.api.RsmError;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Waiting for a signal, holding no lock meanwhile, so that others may end the handle that is waited
 * on.
 */
final class SignalWait {

    private SignalWait() {}

    /**
     * What was found at one look.
     *
     * @param isTaken whether there was a signal, and it was taken
     * @param posted the count that was seen
     * @param canRise whether the count can still rise
     */
    record Look(boolean isTaken, int posted, boolean canRise) {}

    /** Waits until a count is no longer what it was, for so many nanoseconds at most. */
    interface Waiting {
        void await(int seen, long nanos);
    }

    /**
     * Looks until a signal was taken; refused with TIMEOUT when the time is up, or as a look is
     * refused.
     */
    static void until(long timeoutMillis, Supplier<Look> look, Waiting waiting) {
        if (timeoutMillis < 0) {
            throw new IllegalArgumentException("a timeout of " + timeoutMillis + " ms is negative");
        }
        long start = System.nanoTime();
        long timeout = timeoutMillis * 1_000_000;
        while (true) {
            Look seen = look.get();
            if (seen.isTaken()) {
                return;
            }
            long left = timeout - (System.nanoTime() - start);
            if (left <= 0) {
                throw new RsmException(
                        RsmError.TIMEOUT, "no signal came within " + timeoutMillis + " ms");
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new RsmException(RsmError.INTERRUPTED, "the waiting thread was interrupted");
            }
            long slice = Math.min(left, SignalCount.SLICE_NANOS);
            if (seen.canRise()) {
                waiting.await(seen.posted(), slice);
            } else {
                LockSupport.parkNanos(slice);
            }
        }
    }
}
