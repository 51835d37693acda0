package org.rsmtck.kit.history;

import org.rsmtck.api.Call;
import org.rsmtck.api.Call.OnHandle;
import org.rsmtck.api.Reply;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The handles and segment ids that the lines of a history name, and which of the handles a call may
 * have given out that was not answered: those that no reply gives out, and those of controllers
 * that were named before one did, since who gets a controller again gets the same handle. Takes
 * down what began and what returned in the order of time.
 */
final class NamedValues {
    private static final long FIRST_FRESH_HANDLE = 0x7FED_0000_0000L;
    private static final int FIRST_FRESH_SEGMENT = 0xFFED_0000;

    private final Map<Integer, Set<Long>> issued = new HashMap<>();
    private final Map<Integer, SortedSet<Long>> unissued = new HashMap<>();
    private final Map<Integer, SortedSet<Long>> controllers = new HashMap<>();
    private final NavigableSet<Integer> segments = new TreeSet<>();

    /** All handles that are like fresh ones. */
    private final NavigableSet<Long> high = new TreeSet<>();

    /** Takes down what a call names. */
    void named(int process, Call call) {
        if (call instanceof OnHandle on
                && on.handle() != 0
                && !issued.getOrDefault(process, Set.of()).contains(on.handle())) {
            of(unissued, process).add(on.handle());
            seen(on.handle());
        }
        if (call instanceof Call.Connect connect) {
            named(connect.segment());
        }
        if (call instanceof Call.Publish publish) {
            named(publish.segment());
        }
    }

    private void named(int segment) {
        if (segment != 0) {
            segments.add(segment);
        }
    }

    /** Takes down what the reply to a call gives out. */
    void gaveOut(int process, Call call, Reply reply) {
        if (reply instanceof Reply.Handle(long handle)) {
            issued.computeIfAbsent(process, none -> new HashSet<>()).add(handle);
            boolean wasNamed = of(unissued, process).remove(handle);
            if (wasNamed && call instanceof Call.GetController) {
                of(controllers, process).add(handle);
            }
            seen(handle);
        }
        if (reply instanceof Reply.Published(int segment)) {
            named(segment);
        }
    }

    private static SortedSet<Long> of(Map<Integer, SortedSet<Long>> handles, int process) {
        return handles.computeIfAbsent(process, none -> new TreeSet<>());
    }

    private void seen(long handle) {
        if (handle >= FIRST_FRESH_HANDLE) {
            high.add(handle);
        }
    }

    /** The handles that calls of the process name and no reply gave out. */
    SortedSet<Long> unissued(int process) {
        return unissued.getOrDefault(process, Collections.emptySortedSet());
    }

    /** The handles of controllers that calls of the process name before a reply gives them out. */
    SortedSet<Long> namedEarly(int process) {
        return controllers.getOrDefault(process, Collections.emptySortedSet());
    }

    /** The ids that any line names. */
    Set<Integer> segments() {
        return segments;
    }

    /** The first of so many handles that no line has. */
    long freshHandle(int count) {
        long handle = FIRST_FRESH_HANDLE;
        while (!high.subSet(handle, handle + count).isEmpty()) {
            handle += count;
        }
        return handle;
    }

    /** The first of so many ids that no line has. */
    int freshSegment(int count) {
        int segment = FIRST_FRESH_SEGMENT;
        while (!segments.subSet(segment, segment + count).isEmpty()) {
            segment += count;
        }
        return segment;
    }
}
