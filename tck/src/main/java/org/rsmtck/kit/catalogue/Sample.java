package org.rsmtck.kit.catalogue;

import java.util.List;
import java.util.stream.IntStream;

/** Some of many, where a mistake in counting shows: at both ends, and in the middle. */
final class Sample {
    private static final int ENOUGH = 8;

    private Sample() {}

    static <T> List<T> of(List<T> all) {
        int size = all.size();
        return size <= ENOUGH
                ? List.copyOf(all)
                : IntStream.of(0, 1, 2, size / 2, size - 2, size - 1).mapToObj(all::get).toList();
    }
}
