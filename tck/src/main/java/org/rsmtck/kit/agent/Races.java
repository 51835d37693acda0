package org.rsmtck.kit.agent;

import org.rsmtck.api.Call;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.kit.wire.MalformedLineException;

import java.time.Duration;

/** The race that the agent is told, call by call, and its trials. */
final class Races {
    private static final long MOST_TRIALS = 1_000_000_000;
    private static final long MOST_MILLIS = 60_000;

    private final Host host;
    private RaceTurns turns = new RaceTurns(0);

    Races(Host host) {
        this.host = host;
    }

    /** Takes in a call; another number is another race. */
    synchronized void tell(long id, Call call, Line request) {
        if (request.has("thread") && request.integer("thread") != 0) {
            throw new MalformedLineException("field \"thread\" is not for races; leave it out");
        }
        long number = Meetings.between(request, "race", 1, Long.MAX_VALUE);
        if (!turns.is(number)) {
            turns = new RaceTurns(number);
        }
        turns.add(id, call, request);
    }

    /** Runs trials; the fields of the answer. */
    synchronized Line run(Line request) {
        if (!turns.is(Meetings.between(request, "race", 1, Long.MAX_VALUE))) {
            throw new MalformedLineException(
                    "field \"race\": "
                            + request.integer("race")
                            + " is not the race whose calls were told last; tell them first");
        }
        return new RaceTrials(host, turns)
                .run(
                        Meetings.between(request, "trials", 1, MOST_TRIALS),
                        Duration.ofMillis(
                                Meetings.between(request, "milliseconds", 1, MOST_MILLIS)));
    }
}
