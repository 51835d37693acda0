package org.rsmtck.kit.linearizability;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/** Where operations lead from one place, by their indexes: a few, found by looking at each. */
final class Successors<S> {
    private static final int FIRST_SIZE = 2;

    private int[] indexes = new int[FIRST_SIZE];
    private @Nullable Place<S>[] places = array(FIRST_SIZE);
    private int size;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <S> @Nullable Place<S>[] array(int length) {
        return new Place[length];
    }

    @Nullable Place<S> get(int index) {
        for (int i = 0; i < size; i++) {
            if (indexes[i] == index) {
                return places[i];
            }
        }
        return null;
    }

    /**
     * Takes one down.
     *
     * @param index that is not there yet
     */
    void add(int index, Place<S> place) {
        if (size == indexes.length) {
            indexes = Arrays.copyOf(indexes, 2 * size);
            places = Arrays.copyOf(places, 2 * size);
        }
        indexes[size] = index;
        places[size++] = place;
    }
}
