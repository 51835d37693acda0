package org.rsmtck.kit.target;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** By when an agent owes which answers. */
final class Deadlines {
    private final Duration bound;
    private final Map<Long, Long> due = new HashMap<>();

    /** Answered one after the other: each has its time once those before it are answered. */
    private final Deque<Long> inTurn = new ArrayDeque<>();

    /**
     * @param bound for the answer to a request
     */
    Deadlines(Duration bound) {
        this.bound = bound;
    }

    synchronized void start(long id) {
        start(id, bound);
    }

    synchronized void start(long id, Duration within) {
        due.put(id, System.nanoTime() + within.toNanos());
    }

    /** These are asked for in one go. */
    synchronized void startInTurn(Collection<Long> ids) {
        if (inTurn.isEmpty() && !ids.isEmpty()) {
            start(ids.iterator().next());
        }
        inTurn.addAll(ids);
    }

    synchronized void end(long id) {
        due.remove(id);
        boolean wasNext = inTurn.peek() != null && inTurn.peek() == id;
        inTurn.remove(id);
        if (wasNext && !inTurn.isEmpty()) {
            start(inTurn.peek());
        }
    }

    synchronized boolean has(long id) {
        return due.containsKey(id);
    }

    synchronized boolean isAnyOver(long now) {
        for (long deadline : due.values()) {
            if (deadline < now) {
                return true;
            }
        }
        return false;
    }
}
