package org.rsmtck.kit.races;

import static java.util.Objects.requireNonNull;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What the turns of one race were answered with. Actors may add to it at the same time. */
final class Replies {
    static final String SEPARATOR = " | ";

    /** Stands for any reply: nothing is promised of the call. */
    static final String ANY = "*";

    /** Begins what is recorded of a trial in which the race was not run. */
    static final String UNREADY = "before the race: ";

    private static final String LEFT_OUT = "-";
    private static final String OUT_NOT_NULL = ", out not null";

    private final List<RaceCall> turns;
    private final Reply[] replies;
    private final boolean isCareful;
    private final int careFrom;
    private final Map<String, Integer> places = new HashMap<>();

    Replies(Race race) {
        turns = race.turns();
        isCareful = race.isCareful();
        careFrom = turns.size() - race.after().size();
        replies = new Reply[turns.size()];
        for (int i = 0; i < replies.length; i++) {
            places.put(turns.get(i).name(), i);
        }
    }

    private Replies(Replies other) {
        turns = other.turns;
        isCareful = other.isCareful;
        careFrom = other.careFrom;
        places.putAll(other.places);
        replies = other.replies.clone();
    }

    Replies with(RaceCall turn, Reply reply) {
        Replies more = new Replies(this);
        more.add(turn, reply);
        return more;
    }

    void add(RaceCall turn, Reply reply) {
        replies[place(turn.name())] = reply;
    }

    /** The call on the handle that was given; empty if none was, or if it is not to be made. */
    Optional<Call> resolved(RaceCall turn) {
        return isCareful && place(turn.name()) >= careFrom && isEnded(turn)
                ? Optional.empty()
                : turn.resolved(this::issued);
    }

    /** Whether an earlier call has given back what the turn is on. */
    private boolean isEnded(RaceCall turn) {
        for (int i = 0; i < place(turn.name()); i++) {
            if (turns.get(i).isEnding()
                    && turns.get(i).on().equals(turn.on())
                    && replies[i] instanceof Reply.Success) {
                return true;
            }
        }
        return false;
    }

    private int place(String name) {
        return requireNonNull(places.get(name));
    }

    private OptionalLong issued(String name) {
        return replies[place(name)] instanceof Reply.Handle(long handle)
                ? OptionalLong.of(handle)
                : OptionalLong.empty();
    }

    /** How many turns were answered. */
    int size() {
        return (int) Arrays.stream(replies).filter(reply -> reply != null).count();
    }

    /** The handles that the process was given so far. */
    List<Reply> handles(int process) {
        List<Reply> handles = new ArrayList<>();
        for (int i = 0; i < replies.length; i++) {
            if (turns.get(i).process() == process && replies[i] instanceof Reply.Handle handle) {
                handles.add(handle);
            }
        }
        return handles;
    }

    /** The ids that segments were published under so far. */
    List<Reply> ids() {
        return Arrays.stream(replies).filter(Reply.Published.class::isInstance).toList();
    }

    /** The replies from the race on, with handles by name. */
    List<String> outcome(Race race) {
        List<String> words = new ArrayList<>();
        for (int i = race.setup().size(); i < replies.length; i++) {
            words.add(word(turns.get(i)));
        }
        return words;
    }

    /** The error that a word for a reply tells of, if it is a refusal. */
    static Optional<RsmError> error(String reply) {
        return Arrays.stream(RsmError.values())
                .filter(error ->
                        reply.equals(error.name()) || reply.equals(error.name() + OUT_NOT_NULL))
                .findFirst();
    }

    /** Of how many calls an outcome tells that were made. */
    static long answered(String outcome) {
        return Arrays.stream(outcome.split(Pattern.quote(SEPARATOR)))
                .filter(word -> word.contains("=") && !word.endsWith("=" + LEFT_OUT))
                .count();
    }

    /** What went wrong before the race, if anything did. */
    Optional<String> unready(Race race) {
        for (int i = 0; i < race.setup().size(); i++) {
            if (!(replies[i] instanceof Reply.Success)) {
                return Optional.of(UNREADY + word(turns.get(i)));
            }
        }
        return Optional.empty();
    }

    /** What the turn was answered with, and its name. */
    String word(RaceCall turn) {
        return turn.name() + "=" + word(place(turn.name()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Replies that
                && turns.equals(that.turns)
                && Arrays.equals(replies, that.replies);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(replies);
    }

    private String word(int place) {
        return switch (replies[place]) {
            case null -> LEFT_OUT;
            case Reply.Done _ -> "done";
            case Reply.Handle(long value) -> named(place, value);
            case Reply.Published(int segment) when turns.get(place).isToChoose() ->
                    chosen(place, segment);
            case Reply.Pollfd _ -> "descriptor";
            case Reply.Published(int segment) -> "0x" + Integer.toHexString(segment);
            case Reply.Data(Bytes bytes) -> runs(bytes);
            case Reply.Refused(var error, long out) ->
                    error.name() + (out == 0 ? "" : OUT_NOT_NULL);
            case Reply.NoReply(String how) when how.equals(ANY) -> ANY;
            case Reply.NoReply(String how) -> "no reply: " + how.replace(SEPARATOR, " ");
            case Reply.Unknown(int number) -> "unknown " + number;
            case Reply other -> other.toString();
        };
    }

    private String named(int place, long value) {
        for (int i = 0; i < place; i++) {
            if (turns.get(i).process() == turns.get(place).process()
                    && replies[i] instanceof Reply.Handle(long earlier)
                    && earlier == value) {
                return RaceCall.SAME + turns.get(i).name();
            }
        }
        return RaceCall.FRESH;
    }

    /** An id counts for the whole node. */
    private String chosen(int place, int segment) {
        for (int i = 0; i < place; i++) {
            if (replies[i] instanceof Reply.Published(int earlier) && earlier == segment) {
                return RaceCall.SAME + turns.get(i).name();
            }
        }
        return RaceCall.FRESH;
    }

    private static String runs(Bytes bytes) {
        StringBuilder text = new StringBuilder();
        byte[] all = bytes.toArray();
        int start = 0;
        for (int i = 1; i <= all.length; i++) {
            if (i == all.length || all[i] != all[start]) {
                text.append(text.isEmpty() ? "" : " ").append("%02x".formatted(all[start]));
                if (i - start > 1) {
                    text.append("x").append(i - start);
                }
                start = i;
            }
        }
        return text.toString();
    }
}
