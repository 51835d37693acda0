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
        if (request.has("processor")) {
            Processors.keepOnOne((int) between(request, "processor", 0, Agent.MOST_THREADS));
        }
        if (request.has(MEETING) || request.has(PARTIES)) {
            // Who waits in vain goes on alone: the times will tell.
            var _ = meeting(request).await(LONGEST_WAIT);
        }
        if (request.has("timed")) {
            between(request, "timed", 1, 1);
        }
        if (request.has("delay")) {
            RollCall.pause(between(request, "delay", 0, MOST_DELAY));
        }
    }

    /** Comes, and does not wait. */
    void pass(Line request) {
        meeting(request).pass();
    }

    private RollCall meeting(Line request) {
        long number = between(request, MEETING, 1, Long.MAX_VALUE);
        int parties = (int) between(request, PARTIES, 1, Agent.MOST_THREADS);
        RollCall meeting = meetings.computeIfAbsent(number, _ -> new RollCall(parties));
        // One that is over is asked for no more: those of long ago are.
        meetings.keySet().removeIf(other -> other < number - KEPT);
        return meeting;
    }

    static long between(Line request, String field, long least, long most) {
        long value = request.integer(field);
        if (value < least || value > most) {
            throw new MalformedLineException(
                    "field \"%s\": %d is not from %d to %d".formatted(field, value, least, most));
        }
        return value;
    }
}
