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
 * The layout of a card: what one publication offers, in the ledger of its exporter.
 *
 * <p>Everyone may read a card, only its exporter writes it. It is written before the publication
 * gets its name, and three words change afterwards: the state (once, when the publication is
 * withdrawn), the admission in force, and the count of the exporter's signals. The state of what is
 * published is its generation; what is withdrawn has none, and another may then be written in its
 * place. So whoever finds the generation that he looks for before and after has read a whole card.
 * The admission stands in one of two places, by the last bit of its version: the other is written
 * first and the version stored after it, so that a reader who finds one version before and after
 * has read a whole one, and an exporter that dies in between leaves the old one in force.
 */
record PublicationHeader(MemorySegment bytes) {
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
    private static final long GENERATION_AT = 40;
    private static final long BELL_AT = 48;
    private static final long ADMISSIONS_AT = 64;
    private static final long ENTRIES_AT = 8;
    private static final long ENTRY_LENGTH = 8;
    private static final long ADMISSION_LENGTH = ENTRIES_AT + Admission.MAX_ENTRIES * ENTRY_LENGTH;

    private static final VarHandle INT = JAVA_INT.varHandle();

    /** Says which publication is about to take the place, before there is anything of it. */
    void announce(Place place) {
        bytes.set(JAVA_INT, GENERATION_AT, place.generation());
        // What is written from here on is of another publication than what was withdrawn.
        VarHandle.fullFence();
    }

    /** Fills an announced card; from here on whoever has its place finds it published. */
    void write(Offer offer, Place place, int bell) {
        bytes.set(JAVA_INT, NODE_AT, offer.node());
        bytes.set(JAVA_INT, SEGMENT_AT, offer.segment());
        bytes.set(JAVA_INT, PORT_AT, offer.port());
        bytes.set(JAVA_INT, UID_AT, offer.uid());
        bytes.set(JAVA_INT, GID_AT, offer.gid());
        bytes.set(JAVA_LONG, LENGTH_AT, offer.length());
        bytes.set(JAVA_INT, BELL_AT, bell);
        bytes.set(JAVA_INT, SIGNALS_AT, 0);
        admit(offer.admission());
        INT.setVolatile(bytes, STATE_AT, place.generation());
    }

    /** The publication that has the place, or had it last, or was to have it; 0 if none ever. */
    int generation() {
        return bytes.get(JAVA_INT, GENERATION_AT);
    }

    boolean isPublished(Place place) {
        return (int) INT.getVolatile(bytes, STATE_AT) == place.generation();
    }

    /**
     * From here on the segment is not published; all processes that map the card see it at once.
     */
    void withdraw() {
        INT.setVolatile(bytes, STATE_AT, WITHDRAWN);
    }

    int node() {
        return bytes.get(JAVA_INT, NODE_AT);
    }

    int segment() {
        return bytes.get(JAVA_INT, SEGMENT_AT);
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
    }
}
