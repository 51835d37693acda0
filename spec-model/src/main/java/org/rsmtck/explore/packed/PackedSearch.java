package org.rsmtck.explore.packed;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Breadth-first search of everything that can be reached, by one thread or several. The first way
 * found to a state is a shortest one. By one thread, the same search finds the same ways each time.
 */
public final class PackedSearch {
    /** States that a worker takes on at a time. */
    private static final int CHUNK = 64;

    private static final int FIRST_BITS = 16;

    /** So many states for each hundred slots, and the table is doubled. */
    private static final int FULL = 60;

    /**
     * What a search takes for one state at the worst moment, when a table of twice the size stands
     * next to a full one: their slots, the state in the order of arrival, and its parent.
     */
    public static final int BYTES_PER_STATE = 8 * 3 * 100 / FULL + 8 + 4;

    /**
     * What can be told of a search.
     *
     * @param isComplete whether there was nothing left to visit
     */
    public record Reach(long states, long transitions, int depth, boolean isComplete) {}

    /** Is told now and then how far a search is. */
    public interface Progress {
        void at(Reach reach);
    }

    /**
     * How to search.
     *
     * @param workers threads, at least one
     * @param mostStates where to stop
     */
    public record Order(int workers, long mostStates, Progress progress) {

        /** By one thread, as far as memory goes. */
        public static Order quiet() {
            return new Order(1, mostStatesInMemory(), reach -> {});
        }
    }

    private final PackedSpace space;
    private final Order order;
    private final StateTable table = new StateTable(FIRST_BITS);
    private final Arrivals arrivals = new Arrivals();
    private final AtomicLong transitions = new AtomicLong();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger found = new AtomicInteger();
    private int depth;
    private boolean isComplete = true;

    private PackedSearch(PackedSpace space, Order order) {
        this.space = space;
        this.order = order;
    }

    /** Searches everything that can be reached, until nothing is left or the limit is met. */
    public static PackedSearch of(PackedSpace space, Order order) {
        PackedSearch search = new PackedSearch(space, order);
        search.run();
        return search;
    }

    /** How many states this JVM has memory for. */
    public static long mostStatesInMemory() {
        long heap = Runtime.getRuntime().maxMemory() / 5 * 4;
        return Math.min(Integer.MAX_VALUE - 8L * CHUNK, heap / BYTES_PER_STATE);
    }

    public Reach reach() {
        return new Reach(arrivals.size(), transitions.get(), depth, isComplete);
    }

    public int size() {
        return arrivals.size();
    }

    /** The states are numbered from 0 in the order of arrival. */
    public long state(int number) {
        return arrivals.state(number);
    }

    /** The number of the state that this one was first found from; -1 for an initial one. */
    public int parent(int number) {
        return arrivals.parent(number);
    }

    private void run() {
        for (long state : space.initial()) {
            if (table.add(state)) {
                arrivals.add(state, -1);
            }
        }
        int end = arrivals.size();
        while (next.get() < end && isComplete) {
            visit(end);
            if (next.get() >= end && arrivals.size() > end) {
                end = arrivals.size();
                depth++;
            }
        }
    }

    /** Lets all workers go on, up to {@code end} or until they need room. */
    private void visit(int end) {
        while ((long) arrivals.size() * 100 > (long) FULL / 2 * table.capacity()) {
            if (!table.grow()) {
                isComplete = false;
                return;
            }
        }
        found.set(arrivals.size());
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < order.workers; i++) {
            workers.add(new Worker(end, i == 0));
        }
        runAll(workers);
        workers.forEach(worker -> worker.found.appendTo(arrivals));
        next.set(Math.min(next.get(), end));
        isComplete = arrivals.size() <= order.mostStates;
    }

    private static void runAll(List<Worker> workers) {
        List<Thread> threads = new ArrayList<>();
        for (Worker worker : workers.subList(1, workers.size())) {
            threads.add(Thread.ofPlatform().daemon().name("search-", 0).start(worker));
        }
        workers.getFirst().run();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while searching", e);
            }
        }
        for (Worker worker : workers) {
            if (worker.failure != null) {
                throw worker.failure;
            }
        }
    }

    private final class Worker implements Runnable {
        private static final int RECENT_BITS = 14;
        private static final int PROGRESS_EVERY = 1 << 10;

        private final int end;
        private final boolean reports;
        private final Steps steps = new Steps();
        private final Found found = new Found();
        private final Found ahead = new Found();
        private final long[] recent = new long[1 << RECENT_BITS];
        private long count;
        private @Nullable RuntimeException failure;

        Worker(int end, boolean reports) {
            this.end = end;
            this.reports = reports;
        }

        @Override
        public void run() {
            try {
                int chunks = 0;
                while (hasRoom()) {
                    int from = next.getAndAdd(CHUNK);
                    if (from >= end) {
                        break;
                    }
                    visit(from, Math.min(end, from + CHUNK));
                    if (reports && ++chunks % PROGRESS_EVERY == 0) {
                        order.progress.at(
                                new Reach(
                                        PackedSearch.this.found.get(),
                                        transitions.get(),
                                        depth,
                                        false));
                    }
                }
            } catch (RuntimeException e) {
                failure = e;
            }
        }

        private boolean hasRoom() {
            long all = PackedSearch.this.found.get();
            return all * 100 < (long) FULL * table.capacity() && all <= order.mostStates;
        }

        private void visit(int from, int to) {
            count = 0;
            ahead.clear();
            for (int number = from; number < to; number++) {
                steps.clear();
                space.steps(arrivals.state(number), steps);
                count += steps.count();
                for (int i = 0; i < steps.size(); i++) {
                    consider(steps.get(i), number);
                }
            }
            transitions.addAndGet(count);
            PackedSearch.this.found.addAndGet(addAll());
        }

        private void consider(long state, int parent) {
            int slot = (int) (state * 0x9E3779B97F4A7C15L >>> Long.SIZE - RECENT_BITS);
            if (recent[slot] != state) {
                recent[slot] = state;
                ahead.add(state, parent);
            }
        }

        /** Adds what lies ahead. All slots are touched first: memory answers many at a time. */
        private int addAll() {
            long touched = 0;
            for (int i = 0; i < ahead.size(); i++) {
                touched ^= table.touch(ahead.state(i));
            }
            int news = touched == Long.MIN_VALUE ? 0 : found.size();
            for (int i = 0; i < ahead.size(); i++) {
                if (table.add(ahead.state(i))) {
                    found.add(ahead.state(i), ahead.parent(i));
                }
            }
            return found.size() - news;
        }
    }
}
