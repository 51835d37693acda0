package org.rsmtck.kit.histories;

import org.rsmtck.kit.agent.Processors;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The threads of lanes in this process, each on a processor. */
final class LaneThreads implements AutoCloseable {
    private final List<ExecutorService> threads = new ArrayList<>();

    /** Has the thread of this number do something. */
    synchronized Future<?> submit(int number, Runnable work) {
        while (threads.size() <= number) {
            threads.add(started(threads.size()));
        }
        return threads.get(number).submit(work);
    }

    private static ExecutorService started(int number) {
        ExecutorService thread =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("rsm-tck-lane-" + number).daemon().factory());
        var _ = thread.submit(() -> Processors.keepOnOne(number));
        return thread;
    }

    /** The thread is stuck: another takes its number. */
    synchronized void abandon(int number) {
        threads.set(number, started(number)).shutdownNow();
    }

    @Override
    public synchronized void close() {
        threads.forEach(ExecutorService::shutdownNow);
    }
}
