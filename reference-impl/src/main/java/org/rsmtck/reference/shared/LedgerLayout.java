package org.rsmtck.reference.shared;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * The layout of a ledger: the file with the cards of all that one exporter has published.
 *
 * <p>Everyone may read it, only its exporter writes it. Room for cards is set aside as it is
 * needed, and said to be there afterwards, so that a reader who stays below that never reads beyond
 * the end of the file.
 *
 * @param bytes the file, mapped to its greatest length
 */
record LedgerLayout(MemorySegment bytes) {
    /** The byte of the file that the exporter has locked for itself as long as it lives. */
    static final long EXPORTER_LOCK = 0;

    static final int MOST_SLOTS = 1 << 16;
    private static final long SLOT_LENGTH = 1152;

    /** What is mapped of it, whether it is there yet or not. */
    static final long LENGTH = (1 + MOST_SLOTS) * SLOT_LENGTH;

    /** Where the kernel's list of words to mark at a death goes on, next to the word. */
    private static final long LIFE_AT = 0;

    private static final long SLOTS_AT = 16;
    private static final VarHandle INT = JAVA_INT.varHandle();

    LifeWord life() {
        return new LifeWord(bytes.asSlice(LIFE_AT, LifeWord.LENGTH));
    }

    /** How many cards there is room for. */
    int slots() {
        return (int) INT.getVolatile(bytes, SLOTS_AT);
    }

    void slots(int count) {
        INT.setVolatile(bytes, SLOTS_AT, count);
    }

    /** How long the file must be for that many cards. */
    static long lengthFor(int slots) {
        return (1 + slots) * SLOT_LENGTH;
    }

    /** For how many cards a file of that length has room. */
    static int slotsWithin(long length) {
        return (int) (length / SLOT_LENGTH) - 1;
    }

    PublicationHeader card(int slot) {
        return new PublicationHeader(bytes.asSlice((1 + slot) * SLOT_LENGTH, SLOT_LENGTH));
    }
}
