package org.rsmtck.kit.history;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Which number goes with which, as long as there may be millions: each takes 16 to 32 bytes. None
 * is ever taken away.
 */
final class LineNumbers {
    private static final int FIRST_SIZE = 64;
    private static final int EMPTY = Integer.MIN_VALUE;

    private int[] keys = new int[FIRST_SIZE];
    private int[] values = filled(FIRST_SIZE);
    private int size;

    private static int[] filled(int length) {
        int[] all = new int[length];
        Arrays.fill(all, EMPTY);
        return all;
    }

    int size() {
        return size;
    }

    OptionalInt get(int key) {
        int at = place(key);
        return values[at] == EMPTY ? OptionalInt.empty() : OptionalInt.of(values[at]);
    }

    boolean has(int key) {
        return values[place(key)] != EMPTY;
    }

    /**
     * Takes one down, in place of what went with the key before.
     *
     * @param value 0 or more
     */
    void put(int key, int value) {
        int at = place(key);
        if (values[at] == EMPTY) {
            keys[at] = key;
            size++;
        }
        values[at] = value;
        if (2 * size > keys.length) {
            grow();
        }
    }

    private int place(int key) {
        int at = (key * 0x9E3779B9) >>> Integer.numberOfLeadingZeros(keys.length - 1);
        while (values[at] != EMPTY && keys[at] != key) {
            at = (at + 1) & (keys.length - 1);
        }
        return at;
    }

    private void grow() {
        int[] oldKeys = keys;
        int[] oldValues = values;
        keys = new int[2 * oldKeys.length];
        values = filled(keys.length);
        size = 0;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != EMPTY) {
                put(oldKeys[i], oldValues[i]);
            }
        }
    }
}
