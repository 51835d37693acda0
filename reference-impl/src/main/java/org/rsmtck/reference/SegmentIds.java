package org.rsmtck.reference;

import org.rsmtck.api.RsmError;

/** Which segment ids an exporter may choose. Source: rsm_memseg_export_publish(3RSM). */
final class SegmentIds {
    private static final int FIRST_FREE = 0x400000;

    private SegmentIds() {}

    /**
     * Refuses an id that is set aside: all but 0x400000 to 0x7FFFFFFF, and 0, which asks for a
     * fresh one.
     */
    static void requireFree(int segment) {
        // Ids from 0x80000000 on are negative as an int.
        if (segment != 0 && segment < FIRST_FREE) {
            throw new RsmException(
                    RsmError.RESERVED_SEGID,
                    "segment id 0x"
                            + Integer.toHexString(segment)
                            + " is not from 0x400000 to 0x7fffffff");
        }
    }
}
