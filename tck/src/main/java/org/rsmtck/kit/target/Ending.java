package org.rsmtck.kit.target;

import java.util.concurrent.TimeUnit;

/** The end of a process that was started here. Any thread may ask for it, or wait for it. */
record Ending(Process process) {
    private static final long PATIENCE_MILLIS = 2_000;
    private static final int MOST_TRIES = 3;

    /** Without closing its streams, which would wait for whoever reads or writes them. */
    void now() {
        process.toHandle().destroyForcibly();
    }

    /** Whether it has ended, or does so within this time; false if the wait was interrupted. */
    boolean isOverWithin(long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits for it; 0 where the system does not let go of it, dead though it should be. */
    int status() {
        boolean interrupted = false;
        try {
            for (int tries = 0; tries < MOST_TRIES; ) {
                try {
                    if (process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                        return process.exitValue();
                    }
                    now();
                    tries++;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return 0;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
