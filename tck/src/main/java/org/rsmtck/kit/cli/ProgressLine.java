package org.rsmtck.kit.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

import org.jspecify.annotations.Nullable;
import org.rsmtck.kit.suite.Progress;
import org.rsmtck.reports.Failure;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Shows how far a run is, what it is busy with and what it waits for: a bar on a terminal, now and
 * then a line elsewhere. It has a clock of its own, and so goes on while the run stands still.
 */
final class ProgressLine implements Progress, AutoCloseable {
    private static final long MILLIS_ON_TERMINAL = 250;
    private static final long MILLIS_ELSEWHERE = 15_000;
    private static final int LEAST_BAR = 8;
    private static final int MOST_BAR = 40;
    private static final String ERASED = "\r\u001b[K";

    private final boolean isTerminal = Terminal.isThere();
    private final FoundFailures found;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("rsm-tck-progress").daemon().factory());
    private final long start = System.nanoTime();
    private String suite = "";
    private long done;
    private LongSupplier all = () -> 0;
    private String busyWith = "";
    private Supplier<String> awaited = () -> "";
    private @Nullable ProgressBar bar;
    private int failures;
    private boolean isOver;

    /**
     * @param print where failures are shown when they are found
     */
    ProgressLine(PrintWriter print) {
        this.found = new FoundFailures(print);
        long every = isTerminal ? MILLIS_ON_TERMINAL : MILLIS_ELSEWHERE;
        clock.scheduleWithFixedDelay(this::tell, every, every, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void at(String at, long number, LongSupplier outOf) {
        suite = at;
        done = number;
        all = outOf;
    }

    @Override
    public synchronized void busyWith(String what) {
        busyWith = what;
    }

    @Override
    public synchronized void awaits(Supplier<String> what) {
        awaited = what;
    }

    @Override
    public synchronized void found(Failure failure) {
        if (isOver) {
            return;
        }
        failures++;
        if (isTerminal) {
            System.err.print(ERASED);
            System.err.flush();
        }
        found.tell(failure);
    }

    /** Must never end the clock, whatever happens in a run. */
    private void tell() {
        try {
            if (isTerminal) {
                show();
            } else {
                System.err.println(line());
            }
        } catch (RuntimeException e) {
            // The next look may do better.
        }
    }

    private synchronized String line() {
        List<String> parts = new ArrayList<>();
        parts.add(
                suite.isEmpty()
                        ? "starting"
                        : String.format(
                                Locale.ROOT, "%s: %,d of %,d", suite, done, all.getAsLong()));
        parts.addAll(doings());
        return String.join(", ", parts);
    }

    private List<String> doings() {
        List<String> doings = new ArrayList<>();
        if (failures > 0) {
            doings.add(failures == 1 ? "1 failure" : failures + " failures");
        }
        if (!busyWith.isEmpty()) {
            doings.add(busyWith);
        }
        String what = awaited.get();
        if (!what.isEmpty()) {
            doings.add("waiting for " + what);
        }
        return doings;
    }

    private synchronized void show() {
        if (bar == null && !clock.isShutdown()) {
            bar =
                    new ProgressBarBuilder()
                            .setRenderer((_, width) -> drawn(width))
                            .setUpdateIntervalMillis(200)
                            .clearDisplayOnFinish()
                            .build();
        }
    }

    /** What is so comes first, and the bar takes what room is left. */
    private synchronized String drawn(int width) {
        long seconds = (System.nanoTime() - start) / 1_000_000_000;
        String words = line() + String.format(Locale.ROOT, ", %d s ", seconds);
        int room = width - words.length() - 2;
        if (room < LEAST_BAR) {
            return words.substring(0, Math.min(width, words.length()));
        }
        long most = suite.isEmpty() ? 0 : all.getAsLong();
        int length = Math.min(room, MOST_BAR);
        int filled = most <= 0 ? 0 : (int) Math.min(length, length * done / most);
        return words + "[" + "=".repeat(filled) + " ".repeat(length - filled) + "]";
    }

    /** From here on nothing is shown, a failure neither: what ends a run may end agents as well. */
    @Override
    public void close() {
        clock.shutdownNow();
        @Nullable ProgressBar closing;
        synchronized (this) {
            isOver = true;
            closing = bar;
            bar = null;
        }
        // Its own thread may be drawing, and asks this for what to draw.
        if (closing != null) {
            closing.close();
        }
    }
}
