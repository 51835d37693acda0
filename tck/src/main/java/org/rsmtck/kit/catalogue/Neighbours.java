package org.rsmtck.kit.catalogue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Segment ids that an implementation may take for one, or put into the same place of a table. */
final class Neighbours {
    /** Bits by which places of tables of usual sizes do not differ. */
    static final List<Integer> BITS = List.of(6, 8, 10, 12, 16, 20);

    /** Sizes of tables, where the place is what is left of the id. */
    private static final List<Integer> SIZES =
            List.of(
                    10, 13, 31, 61, 100, 101, 127, 251, 257, 509, 521, 997, 1000, 1009, 1021, 1031,
                    2039, 2053, 4093, 4099, 8191, 8209, 10_007, 16_381, 32_749, 65_521, 65_535,
                    65_537, 99_991, 1_000_003);

    private Neighbours() {}

    /** Those of this id. */
    static List<Integer> of(int segment) {
        return Stream.concat(
                        IntStream.range(0, Integer.SIZE).mapToObj(bit -> segment ^ 1 << bit),
                        SIZES.stream().map(size -> segment + size))
                .toList();
    }
}
