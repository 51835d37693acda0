package org.rsmtck.kit.agent;

import org.rsmtck.kit.wire.Line;
import org.rsmtck.kit.wire.MalformedLineException;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where requests of several threads wait for each other, so that their calls overlap. */
final class Meetings {
    static final String MEETING = "meeting";
    static final String PARTIES = "parties";

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    private static final long MOST_DELAY = Duration.ofSeconds(1).toNanos();
    private static final int KEPT = 64;

    private final Map<Long, RollCall> meetings = new ConcurrentHashMap<>();

    /** Waits if the request is to, and then for as long as it says. */
    void comeIfAsked(Line request) {
        if (request.has(MEETING) || request.has(PARTIES)) {
            come(request);
        }
        if (request.has("delay")) {
            RollCall.pause(between(request, "delay", 0, MOST_DELAY));
        }
    }

    /**
     * Waits until as many requests as it names have come to the same meeting.
     *
     * @throws UnsupportedOperationException if they do not
     */
    void come(Line request) {
        long meeting = between(request, MEETING, 1, Long.MAX_VALUE);
        long parties = between(request, PARTIES, 1, Agent.MOST_THREADS);
        RollCall call = meetings.computeIfAbsent(meeting, _ -> new RollCall((int) parties));
        // One that is over is asked for no more: those of long ago are.
        meetings.keySet().removeIf(number -> number < meeting - KEPT);
        if (!call.await(LONGEST_WAIT)) {
            throw new UnsupportedOperationException(
                    "only "
                            + call.come()
                            + " of "
                            + parties
                            + " came to meeting "
                            + meeting);
        }
    }

    private static long between(Line request, String field, long least, long most) {
        long value = request.integer(field);
        if (value < least || value > most) {
            throw new MalformedLineException(
                    "field \"%s\": %d is not from %d to %d".formatted(field, value, least, most));
        }
        return value;
    }
}
