package org.rsmtck.kit.target;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Requests on their way to an agent. Whoever writes one waits for nobody: what fits into the pipe
 * is written at once, and the rest by a thread of its own, which may wait for an agent that does
 * not read.
 */
final class Outbox {
    /** As much as any pipe holds. */
    private static final int ROOM = 4096;

    private final OutputStream stream;
    private final Map<Long, Integer> unread = new HashMap<>();
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int unreadBytes;
    private boolean isWriting;
    private boolean isBroken;

    Outbox(OutputStream stream) {
        this.stream = stream;
    }

    /**
     * @param requests by their ids
     * @throws IOException if the process takes no more
     */
    synchronized void write(Map<Long, byte[]> requests) throws IOException {
        if (isBroken) {
            throw new IOException("the process takes no more");
        }
        requests.forEach((id, text) -> {
            unread.put(id, text.length);
            unreadBytes += text.length;
        });
        if (unreadBytes <= ROOM && !isWriting) {
            put(requests.values());
        } else {
            waiting.addAll(requests.values());
            if (!isWriting) {
                isWriting = true;
                Thread.ofPlatform().name("agent-requests").daemon().start(this::writeAll);
            }
        }
    }

    /** The request of this id has been answered, so the pipe is rid of it. */
    synchronized void wasRead(long id) {
        Integer length = unread.remove(id);
        unreadBytes -= length == null ? 0 : length;
    }

    private void put(Collection<byte[]> texts) throws IOException {
        for (byte[] text : texts) {
            stream.write(text);
        }
        stream.flush();
    }

    private void writeAll() {
        for (byte[] text = next(); text != null; text = next()) {
            try {
                put(List.of(text));
            } catch (IOException e) {
                breakOff();
            }
        }
    }

    private synchronized byte[] next() {
        byte[] text = waiting.poll();
        isWriting = text != null;
        return text;
    }

    /** Those who wait for answers learn it from the end of the process. */
    private synchronized void breakOff() {
        isBroken = true;
        waiting.clear();
    }

    /**
     * Ends the input of the process; false if somebody still writes, who would have to be waited
     * for.
     */
    synchronized boolean close() {
        isBroken = true;
        if (isWriting) {
            return false;
        }
        try {
            stream.close();
        } catch (IOException e) {
            // It is gone already.
        }
        return true;
    }
}
