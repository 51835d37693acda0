package org.rsmtck.kit.agent;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Call.OnHandle;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.library.Pointing;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.kit.wire.MalformedLineException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** The calls of the race that an agent was told last, in the order in which it was told them. */
final class RaceTurns {
    /** The fields around such a call. */
    static final String[] FIELDS = {"race", "part", "racer", "careful"};

    static final int MOST_RACERS = 4;

    private static final int MOST_TURNS = 48;
    private static final String NOT_MADE = "-";

    private final long number;
    private final List<RaceTurn> turns = new ArrayList<>();
    private final Map<Long, Integer> places = new HashMap<>();
    private volatile @Nullable RuntimeException failure;

    RaceTurns(long number) {
        this.number = number;
    }

    boolean is(long other) {
        return number == other;
    }

    List<RaceTurn> all() {
        return turns;
    }

    int racers() {
        return 1 + turns.stream().mapToInt(RaceTurn::racer).max().orElse(0);
    }

    /** Takes a call in. */
    void add(long request, Call call, Line around) {
        if (turns.size() == MOST_TURNS) {
            throw new MalformedLineException(
                    "field \"race\": " + number + " has more than 48 calls; leave some out");
        }
        long racer = around.has("racer") ? around.integer("racer") : 1;
        if (racer < 1 || racer > MOST_RACERS) {
            throw new MalformedLineException("field \"racer\": " + racer + " is not from 1 to 4");
        }
        places.put(request, turns.size());
        boolean isCareful = around.has("careful") && Meetings.between(around, "careful", 0, 1) == 1;
        turns.add(
                new RaceTurn(
                        call, part(around.text("part")), (int) racer - 1, from(around), isCareful));
    }

    private static RaceTurn.Part part(String word) {
        try {
            return RaceTurn.Part.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new MalformedLineException(
                    "field \"part\": \"" + word + "\" is none of base, setup, race and after");
        }
    }

    private OptionalInt from(Line around) {
        if (!around.has("handle_from")) {
            return OptionalInt.empty();
        }
        Integer place = places.get(around.integer("handle_from"));
        if (place == null) {
            throw new MalformedLineException(
                    "field \"handle_from\": "
                            + around.integer("handle_from")
                            + " is no earlier call of the race");
        }
        return OptionalInt.of(place);
    }

    /** Makes the call, unless it is on a handle that was not given. */
    void make(RaceTurn turn, Host host) {
        Call call = turn.call();
        if (turn.from().isPresent()) {
            int from = turn.from().getAsInt();
            if (turn.isCareful() && turns.stream().anyMatch(other -> other.hasEnded(from))) {
                return;
            }
            Reply given = turns.get(from).reply();
            if (!(given instanceof Reply.Handle(long handle))) {
                return;
            }
            call = call instanceof OnHandle on ? on.onHandle(handle) : call;
        }
        long began = System.nanoTime();
        try {
            Reply reply = host.call(call, Pointing.AS_SAID);
            turn.answered(call, reply, began, System.nanoTime());
        } catch (RuntimeException e) {
            // No answer of the implementation: whoever asked for the race is told.
            failure = e;
        }
    }

    /**
     * Nothing, if the agent could make every call.
     *
     * @throws RuntimeException why it could not
     */
    void requireNoFailure() {
        RuntimeException why = failure;
        failure = null;
        if (why != null) {
            throw why;
        }
    }

    /** What the calls from the race on were answered with, in their order. */
    String outcome() {
        List<String> words = new ArrayList<>();
        for (RaceTurn turn : turns) {
            if (turn.part().compareTo(RaceTurn.Part.RACE) >= 0) {
                words.add(word(turn));
            }
        }
        return String.join(",", words);
    }

    /** Which call before the race was not answered with success, and how it was answered. */
    String unready(RaceTurn turn) {
        return "!" + (turns.indexOf(turn) + 1) + "=" + word(turn);
    }

    private String word(RaceTurn turn) {
        return switch (turn.reply()) {
            case null -> NOT_MADE;
            case Reply.Done _ -> "done";
            case Reply.Handle(long handle) -> "handle:" + firstWith(handle);
            case Reply.Pollfd _ -> "pollfd";
            case Reply.Published(int segment) when turn.isToChoose() ->
                    "chosen:" + firstUnder(segment);
            case Reply.Published(int segment) -> "published:" + Integer.toUnsignedString(segment);
            case Reply.Data(Bytes bytes) -> "data:" + HexFormat.of().formatHex(bytes.toArray());
            case Reply.Mode(int mode) -> "mode:" + mode;
            case Reply.Refused(var error, long out) ->
                    (out == 0 ? "refused:" : "refused_with_out:") + error.number();
            case Reply.Unknown(int unknown) -> "unknown:" + unknown;
            case Reply.NoReply(String how) ->
                    "no_reply:" + how.replaceAll("[,;*=:\\p{Cntrl}]", " ");
            case Reply.Attributes _, Reply.Interconnect _, Reply.SegmentIds _ -> "unable";
        };
    }

    private int firstUnder(int segment) {
        int i = 0;
        while (!turns.get(i).isUnder(segment)) {
            i++;
        }
        return i + 1;
    }

    private int firstWith(long handle) {
        for (int i = 0; i < turns.size() && handle != 0; i++) {
            if (turns.get(i).isGiven(handle)) {
                return i + 1;
            }
        }
        return 0;
    }
}
