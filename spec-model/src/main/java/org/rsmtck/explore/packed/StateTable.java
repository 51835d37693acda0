package org.rsmtck.explore.packed;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A set of states, open addressed. Any number of threads may add at once, as long as they together
 * leave room; only one may make room, when no other adds.
 */
final class StateTable {
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(long[].class);

    private long[] slots;
    private int shift;

    StateTable(int bits) {
        slots = new long[1 << bits];
        shift = Long.SIZE - bits;
    }

    int capacity() {
        return slots.length;
    }

    /** Multiplication spreads all bits of a state into the highest ones. */
    private static int slot(long state, int shift) {
        long mixed = (state ^ state >>> 32) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> shift);
    }

    /** Brings the memory near in which {@code state} would be; the result means nothing. */
    long touch(long state) {
        return slots[slot(state, shift)];
    }

    /** Adds a state; whether it was new. */
    boolean add(long state) {
        long[] all = slots;
        int mask = all.length - 1;
        int slot = slot(state, shift);
        while (true) {
            long there = all[slot];
            if (there == 0) {
                there = (long) SLOT.compareAndExchange(all, slot, 0L, state);
                if (there == 0) {
                    return true;
                }
            }
            if (there == state) {
                return false;
            }
            slot = slot + 1 & mask;
        }
    }

    /** Doubles the room; whether there was memory for it. If not, all stays as it was. */
    boolean grow() {
        long[] old = slots;
        try {
            slots = new long[2 * old.length];
        } catch (OutOfMemoryError e) {
            return false;
        }
        shift--;
        int mask = slots.length - 1;
        for (long state : old) {
            if (state != 0) {
                int slot = slot(state, shift);
                while (slots[slot] != 0) {
                    slot = slot + 1 & mask;
                }
                slots[slot] = state;
            }
        }
        return true;
    }
}
