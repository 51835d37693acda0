package org.rsmtck.kit.wire;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Reply;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Calls, replies and events as lines, and back. Reading is total: what cannot be read ends in a
 * {@link MalformedLineException} and in nothing else.
 */
public final class Wire {
    /** The version that is written, and the only one that is read. */
    public static final int VERSION = 1;

    private static final Forms<Call> CALLS = Forms.of("call", Call.class, Call::word);
    private static final Forms<Reply> REPLIES =
            Forms.of("reply", Reply.class, reply -> Forms.word(reply.getClass()));
    private static final Forms<Event> EVENTS =
            Forms.of("event", Event.class, event -> Forms.word(event.getClass()));

    private Wire() {}

    /** For instance {@code {"v":1,"call":"disconnect","handle":"0x3"}}. */
    public static Line of(Call call) {
        return CALLS.write(call);
    }

    /** For instance {@code {"v":1,"reply":"refused","error":10,"out":"0x0"}}. */
    public static Line of(Reply reply) {
        return REPLIES.write(reply);
    }

    /** For instance {@code {"v":1,"event":"killed","process":0}}. */
    public static Line of(Event event) {
        return EVENTS.write(event);
    }

    /**
     * The call that a line of exactly its fields stands for.
     *
     * @throws MalformedLineException if it stands for none
     */
    public static Call call(Line line) {
        return CALLS.read(line);
    }

    /**
     * The reply that a line of exactly its fields stands for.
     *
     * @throws MalformedLineException if it stands for none
     */
    public static Reply reply(Line line) {
        return REPLIES.read(line);
    }

    /**
     * The event that a line of exactly its fields stands for.
     *
     * @throws MalformedLineException if it stands for none
     */
    public static Event event(Line line) {
        return EVENTS.read(line);
    }

    /** {@link #call(Line)} of {@link Line#parse}. */
    public static Call call(String text) {
        return call(Line.parse(text));
    }

    /** {@link #reply(Line)} of {@link Line#parse}. */
    public static Reply reply(String text) {
        return reply(Line.parse(text));
    }

    /** {@link #event(Line)} of {@link Line#parse}. */
    public static Event event(String text) {
        return event(Line.parse(text));
    }

    /**
     * How the field {@code expect} of a call in a chain names a reply: by its word and, where that
     * is a refusal, the number of its error.
     */
    public static String expected(Reply reply) {
        return reply instanceof Reply.Refused refused
                ? "refused:" + refused.error().number()
                : Forms.word(reply.getClass());
    }

    /** What calls are called. */
    public static Set<String> callWords() {
        return CALLS.words();
    }

    /**
     * For each of {@code call}, {@code reply} and {@code event}, by the word that such a line has
     * in that field: its other fields, and what may stand in each, as keywords of JSON Schema. A
     * reader may ask for more than a schema can say.
     */
    public static SequencedMap<String, SequencedMap<String, SequencedMap<String, Object>>>
            schemas() {
        SequencedMap<String, SequencedMap<String, SequencedMap<String, Object>>> schemas =
                new LinkedHashMap<>();
        schemas.put("call", CALLS.schemas());
        schemas.put("reply", REPLIES.schemas());
        schemas.put("event", EVENTS.schemas());
        return schemas;
    }

    /** Every kind of line there is, as rows of a table in Markdown, its head included. */
    public static List<String> table() {
        return Stream.of(
                        Stream.of("| line | fields after `v` |", "|---|---|"),
                        CALLS.rows(),
                        REPLIES.rows(),
                        EVENTS.rows())
                .flatMap(rows -> rows)
                .toList();
    }
}
