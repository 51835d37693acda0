package org.rsmtck.kit.target;

import org.jspecify.annotations.Nullable;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.kit.wire.MalformedLineException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/**
 * What an agent says, read by a thread of its own. Before its greeting others may speak in its
 * place, a shell on the way or a library that is loaded: such lines are passed over. It is over
 * when the stream ends, when a line cannot be understood, or a moment after the process has: a
 * child of the process may hold the stream open.
 */
final class Inbox {
    private static final long LOOK_MILLIS = 200;
    private static final int MOST_LOOKS = 3;

    private final Process process;
    private final String number;
    private final LongConsumer answered;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Map<Long, Line> arrived = new HashMap<>();
    private final Set<Long> unwanted = new HashSet<>();
    private @Nullable String first;
    private String preamble = "";
    private boolean isOver;
    private int crashSignal;
    private String gibberish = "";
    private long read;

    /**
     * @param number the field that tells which request is answered
     * @param answered is told of each, whether or not somebody waits for it
     */
    Inbox(Process process, String number, LongConsumer answered) {
        this.process = process;
        this.number = number;
        this.answered = answered;
        Thread.ofPlatform().name("agent-answers").daemon().start(this::follow);
    }

    private void follow() {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                process.getInputStream(), StandardCharsets.ISO_8859_1))) {
            String text = lines.readLine();
            while (text != null && takeIn(text)) {
                text = lines.readLine();
            }
        } catch (IOException e) {
            // The stream is gone, which is an end like another.
        } finally {
            end();
        }
    }

    private void end() {
        lock.lock();
        try {
            isOver = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** False if the line cannot be understood. */
    private boolean takeIn(String text) {
        lock.lock();
        try {
            read++;
            if (first == null && !text.startsWith("{")) {
                preamble = preamble.isEmpty() ? text : preamble;
            } else if (first == null) {
                first = text;
            } else {
                Line line = Line.parse(text);
                if (line.has("crash")) {
                    crashSignal = (int) line.integer("crash");
                } else {
                    long id = line.integer(number);
                    if (!unwanted.remove(id)) {
                        arrived.put(id, line.without(number));
                    }
                    answered.accept(id);
                }
            }
            return true;
        } catch (MalformedLineException e) {
            gibberish = text;
            return false;
        } finally {
            news.signalAll();
            lock.unlock();
        }
    }

    /** The first line of the agent itself; null if there is none. */
    @Nullable String first() {
        lock.lock();
        try {
            awaitUntil(() -> first != null);
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** The first line that was not the agent's own; empty if there was none. */
    String preamble() {
        lock.lock();
        try {
            return preamble;
        } finally {
            lock.unlock();
        }
    }

    /** The answer to the request of this id, without that; null if there is none. */
    @Nullable Line take(long id) {
        lock.lock();
        try {
            awaitUntil(() -> arrived.containsKey(id));
            return arrived.remove(id);
        } finally {
            lock.unlock();
        }
    }

    /** Nobody will take the answer to the request of this id. */
    void forget(long id) {
        lock.lock();
        try {
            if (arrived.remove(id) == null) {
                unwanted.add(id);
            }
        } finally {
            lock.unlock();
        }
    }

    private interface Wish {
        boolean isFulfilled();
    }

    private void awaitUntil(Wish wish) {
        boolean isInterrupted = false;
        int looks = 0;
        long readBefore = read;
        while (!wish.isFulfilled() && !isOver) {
            try {
                boolean isSilent = !news.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                looks = isSilent && read == readBefore && !process.isAlive() ? looks + 1 : 0;
                isOver |= looks == MOST_LOOKS;
                readBefore = read;
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** By which the process said that it dies; 0 if it said nothing. */
    int crashSignal() {
        lock.lock();
        try {
            return crashSignal;
        } finally {
            lock.unlock();
        }
    }

    /** The line that could not be understood; empty if there was none. */
    String gibberish() {
        lock.lock();
        try {
            return gibberish;
        } finally {
            lock.unlock();
        }
    }
}
