package org.rsmtck.kit.target;

import java.util.concurrent.atomic.AtomicLong;

/** How many agents there have been, and how many died unasked: they crashed, hung or left. */
public final class Statistics {
    private final AtomicLong started = new AtomicLong();
    private final AtomicLong died = new AtomicLong();

    void countStart() {
        started.incrementAndGet();
    }

    void countDeath() {
        died.incrementAndGet();
    }

    /** How many agents have been started. */
    public long started() {
        return started.get();
    }

    /** How many of them died without having been told to. */
    public long died() {
        return died.get();
    }
}
