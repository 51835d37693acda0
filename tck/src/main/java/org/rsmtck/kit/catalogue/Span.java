package org.rsmtck.kit.catalogue;

import java.util.ArrayList;
import java.util.List;

/**
 * Bytes of a segment.
 *
 * @param offset where they begin; a negative one counts from the end
 * @param length how many; 0 is all from there on
 */
record Span(long offset, int length) {
    private static final List<Integer> LENGTHS =
            List.of(
                    1, 2, 3, 4, 5, 6, 7, 9, 12, 15, 16, 17, 24, 31, 32, 33, 47, 63, 64, 65, 96, 100,
                    127, 128, 129, 191, 192, 200, 255, 256, 257, 300, 511, 512, 513, 1000, 1023,
                    1024, 1025, 2047, 2048, 2049, 4095, 4096, 4097, 8191, 8192, 8193);
    private static final List<Long> OFFSETS =
            List.of(
                    1L, 2L, 3L, 4L, 5L, 7L, 8L, 9L, 15L, 16L, 31L, 32L, 33L, 63L, 64L, 65L, 127L,
                    128L, 255L, 256L, 257L, 511L, 512L, 1023L, 1024L, 2047L, 2048L, 4088L, 4095L,
                    4096L, 4097L, 8184L, 8191L, 8192L, 8193L);

    static List<Span> all() {
        List<Span> all = new ArrayList<>(List.of(new Span(8, 8)));
        LENGTHS.forEach(length -> all.add(new Span(length % 2 == 0 ? 1 : 24, length)));
        OFFSETS.forEach(offset -> all.add(new Span(offset, 11)));
        for (int length : List.of(1, 2, 8, 9, 64, 65)) {
            all.add(new Span(-length, length));
            all.add(new Span(-length - 1, length));
        }
        all.add(new Span(0, 0));
        all.add(new Span(1, 0));
        return all;
    }

    /** Where it begins in a segment of this length. */
    long from(long segment) {
        return offset < 0 ? segment + offset : offset;
    }

    /** How many bytes it has there. */
    int bytes(long segment) {
        return length == 0 ? (int) (segment - offset) : length;
    }

    String words() {
        String from = offset < 0 ? "from " + -offset + " before the end" : "from " + offset + " on";
        return length == 0 ? "all " + from : length + " " + from;
    }
}
