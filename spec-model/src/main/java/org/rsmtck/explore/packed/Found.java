package org.rsmtck.explore.packed;

import java.util.Arrays;

/** States and from which each was found. Not safe for use by several threads. */
final class Found {
    private long[] states = new long[1024];
    private int[] parents = new int[1024];
    private int size;

    void add(long state, int parent) {
        if (size == states.length) {
            states = Arrays.copyOf(states, 2 * size);
            parents = Arrays.copyOf(parents, 2 * size);
        }
        states[size] = state;
        parents[size++] = parent;
    }

    int size() {
        return size;
    }

    long state(int i) {
        return states[i];
    }

    int parent(int i) {
        return parents[i];
    }

    void clear() {
        size = 0;
    }

    void appendTo(Arrivals arrivals) {
        for (int i = 0; i < size; i++) {
            arrivals.add(states[i], parents[i]);
        }
    }
}
