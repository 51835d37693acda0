package org.rsmtck.api;

/**
 * How much a target declares to have room for: up to it there has to be room, and beyond it a
 * refusal is due.
 *
 * @param imports import segments that the processes of one node hold at a time, at least 1
 * @param exports export segments that they hold at a time, at least 1
 * @param segmentLength of an export segment, in bytes, at least 1
 * @param accessEntries of one access list, at least 1
 */
public record Limits(long imports, long exports, long segmentLength, long accessEntries) {
    /** What a target declares that declares nothing. */
    public static final Limits NONE =
            new Limits(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    public Limits {
        if (Math.min(Math.min(imports, exports), Math.min(segmentLength, accessEntries)) < 1) {
            throw new IllegalArgumentException(
                    "a limit is at least 1, and not one of %d imports, %d exports, %d B, %d entries"
                            .formatted(imports, exports, segmentLength, accessEntries));
        }
    }
}
