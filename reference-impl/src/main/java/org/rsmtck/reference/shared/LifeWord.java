package org.rsmtck.reference.shared;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * A word in shared memory that tells whether its exporter lives, with no system call: the kernel
 * marks it when the exporter dies, as it marks a lock whose holder died.
 *
 * @param bytes an element of the list that the kernel goes through (its {@code struct
 *     robust_list}), and the word
 */
record LifeWord(MemorySegment bytes) {
    static final long LENGTH = 16;

    /** Where the word is, from the element on; the kernel is told once for the whole list. */
    static final long WORD_AT = 8;

    /** Set by the kernel when the thread dies whose number is in the word: FUTEX_OWNER_DIED. */
    private static final int DEAD = 0x4000_0000;

    /** Nobody will mark the word: the exporter's lock has to be asked. */
    private static final int UNWATCHED = 0;

    private static final VarHandle INT = JAVA_INT.varHandle();
    private static final VarHandle LONG = JAVA_LONG.varHandle();

    long address() {
        return bytes.address();
    }

    /** Makes the element lead to the one at {@code address}. */
    void next(long address) {
        LONG.setVolatile(bytes, 0L, address);
    }

    /** Says that the kernel will mark the word when that thread dies. */
    void watchedBy(int thread) {
        INT.setVolatile(bytes, WORD_AT, thread);
    }

    void die() {
        INT.setVolatile(bytes, WORD_AT, DEAD);
    }

    boolean isDead() {
        return ((int) INT.getVolatile(bytes, WORD_AT) & DEAD) != 0;
    }

    boolean isWatched() {
        return (int) INT.getVolatile(bytes, WORD_AT) != UNWATCHED;
    }
}
