package org.rsmtck.model;

/** Arithmetic on offsets and lengths that does not overflow. */
public final class Ranges {
    private Ranges() {}

    /** Whether {@code length} bytes from {@code offset} on lie within {@code size} bytes. */
    public static boolean isWithin(long offset, long length, long size) {
        return offset >= 0 && length >= 0 && offset <= size && length <= size - offset;
    }
}
