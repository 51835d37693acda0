package org.rsmtck.explore.packed;

import java.util.Arrays;

/** The steps that leave one state. Not safe for use by several threads. */
public final class Steps {
    private long[] states = new long[256];
    private int size;
    private long still;

    /** A step to another state; none is 0. */
    public void to(long state) {
        if (size == states.length) {
            states = Arrays.copyOf(states, 2 * size);
        }
        states[size++] = state;
    }

    /** So many steps that stay where they are, or leave the bounds. */
    public void nowhere(long steps) {
        still += steps;
    }

    public void clear() {
        size = 0;
        still = 0;
    }

    public int size() {
        return size;
    }

    public long get(int i) {
        return states[i];
    }

    /** All steps, those that lead nowhere included. */
    public long count() {
        return size + still;
    }
}
