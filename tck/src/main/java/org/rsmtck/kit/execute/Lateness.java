package org.rsmtck.kit.execute;

import java.time.Duration;

/** Waits for what reaches another node late, by having it asked for again until it is due. */
public final class Lateness {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    private final long due;
    private Duration pause = FIRST_PAUSE;

    /**
     * @param bound within what time from now on everything has arrived
     */
    public Lateness(Duration bound) {
        this.due = System.nanoTime() + bound.toNanos();
    }

    /** Whether the time is up; waits a little while it is not. */
    public boolean isDue() {
        if (System.nanoTime() - due >= 0) {
            return true;
        }
        pass(pause);
        pause =
                pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                        ? pause.multipliedBy(2)
                        : LONGEST_PAUSE;
        return false;
    }

    /** Lets time pass. */
    public static void pass(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
