package org.rsmtck.kit.execute;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Where programs run, one after the other, on a thread of its own. */
final class Stage implements AutoCloseable {
    private ExecutorService thread = newThread();
    private volatile @Nullable Execution running;

    Future<Outcome> submit(Execution execution, List<Observer> observers) {
        return thread.submit(() -> {
            running = execution;
            try {
                return execution.perform(observers);
            } finally {
                running = null;
            }
        });
    }

    /** Leaves what runs to itself, and drops what waits. */
    void abandon() {
        thread.shutdownNow();
        thread = newThread();
    }

    /** What is being waited for, in a few words; empty if nothing is. */
    String awaited() {
        Execution execution = running;
        return execution == null ? "" : execution.heartbeat().awaited();
    }

    private static ExecutorService newThread() {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("rsm-tck-stage-", 0).daemon().factory());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
