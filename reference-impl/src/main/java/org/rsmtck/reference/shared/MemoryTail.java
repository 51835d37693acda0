package org.rsmtck.reference.shared;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * A page of the memory file behind the segment: how many puts run at the moment, and how many
 * signals the exporter has posted under the publication that the file belongs to.
 *
 * <p>A put counts itself first and looks whether the segment is published second; an exporter
 * withdraws first and looks at the count second. Both steps are volatile, so that one of them sees
 * the other: either the put is refused before it writes, or the exporter waits for it. An importer
 * that is killed in between leaves the count too high: so nobody waits for it without a limit, and
 * a fresh file starts with fresh counts.
 *
 * @param file the memory file, mapped with the page
 * @param at where the page starts: the length of the segment, in bytes
 */
record MemoryTail(MemorySegment file, long at) {
    /** What a memory file is longer than its segment, in bytes. */
    static final long PAGE = 4096;

    /** The byte of the file that every connected importer shares a lock on. */
    static final long CONNECTED_LOCK = 0;

    private static final long SIGNALS_AT = 64;
    private static final VarHandle COUNT = JAVA_INT.varHandle();

    void beginPut() {
        COUNT.getAndAdd(file, at, 1);
    }

    void endPut() {
        COUNT.getAndAdd(file, at, -1);
    }

    boolean hasNoPuts() {
        return (int) COUNT.getVolatile(file, at) == 0;
    }

    /** How many signals the exporter has posted under this publication; wraps around. */
    int signals() {
        return (int) COUNT.getVolatile(file, at + SIGNALS_AT);
    }

    void signal() {
        COUNT.getAndAdd(file, at + SIGNALS_AT, 1);
        Posix.futexWake(signalWord());
    }

    void awaitSignals(int seen, long nanos) {
        Posix.futexWait(signalWord(), seen, nanos);
    }

    private MemorySegment signalWord() {
        return file.asSlice(at + SIGNALS_AT, Integer.BYTES);
    }
}
