package org.rsmtck.model;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Memory;

import java.util.ArrayList;
import java.util.List;

/**
 * What stands in the memory of an export: the pattern it was filled with, and what was written
 * since.
 *
 * @param fill the name of the pattern, see {@link Memory}
 * @param writes in the order they were made; none lies wholly under a later one
 */
public record Contents(int fill, List<Write> writes) {

    /** Bytes that were written at an offset. */
    public record Write(long offset, Bytes data) {
        private long end() {
            return offset + data.length();
        }

        private boolean covers(Write other) {
            return offset <= other.offset && other.end() <= end();
        }
    }

    public Contents {
        writes = List.copyOf(writes);
    }

    public static Contents filled(int fill) {
        return new Contents(fill, List.of());
    }

    public Contents with(long offset, Bytes data) {
        Write write = new Write(offset, data);
        List<Write> kept = new ArrayList<>(writes.size() + 1);
        for (Write earlier : writes) {
            if (!write.covers(earlier)) {
                kept.add(earlier);
            }
        }
        if (data.length() > 0) {
            kept.add(write);
        }
        return new Contents(fill, kept);
    }

    public Bytes read(long offset, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = Memory.byteAt(fill, offset + i);
        }
        for (Write write : writes) {
            int from = (int) Math.max(0, write.offset - offset);
            int to = (int) Math.min(length, write.end() - offset);
            for (int i = from; i < to; i++) {
                bytes[i] = write.data.at((int) (offset + i - write.offset));
            }
        }
        return Bytes.of(bytes);
    }
}
