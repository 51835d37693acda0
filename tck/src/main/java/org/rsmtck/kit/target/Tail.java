package org.rsmtck.kit.target;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines that a process has written to its standard error. */
final class Tail {
    private static final int MOST_LINES = 200;

    private final Deque<String> lines = new ArrayDeque<>();
    private final Thread reader;

    Tail(InputStream errors) {
        reader = Thread.ofPlatform().name("agent-errors").daemon().start(() -> follow(errors));
    }

    private void follow(InputStream errors) {
        try (BufferedReader text =
                new BufferedReader(new InputStreamReader(errors, StandardCharsets.ISO_8859_1))) {
            for (String line = text.readLine(); line != null; line = text.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add("(the rest could not be read: " + e.getMessage() + ")");
        }
    }

    private synchronized void add(String line) {
        if (lines.size() == MOST_LINES) {
            lines.removeFirst();
        }
        lines.add(line);
    }

    /** All that there is, once the process is gone. */
    List<String> last(long millis) {
        try {
            reader.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            return List.copyOf(lines);
        }
    }
}
