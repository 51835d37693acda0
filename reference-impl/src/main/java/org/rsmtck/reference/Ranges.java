package org.rsmtck.reference;

import org.rsmtck.api.RsmError;

/** Whether a range of bytes lies within a segment. */
final class Ranges {

    private Ranges() {}

    /**
     * Refuses a range that does not lie within {@code size} bytes; an empty one may stand at the
     * very end.
     */
    static void require(long offset, long length, long size) {
        if (offset < 0 || offset > size) {
            throw new RsmException(
                    RsmError.BAD_OFFSET,
                    "offset " + offset + " B lies outside the segment of " + size + " B");
        }
        if (length < 0 || length > size - offset) {
            throw new RsmException(
                    RsmError.BAD_LENGTH,
                    "length "
                            + length
                            + " B from offset "
                            + offset
                            + " B on goes beyond the segment of "
                            + size
                            + " B");
        }
    }

    /** Refuses an offset that is no multiple of {@code unit} bytes. */
    static void requireAligned(long offset, int unit) {
        if (offset % unit != 0) {
            throw new RsmException(
                    RsmError.BAD_MEM_ALIGNMENT,
                    "offset " + offset + " B is not a multiple of " + unit + " B");
        }
    }

    /** Refuses a number of bytes that is not made of whole pages. */
    static void requirePages(String what, long bytes) {
        if (bytes % Rsm.PAGE_SIZE != 0) {
            throw new RsmException(
                    RsmError.BAD_MEM_ALIGNMENT,
                    what
                            + " "
                            + bytes
                            + " B is not a multiple of the page size "
                            + Rsm.PAGE_SIZE
                            + " B");
        }
    }

    /**
     * @throws IllegalArgumentException if a unit cannot have that many bytes
     */
    static void requireUnit(int unit) {
        if (unit != 1 && unit != 2 && unit != 4 && unit != 8) {
            throw new IllegalArgumentException(
                    "a unit of " + unit + " B: the widths are 1, 2, 4 and 8 B");
        }
    }
}
