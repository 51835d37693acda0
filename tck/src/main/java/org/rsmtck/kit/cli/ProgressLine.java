package org.rsmtck.kit.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

import org.rsmtck.kit.suites.Campaign;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Shows how far a run is and how long it will take: a bar on a terminal, now and then a line
 * elsewhere.
 */
final class ProgressLine implements Campaign.Progress, AutoCloseable {
    private static final long QUIET_NANOS = Duration.ofSeconds(15).toNanos();

    private final boolean isTerminal = System.console() != null && System.console().isTerminal();
    private String suite = "";
    private ProgressBar bar;
    private long lastTold = System.nanoTime();

    @Override
    public synchronized void at(String at, long done, LongSupplier all) {
        if (isTerminal) {
            show(at, done, all.getAsLong());
        } else if (System.nanoTime() - lastTold > QUIET_NANOS) {
            lastTold = System.nanoTime();
            System.err.printf("%s: %,d of %,d%n", at, done, all.getAsLong());
        }
    }

    private void show(String at, long done, long all) {
        if (!at.equals(suite)) {
            close();
            suite = at;
            bar =
                    new ProgressBarBuilder()
                            .setTaskName(at)
                            .setInitialMax(all)
                            .setStyle(ProgressBarStyle.ASCII)
                            .setUpdateIntervalMillis(200)
                            .clearDisplayOnFinish()
                            .build();
        }
        bar.stepTo(done);
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
