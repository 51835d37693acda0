package org.rsmtck.model;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Memory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What stands in the memory of an export: the pattern it was filled with, and what was written
 * since.
 *
 * @param fill the name of the pattern, see {@link Memory}
 * @param writes in the order they were made; none lies wholly under a later one
 * @param strays what was written when nobody could say any more whether it arrives: it may stand
 *     there as well
 */
public record Contents(int fill, List<Write> writes, Set<Write> strays) {

    /** Bytes that were written at an offset. */
    public record Write(long offset, Bytes data) {
        private long end() {
            return offset + data.length();
        }

        private boolean covers(Write other) {
            return offset <= other.offset && other.end() <= end();
        }

        private boolean hasAt(long place, byte wanted) {
            return offset <= place && place < end() && data.at((int) (place - offset)) == wanted;
        }
    }

    public Contents {
        writes = List.copyOf(writes);
        strays = Set.copyOf(strays);
    }

    public static Contents filled(int fill) {
        return new Contents(fill, List.of(), Set.of());
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
        return new Contents(fill, kept, strays);
    }

    /** The same, where these bytes may stand there as well. */
    Contents withStray(Write stray) {
        if (read(stray.offset, stray.data.length()).equals(stray.data)) {
            return this;
        }
        Set<Write> more = new HashSet<>(strays);
        more.add(stray);
        return new Contents(fill, writes, more);
    }

    /** Whether that byte stands there, or may. */
    boolean mayHold(long place, byte wanted) {
        return read(place, 1).at(0) == wanted
                || strays.stream().anyMatch(stray -> stray.hasAt(place, wanted));
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
