package org.rsmtck.reference;

import org.rsmtck.api.RsmError;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Lets calls of a segment in, one at a time or several beside each other, until its own process
 * ends it.
 */
final class Guard {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final String whyRefused;

    // The rest is guarded by the lock.
    private int pollfds;
    private boolean hasEnded;

    /**
     * @param whyRefused what is said to calls after the end
     */
    Guard(String whyRefused) {
        this.whyRefused = whyRefused;
    }

    <T> T alone(Supplier<T> call) {
        return within(lock.writeLock(), call);
    }

    void alone(Runnable call) {
        alone(() -> {
            call.run();
            return true;
        });
    }

    <T> T shared(Supplier<T> call) {
        return within(lock.readLock(), call);
    }

    void shared(Runnable call) {
        shared(() -> {
            call.run();
            return true;
        });
    }

    private <T> T within(Lock held, Supplier<T> call) {
        held.lock();
        try {
            requireLive();
            return call.get();
        } finally {
            held.unlock();
        }
    }

    private void requireLive() {
        if (hasEnded) {
            throw new RsmException(RsmError.BAD_SEG_HNDL, whyRefused);
        }
    }

    /** Beside others; not at all after the end. */
    void sharedIfLive(Runnable look) {
        lock.readLock().lock();
        try {
            if (!hasEnded) {
                look.run();
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Ends the segment, alone, unless that has happened. */
    void endOnce(Runnable last) {
        lock.writeLock().lock();
        try {
            if (!hasEnded) {
                end();
                last.run();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** For one that is let in alone. */
    void end() {
        hasEnded = true;
    }

    /** The descriptor is held once more. */
    void holdPollfd() {
        alone(() -> {
            pollfds++;
        });
    }

    /** The descriptor is held once less, if it is held. */
    void releasePollfd() {
        alone(() -> {
            pollfds = Math.max(0, pollfds - 1);
        });
    }

    void requireNoPollfd() {
        if (pollfds > 0) {
            throw new RsmException(
                    RsmError.POLLFD_IN_USE, "its descriptor is held " + pollfds + " times");
        }
    }
}
