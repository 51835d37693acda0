package org.rsmtck.kit.history;

import java.util.SortedSet;

/** Which bytes of a segment are looked at when what was read is compared. */
sealed interface Part {
    /** Everything. */
    Part WHOLE = new Others(java.util.Collections.emptySortedSet());

    /**
     * Whether a byte is of this part.
     *
     * @param offset in the segment
     */
    boolean has(long offset);

    /**
     * What is moved at once.
     *
     * @param from where it starts in the segment
     * @param length in bytes
     */
    record Unit(long from, int length) implements Part {
        @Override
        public boolean has(long offset) {
            return offset >= from && offset < from + length;
        }
    }

    /**
     * All but these.
     *
     * @param words by their number in the segment
     */
    record Others(SortedSet<Long> words) implements Part {
        @Override
        public boolean has(long offset) {
            return !words.contains(Math.floorDiv(offset, Transfer.WORD));
        }
    }
}
