package org.rsmtck.api;

/**
 * The memory that a process offers for export. The participant allocates it behind the port and
 * fills it with {@link #wordAt the pattern} of {@code fill} before it makes the call, so that every
 * word read anywhere names the export it came from and its offset there.
 *
 * @param placement where the address points
 * @param fill the name of the contents: unique among the exports of one session
 */
public record Memory(Placement placement, int fill) {

    /** Where the address of the memory points. */
    public enum Placement {
        /** At the start of a page. */
        ALIGNED,
        /** Inside a page, 8 bytes after its start. */
        MISALIGNED,
        /** The null pointer. */
        NULL
    }

    public static Memory aligned(int fill) {
        return new Memory(Placement.ALIGNED, fill);
    }

    /**
     * The eight bytes, least significant first, that stand at {@code offset} in memory filled with
     * {@code fill}.
     *
     * @param offset in bytes, a multiple of 8, below 2^32
     */
    public static long wordAt(int fill, long offset) {
        return ((long) fill << 32) | (offset & 0xFFFF_FFFFL);
    }

    /** The byte that stands at {@code offset} bytes in memory filled with {@code fill}. */
    public static byte byteAt(int fill, long offset) {
        return (byte) (wordAt(fill, offset & ~7L) >>> (8 * (offset & 7)));
    }
}
