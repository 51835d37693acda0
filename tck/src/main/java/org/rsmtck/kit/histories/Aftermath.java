package org.rsmtck.kit.histories;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.kit.execute.Invoker;
import org.rsmtck.kit.execute.Observer;
import org.rsmtck.kit.execute.Visits;
import org.rsmtck.model.Import;

import java.util.List;
import java.util.Set;

/** How that is looked at which is left: by calls like others, one after another. */
enum Aftermath {
    /**
     * Maps, publishes anew to nobody who is there, and maps once more: who was cut off stays so.
     */
    ANEW,
    /** Reads, writes, heals what is broken, and reads again. */
    READING,
    /** Does everything that may be done through an import. */
    USING,
    /** Connects to what is, or is not, published. */
    CONNECTING,
    /** Takes everything down at once. */
    LEAVING;

    private static final int SAMPLE = 64;

    /** No topology of this suite has a node of this number. */
    private static final AccessList NOBODY = AccessList.of(new AccessEntry(9, 0666));

    /**
     * Looks.
     *
     * @param segments the ids that there may be
     */
    void look(Invoker voice, Set<Integer> segments) {
        if (this == ANEW) {
            mapAll(voice);
            publishToNobody(voice, segments);
            mapAll(voice);
        }
        for (Observer observer : observers()) {
            observer.observe(voice, segments);
        }
    }

    private List<Observer> observers() {
        return switch (this) {
            case READING -> List.of(Observer.READER, Observer.RECOVERY, Observer.TEARDOWN);
            case USING -> List.of(Observer.GRANTEE, Observer.TEARDOWN);
            case CONNECTING -> List.of(Observer.NEW_IMPORTER, Observer.TEARDOWN);
            case ANEW, LEAVING -> List.of(Observer.TEARDOWN);
        };
    }

    private static void mapAll(Invoker voice) {
        Visits.imports(voice, (process, handle, it) -> map(voice, process, handle, it));
    }

    private static void map(Invoker voice, int process, long handle, Import segment) {
        boolean wasMapped = segment.isExplicitlyMapped();
        long page = voice.world().pageSize();
        voice.say(process, new Call.Map(handle, segment.permission(), 0, page, Out.VALID));
        boolean isMapped =
                voice.world()
                        .process(process)
                        .imports()
                        .get(handle)
                        .filter(Import::isExplicitlyMapped)
                        .isPresent();
        if (isMapped && !wasMapped) {
            voice.say(process, new Call.Load(handle, 0, SAMPLE));
            voice.say(process, new Call.Store(handle, 0, Bytes.ofWord(handle)));
            voice.say(process, new Call.Unmap(handle));
        }
    }

    private static void publishToNobody(Invoker voice, Set<Integer> segments) {
        Visits.exports(
                voice,
                (process, handle, export) -> {
                    if (!export.isPublished()) {
                        for (int segment : segments) {
                            voice.say(
                                    process, new Call.Publish(handle, segment, NOBODY, Out.VALID));
                        }
                    }
                });
    }
}
