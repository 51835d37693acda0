package org.rsmtck.kit.library;

import org.rsmtck.api.Memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Memory that a process offers for export: pages of its own, filled with their pattern. */
final class ExportMemory {
    private static final long MOST_FILLED = 64L << 20;
    private static final long MISALIGNMENT = 8;

    private final MemorySegment pages;
    private final MemorySegment passed;
    private final long length;

    private ExportMemory(MemorySegment pages, MemorySegment passed, long length) {
        this.pages = pages;
        this.passed = passed;
        this.length = length;
    }

    /**
     * Memory for an export of this length, which nobody is bound to accept.
     *
     * @param length in bytes; where so much cannot be had, the memory is one page
     */
    static ExportMemory of(Memory memory, long length) {
        if (memory.placement() == Memory.Placement.NULL) {
            return new ExportMemory(MemorySegment.NULL, MemorySegment.NULL, 0);
        }
        MemorySegment pages = MemorySegment.NULL;
        if (length > 0 && length <= Long.MAX_VALUE - 2 * NativeMemory.PAGE) {
            pages = NativeMemory.pages(length + NativeMemory.PAGE);
        }
        if (pages.equals(MemorySegment.NULL)) {
            pages = NativeMemory.pages(2 * NativeMemory.PAGE);
        }
        long start = memory.placement() == Memory.Placement.MISALIGNED ? MISALIGNMENT : 0;
        MemorySegment passed = pages.asSlice(start);
        long usable = Math.min(Math.max(length, 0), passed.byteSize());
        fill(passed, memory.fill(), usable);
        return new ExportMemory(pages, passed, usable);
    }

    private static void fill(MemorySegment memory, int fill, long length) {
        if (length > MOST_FILLED) {
            return;
        }
        for (long offset = 0; offset + Long.BYTES <= length; offset += Long.BYTES) {
            memory.set(ValueLayout.JAVA_LONG_UNALIGNED, offset, Memory.wordAt(fill, offset));
        }
        for (long offset = length & -Long.BYTES; offset < length; offset++) {
            memory.set(ValueLayout.JAVA_BYTE, offset, Memory.byteAt(fill, offset));
        }
    }

    /** What the call is given. */
    MemorySegment passed() {
        return passed;
    }

    /** As much of it as the export was made for. */
    MemorySegment usable() {
        return passed.asSlice(0, length);
    }

    /** Gives the pages back. */
    void free() {
        if (!pages.equals(MemorySegment.NULL)) {
            NativeMemory.giveBack(pages);
        }
    }
}
