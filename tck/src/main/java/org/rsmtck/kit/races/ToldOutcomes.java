package org.rsmtck.kit.races;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.explore.Scopes;
import org.rsmtck.kit.wire.MalformedLineException;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What an agent tells of the trials of a race, in the words of outcomes. It numbers handles: a
 * handle is the number of the first call that was given it, from 1; an id that was chosen too.
 *
 * @param segment the id that the agent was told in place of the race's first; the next stands for
 *     its second
 */
record ToldOutcomes(Race race, int segment) {
    private static final String BETWEEN_OUTCOMES = ";";
    private static final String BETWEEN_REPLIES = ",";
    private static final char UNREADY = '!';
    private static final String NOT_MADE = "-";

    /**
     * How often each outcome came.
     *
     * @throws MalformedLineException if that cannot be read
     */
    Map<String, Long> counts(String told) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String one : told.isEmpty() ? new String[0] : told.split(BETWEEN_OUTCOMES)) {
            int star = one.indexOf('*');
            try {
                counts.merge(
                        words(one.substring(star + 1)),
                        Long.parseLong(one.substring(0, star)),
                        Long::sum);
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new MalformedLineException(
                        "the outcome \"" + one + "\" of a race cannot be read: " + e.getMessage());
            }
        }
        return counts;
    }

    private String words(String outcome) {
        return outcome.charAt(0) == UNREADY ? unready(outcome) : outcome(outcome);
    }

    private String unready(String outcome) {
        int equals = outcome.indexOf('=');
        RaceCall turn = race.setup().get(Integer.parseInt(outcome.substring(1, equals)) - 1);
        Replies replies = new Replies(race);
        replies.add(turn, reply(outcome.substring(equals + 1)));
        return Replies.UNREADY + replies.word(turn);
    }

    private String outcome(String outcome) {
        Replies replies = new Replies(race);
        List<RaceCall> setup = race.setup();
        for (int i = 0; i < setup.size(); i++) {
            if (setup.get(i).call().facts().isIssuing()) {
                replies.add(setup.get(i), new Reply.Handle(i + 1L));
            }
        }
        List<RaceCall> judged = new ArrayList<>();
        Stream.of(race.raced(), race.after()).forEach(judged::addAll);
        String[] told = outcome.split(BETWEEN_REPLIES);
        if (told.length != judged.size()) {
            throw new IllegalArgumentException(
                    told.length + " replies, and " + judged.size() + " calls");
        }
        for (int i = 0; i < told.length; i++) {
            if (!told[i].equals(NOT_MADE)) {
                replies.add(judged.get(i), reply(told[i]));
            }
        }
        return String.join(Replies.SEPARATOR, replies.outcome(race));
    }

    private Reply reply(String told) {
        int colon = told.indexOf(':');
        String word = colon < 0 ? told : told.substring(0, colon);
        String rest = told.substring(colon + 1);
        return switch (word) {
            case "done" -> Reply.done();
            case "handle" -> new Reply.Handle(Long.parseLong(rest));
            case "pollfd" -> new Reply.Pollfd(0, 0);
            case "mode" -> new Reply.Mode(Integer.parseInt(rest));
            case "published" -> published((int) Long.parseLong(rest));
            case "chosen" -> new Reply.Published(Integer.parseInt(rest));
            case "data" -> new Reply.Data(Bytes.of(HexFormat.of().parseHex(rest)));
            case "refused" -> refused(rest, 0);
            case "refused_with_out" -> refused(rest, 1);
            case "unknown" -> new Reply.Unknown(Integer.parseInt(rest));
            case "no_reply" -> new Reply.NoReply(rest);
            default -> throw new IllegalArgumentException("\"" + told + "\" is no reply");
        };
    }

    /** The id as the race has it. */
    private Reply.Published published(int told) {
        boolean isOwn = told == segment || told == segment + 1;
        return new Reply.Published(isOwn ? Scopes.FIRST + told - segment : told);
    }

    private static Reply refused(String number, long out) {
        RsmError error =
                RsmError.of(Integer.parseInt(number))
                        .orElseThrow(() -> new IllegalArgumentException(number + " is no error"));
        return new Reply.Refused(error, out);
    }
}
