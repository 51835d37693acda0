package org.rsmtck.kit.agent;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The threads that make calls besides the one that reads, each those of its number and in their
 * order. For one thread at a time.
 */
final class Callers {
    private final Map<Long, Caller> callers = new HashMap<>();

    private record Caller(ExecutorService queue, AtomicReference<Thread> thread) {
        static Caller started(long number) {
            ThreadFactory factory = Thread.ofPlatform().name("caller-" + number).daemon().factory();
            AtomicReference<Thread> last = new AtomicReference<>();
            ExecutorService queue =
                    Executors.newSingleThreadExecutor(task -> {
                        Thread thread = factory.newThread(task);
                        last.set(thread);
                        return thread;
                    });
            return new Caller(queue, last);
        }
    }

    /** Has the thread of this number do it, which is started if there is none. */
    void execute(long number, Runnable what) {
        callers.computeIfAbsent(number, Caller::started).queue().execute(what);
    }

    /** Waits until the thread of this number has done all that it was given, and has ended. */
    void end(long number) {
        Caller caller = callers.remove(number);
        if (caller == null) {
            return;
        }
        caller.queue().shutdown();
        try {
            caller.thread().get().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
