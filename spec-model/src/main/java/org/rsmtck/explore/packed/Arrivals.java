package org.rsmtck.explore.packed;

import java.util.Arrays;

/** All states that were found, in their order, and from which each was found. */
final class Arrivals {
    private static final int BITS = 18;
    private static final int MASK = (1 << BITS) - 1;

    private long[][] states = new long[16][];
    private int[][] parents = new int[16][];
    private int size;

    void add(long state, int parent) {
        int block = size >>> BITS;
        if (block == states.length) {
            states = Arrays.copyOf(states, 2 * block);
            parents = Arrays.copyOf(parents, 2 * block);
        }
        if (states[block] == null) {
            states[block] = new long[1 << BITS];
            parents[block] = new int[1 << BITS];
        }
        states[block][size & MASK] = state;
        parents[block][size & MASK] = parent;
        size++;
    }

    int size() {
        return size;
    }

    long state(int number) {
        return states[number >>> BITS][number & MASK];
    }

    /** The number of the state it was found from; -1 for an initial one. */
    int parent(int number) {
        return parents[number >>> BITS][number & MASK];
    }
}
