package org.rsmtck.reference.shared;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * How many puts run on a memory file at the moment, counted in a page of the file behind the
 * segment.
 *
 * <p>A put counts itself first and looks whether the segment is published second; an exporter
 * withdraws first and looks at the count second. Both steps are volatile, so that one of them sees
 * the other: either the put is refused before it writes, or the exporter waits for it. An importer
 * that is killed in between leaves the count too high: so nobody waits for it without a limit, and
 * a fresh file starts with a fresh count.
 *
 * @param file the memory file, mapped with the page
 * @param at where the page starts: the length of the segment, in bytes
 */
record PutsUnderWay(MemorySegment file, long at) {
    /** What a memory file is longer than its segment, in bytes. */
    static final long PAGE = 4096;

    private static final VarHandle COUNT = JAVA_INT.varHandle();

    void begin() {
        COUNT.getAndAdd(file, at, 1);
    }

    void end() {
        COUNT.getAndAdd(file, at, -1);
    }

    boolean areNone() {
        return (int) COUNT.getVolatile(file, at) == 0;
    }
}
