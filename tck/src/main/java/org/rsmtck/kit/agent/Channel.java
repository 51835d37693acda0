package org.rsmtck.kit.agent;

import org.jspecify.annotations.Nullable;
import org.rsmtck.kit.wire.Line;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * The standard input and output of the process, taken away from everybody else: what the
 * implementation prints goes to standard error, and what it reads is empty. One thread reads; any
 * may write.
 */
final class Channel {
    private static final int STANDARD_INPUT = 0;
    private static final int STANDARD_OUTPUT = 1;
    private static final int STANDARD_ERROR = 2;
    private static final int BUFFER_SIZE = 1 << 16;

    /** In bytes, without the end. */
    static final int LONGEST_LINE = 1 << 20;

    private final int in = Libc.duplicate(STANDARD_INPUT);
    private final int out = Libc.duplicate(STANDARD_OUTPUT);
    private final MemorySegment inBuffer = Arena.global().allocate(BUFFER_SIZE);
    private final byte[] heap = new byte[BUFFER_SIZE];
    private int position;
    private int limit;

    private Channel() {
        int empty = Libc.openToRead("/dev/null");
        Libc.redirect(STANDARD_INPUT, empty);
        Libc.redirect(STANDARD_OUTPUT, STANDARD_ERROR);
        Libc.close(empty);
    }

    static Channel open() {
        return new Channel();
    }

    /**
     * The next line, without its end, or as much of it as shows that it is too long; null at the
     * end of the input.
     */
    @Nullable String read() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            if (position == limit) {
                limit = (int) Libc.read(in, inBuffer);
                position = 0;
                if (limit == 0) {
                    return null;
                }
                MemorySegment.copy(inBuffer, ValueLayout.JAVA_BYTE, 0, heap, 0, limit);
            }
            int start = position;
            while (position < limit && heap[position] != '\n') {
                position++;
            }
            if (line.size() <= LONGEST_LINE) {
                line.write(heap, start, position - start);
            }
            if (position < limit) {
                position++;
                return line.toString(StandardCharsets.US_ASCII);
            }
        }
    }

    /** Writes the line; false if nobody reads any more. */
    synchronized boolean write(Line line) {
        try (Arena arena = Arena.ofConfined()) {
            byte[] text = (line + "\n").getBytes(StandardCharsets.US_ASCII);
            MemorySegment buffer = arena.allocate(text.length);
            MemorySegment.copy(text, 0, buffer, ValueLayout.JAVA_BYTE, 0, text.length);
            return Libc.write(out, buffer);
        }
    }
}
