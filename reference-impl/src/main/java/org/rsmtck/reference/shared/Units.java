package org.rsmtck.reference.shared;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * Copying between shared memory and arrays in pieces of 1, 2, 4 or 8 aligned bytes, each moved at
 * once.
 *
 * <p>Accesses are opaque: no piece is torn, invented or left out. Their order towards other memory
 * is the business of the caller.
 */
final class Units {
    private static final VarHandle SHORT = JAVA_SHORT.varHandle();
    private static final VarHandle INT = JAVA_INT.varHandle();
    private static final VarHandle LONG = JAVA_LONG.varHandle();

    private Units() {}

    static void load(MemorySegment from, long offset, byte[] into, int unit) {
        MemorySegment target = MemorySegment.ofArray(into);
        switch (unit) {
            case 1 -> MemorySegment.copy(from, JAVA_BYTE, offset, into, 0, into.length);
            case 2 -> {
                for (int i = 0; i < into.length; i += 2) {
                    target.set(
                            ValueLayout.JAVA_SHORT_UNALIGNED,
                            i,
                            (short) SHORT.getOpaque(from, offset + i));
                }
            }
            case 4 -> {
                for (int i = 0; i < into.length; i += 4) {
                    target.set(
                            ValueLayout.JAVA_INT_UNALIGNED,
                            i,
                            (int) INT.getOpaque(from, offset + i));
                }
            }
            case 8 -> {
                for (int i = 0; i < into.length; i += 8) {
                    target.set(
                            ValueLayout.JAVA_LONG_UNALIGNED,
                            i,
                            (long) LONG.getOpaque(from, offset + i));
                }
            }
            default -> throw new IllegalArgumentException("a unit of " + unit + " B");
        }
    }

    static void store(MemorySegment to, long offset, byte[] data, int unit) {
        MemorySegment source = MemorySegment.ofArray(data);
        switch (unit) {
            case 1 -> MemorySegment.copy(data, 0, to, JAVA_BYTE, offset, data.length);
            case 2 -> {
                for (int i = 0; i < data.length; i += 2) {
                    SHORT.setOpaque(
                            to, offset + i, source.get(ValueLayout.JAVA_SHORT_UNALIGNED, i));
                }
            }
            case 4 -> {
                for (int i = 0; i < data.length; i += 4) {
                    INT.setOpaque(to, offset + i, source.get(ValueLayout.JAVA_INT_UNALIGNED, i));
                }
            }
            case 8 -> {
                for (int i = 0; i < data.length; i += 8) {
                    LONG.setOpaque(to, offset + i, source.get(ValueLayout.JAVA_LONG_UNALIGNED, i));
                }
            }
            default -> throw new IllegalArgumentException("a unit of " + unit + " B");
        }
    }
}
