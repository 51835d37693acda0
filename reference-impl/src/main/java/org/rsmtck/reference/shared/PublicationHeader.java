package org.rsmtck.reference.shared;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.reference.backend.Admission;
import org.rsmtck.reference.backend.Offer;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * The layout of a card: the small file that stands for one publication under its name.
 *
 * <p>Everyone may read a card, only its exporter writes it. It is written before it gets its name,
 * and three words change afterwards: the state (once, when the publication is withdrawn), the
 * admission in force, and the count of the exporter's signals. The admission stands in one of two
 * places, by the last bit of its version: the other is written first and the version stored after
 * it, so that a reader who finds one version before and after has read a whole one, and an exporter
 * that dies in between leaves the old one in force.
 */
record PublicationHeader(MemorySegment bytes) {
    static final long LENGTH = 4096;

    /** The byte of the file that the exporter has locked for itself as long as it lives. */
    static final long EXPORTER_LOCK = 0;

    /** The byte that every connected importer shares a lock on. */
    static final long CONNECTED_LOCK = 1;

    private static final int PUBLISHED = 0x4352_4431;
    private static final int WITHDRAWN = 0;

    private static final long STATE_AT = 0;
    private static final long VERSION_AT = 4;
    private static final long SIGNALS_AT = 8;
    private static final long NODE_AT = 12;
    private static final long SEGMENT_AT = 16;
    private static final long PORT_AT = 20;
    private static final long UID_AT = 24;
    private static final long GID_AT = 28;
    private static final long LENGTH_AT = 32;
    private static final long MEMORY_AT = 40;
    private static final long BELL_AT = 48;
    private static final long ADMISSIONS_AT = 64;
    private static final long ENTRIES_AT = 8;
    private static final long ENTRY_LENGTH = 8;
    private static final long ADMISSION_LENGTH = ENTRIES_AT + Admission.MAX_ENTRIES * ENTRY_LENGTH;

    private static final VarHandle INT = JAVA_INT.varHandle();

    /** Fills a card that has no name yet. {@code memory} names the file of the segment's memory. */
    void write(Offer offer, long memory, int bell) {
        bytes.set(JAVA_INT, NODE_AT, offer.node());
        bytes.set(JAVA_INT, SEGMENT_AT, offer.segment());
        bytes.set(JAVA_INT, PORT_AT, offer.port());
        bytes.set(JAVA_INT, UID_AT, offer.uid());
        bytes.set(JAVA_INT, GID_AT, offer.gid());
        bytes.set(JAVA_LONG, LENGTH_AT, offer.length());
        bytes.set(JAVA_LONG, MEMORY_AT, memory);
        bytes.set(JAVA_INT, BELL_AT, bell);
        admit(offer.admission());
        INT.setVolatile(bytes, STATE_AT, PUBLISHED);
    }

    boolean isPublished() {
        return (int) INT.getVolatile(bytes, STATE_AT) == PUBLISHED;
    }

    /**
     * From here on the segment is not published; all processes that map the card see it at once.
     */
    void withdraw() {
        INT.setVolatile(bytes, STATE_AT, WITHDRAWN);
    }

    long memory() {
        return bytes.get(JAVA_LONG, MEMORY_AT);
    }

    int bell() {
        return bytes.get(JAVA_INT, BELL_AT);
    }

    /**
     * The segment as the card shows it; what a foreign hand wrote may make no sense, but is within
     * its bounds.
     */
    Offer offer() {
        return new Offer(
                bytes.get(JAVA_INT, NODE_AT),
                bytes.get(JAVA_INT, SEGMENT_AT),
                bytes.get(JAVA_INT, PORT_AT),
                bytes.get(JAVA_LONG, LENGTH_AT),
                bytes.get(JAVA_INT, UID_AT),
                bytes.get(JAVA_INT, GID_AT),
                admission());
    }

    /** Puts another admission in force. Only the exporter, one thread at a time. */
    void admit(Admission admission) {
        int version = (int) INT.getVolatile(bytes, VERSION_AT) + 1;
        // No word of the new admission may be written before the version that frees its place is.
        VarHandle.fullFence();
        long place = place(version);
        List<AccessEntry> entries = admission.entries();
        bytes.set(JAVA_INT, place, admission.defaultMode());
        bytes.set(JAVA_INT, place + 4, entries.size());
        for (int i = 0; i < entries.size(); i++) {
            long at = place + ENTRIES_AT + i * ENTRY_LENGTH;
            bytes.set(JAVA_INT, at, entries.get(i).node());
            bytes.set(JAVA_INT, at + 4, entries.get(i).permission());
        }
        INT.setVolatile(bytes, VERSION_AT, version);
    }

    private Admission admission() {
        while (true) {
            int version = (int) INT.getVolatile(bytes, VERSION_AT);
            Admission admission = read(place(version));
            VarHandle.loadLoadFence();
            if ((int) INT.getVolatile(bytes, VERSION_AT) == version) {
                return admission;
            }
        }
    }

    private Admission read(long place) {
        int defaultMode = bytes.get(JAVA_INT, place);
        int count = Math.clamp(bytes.get(JAVA_INT, place + 4), 0, Admission.MAX_ENTRIES);
        if (count == 0) {
            return new Admission(defaultMode, List.of());
        }
        List<AccessEntry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long at = place + ENTRIES_AT + i * ENTRY_LENGTH;
            entries.add(new AccessEntry(bytes.get(JAVA_INT, at), bytes.get(JAVA_INT, at + 4)));
        }
        return new Admission(defaultMode, entries);
    }

    private static long place(int version) {
        return ADMISSIONS_AT + (version & 1) * ADMISSION_LENGTH;
    }

    /** How many signals the exporter has posted to the importers; wraps around. */
    int signals() {
        return (int) INT.getVolatile(bytes, SIGNALS_AT);
    }

    void signal() {
        INT.getAndAdd(bytes, SIGNALS_AT, 1);
        Posix.futexWake(signalWord());
    }

    void awaitSignals(int seen, long nanos) {
        Posix.futexWait(signalWord(), seen, nanos);
    }

    private MemorySegment signalWord() {
        return bytes.asSlice(SIGNALS_AT, Integer.BYTES);
    }
}
