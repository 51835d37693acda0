package org.rsmtck.kit.library;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A few words of the memory that an export offers, from its first to its last. It stays the
 * caller's: importers may have written some of it meanwhile, but hardly to all places.
 *
 * @param address where it is
 */
record Sight(long address, List<Long> words) {
    static final Sight NONE = new Sight(0, List.of());

    private static final int PLACES = 32;
    private static final long MOST_BYTES = 64L << 20;

    static Sight of(MemorySegment memory) {
        long last = memory.byteSize() / Long.BYTES - 1;
        if (last < PLACES || memory.byteSize() > MOST_BYTES) {
            return NONE;
        }
        return new Sight(
                memory.address(),
                IntStream.range(0, PLACES)
                        .mapToObj(i ->
                                memory.get(
                                        ValueLayout.JAVA_LONG_UNALIGNED,
                                        last * i / (PLACES - 1) * Long.BYTES))
                        .toList());
    }

    /** Whether the same memory holds something else everywhere. */
    boolean isLostIn(Sight after) {
        return address != 0
                && address == after.address
                && IntStream.range(0, words.size())
                        .noneMatch(i -> words.get(i).equals(after.words.get(i)));
    }
}
