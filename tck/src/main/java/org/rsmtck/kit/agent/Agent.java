package org.rsmtck.kit.agent;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.library.MissingFunctionException;
import org.rsmtck.kit.library.Pointing;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.kit.wire.MalformedLineException;
import org.rsmtck.kit.wire.Wire;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Carries out requests, each thread's in its order. Thread 0 is the one that reads them. */
final class Agent {
    private static final String NUMBER = "request";
    private static final Pattern NUMBER_FIELD =
            Pattern.compile("\"request\"\\s*:\\s*([1-9][0-9]{0,17})(?![0-9])");
    private static final String[] AROUND_CALL = {
        NUMBER,
        "thread",
        "chain",
        "expect",
        "handle_from",
        "segment_from",
        "pointer",
        Meetings.MEETING,
        Meetings.PARTIES,
        "delay",
        "processor",
        "timed"
    };
    private static final int OCTAL = 8;
    private static final int MOST_BYTES = 512 << 10;
    static final int MOST_THREADS = 64;

    private final Channel channel;
    private final Host host;
    private final Callers callers = new Callers();
    private final Chains chains = new Chains();
    private final Meetings meetings = new Meetings();
    private final Races races;

    Agent(Channel channel, Host host) {
        this.channel = channel;
        this.host = host;
        this.races = new Races(host);
    }

    /** Says who is there. */
    void greet() {
        String own = Integer.toString(Libc.gid());
        channel.write(
                line().with("agent", "rsm-tck on the JVM")
                        .with("pid", ProcessHandle.current().pid())
                        .with("uid", Integer.toUnsignedLong(Libc.uid()))
                        .with("gid", Integer.toUnsignedLong(Libc.gid()))
                        .with("real_uid", Integer.toUnsignedLong(Libc.realUid()))
                        .with("real_gid", Integer.toUnsignedLong(Libc.realGid()))
                        .with(
                                "groups",
                                Libc.groups().stream()
                                        .map(Integer::toUnsignedString)
                                        .filter(group -> !group.equals(own))
                                        .collect(Collectors.joining(",")))
                        .with("umask", "0" + Integer.toOctalString(Libc.umask()))
                        .with("page_size", Usage.PAGE_SIZE)
                        .with("events", String.join(",", host.events()))
                        .with("abilities", "races,ends")
                        .with("missing", String.join(",", host.missing())));
    }

    /** Carries out requests until the input ends. */
    void serve() {
        for (String text = channel.read(); text != null; text = channel.read()) {
            dispatch(text);
        }
    }

    private void dispatch(String text) {
        long id = 0;
        try {
            if (text.length() > Channel.LONGEST_LINE) {
                throw new MalformedLineException("the line is longer than 1 MiB; send it in parts");
            }
            id = number(text);
            Line request = Line.parse(text);
            requireWellFormed(request);
            long thread = request.has("thread") ? request.integer("thread") : 0;
            if (thread < 0 || thread >= MOST_THREADS) {
                throw new MalformedLineException(
                        "thread " + thread + " is not from 0 to " + (MOST_THREADS - 1));
            }
            long own = id;
            if (thread == 0) {
                channel.write(answered(own, request, thread));
            } else {
                callers.execute(thread, () -> channel.write(answered(own, request, thread)));
            }
        } catch (MalformedLineException e) {
            channel.write(line().with(NUMBER, id).with("malformed", e.getMessage()));
        }
    }

    /** The number of the request, also where the rest of it cannot be read; 0 if it has none. */
    private static long number(String text) {
        Matcher number = NUMBER_FIELD.matcher(text);
        return number.find() ? Long.parseLong(number.group(1)) : 0;
    }

    private static void requireWellFormed(Line request) {
        if (request.integer("v") != Wire.VERSION) {
            throw new MalformedLineException(
                    "version " + request.integer("v") + " is not " + Wire.VERSION);
        }
        if (request.integer(NUMBER) <= 0) {
            throw new MalformedLineException(
                    "field \"request\": "
                            + request.integer(NUMBER)
                            + " is not greater than 0; give each request its own");
        }
        if (!request.has("chain")) {
            for (String field : List.of("expect", "handle_from", "segment_from")) {
                boolean isOfRace = field.equals("handle_from") && request.has("race");
                if (request.has(field) && !isOfRace) {
                    throw new MalformedLineException(
                            "field \"" + field + "\" is for a call of a chain; give it a chain");
                }
            }
        }
    }

    private static void requireNothingBut(Line request, String... fields) {
        Line rest = request.without(fields).without("v", NUMBER, "thread", "do");
        if (!rest.fields().isEmpty()) {
            throw new MalformedLineException(
                    "fields " + rest.fields().keySet() + " are not known; leave them out");
        }
    }

    private Line answered(long id, Line request, long thread) {
        Line answer = line().with(NUMBER, id);
        try {
            return answer.with(answer(id, request, thread));
        } catch (MalformedLineException e) {
            return answer.with("malformed", e.getMessage());
        } catch (MissingFunctionException e) {
            return answer.with("missing", e.function());
        } catch (UnsupportedOperationException e) {
            return answer.with("unable", String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            // Whatever fails here is the agent's own, and no answer of the implementation.
            return answer.with("unable", "the agent itself failed: " + e);
        }
    }

    private Line answer(long id, Line request, long thread) {
        if (request.has("call")) {
            return callAnswer(id, request, thread);
        }
        if (request.has("event")) {
            host.apply(Wire.event(request.without(NUMBER, "thread")));
            return Wire.of(Reply.done());
        }
        return chore(request);
    }

    private Line chore(Line request) {
        String word = request.text("do");
        if (word.equals("race")) {
            requireNothingBut(request, "race", "trials", "milliseconds");
            return races.run(request);
        }
        requireNothingBut(request, "mask", Meetings.MEETING, Meetings.PARTIES, "number");
        return switch (word) {
            case "umask" -> {
                host.umask(mask(request.text("mask")));
                yield Wire.of(Reply.done());
            }
            case "meet" -> {
                meetings.pass(request);
                yield Wire.of(Reply.done());
            }
            case "clear" -> line().with("left", host.clear());
            case "usage" -> Usage.addTo(line());
            case "end_thread" -> {
                endThread(request.integer("number"));
                yield Wire.of(Reply.done());
            }
            case "exit" -> {
                System.exit(0);
                yield Wire.of(Reply.done());
            }
            default ->
                    throw new MalformedLineException(
                            "field \"do\": \""
                                    + word
                                    + "\" is none of umask, meet, race, clear, usage, end_thread"
                                    + " and exit");
        };
    }

    private void endThread(long number) {
        if (number <= 0 || number >= MOST_THREADS) {
            throw new MalformedLineException(
                    "field \"number\": " + number + " is not from 1 to " + (MOST_THREADS - 1));
        }
        callers.end(number);
        chains.forget(number);
    }

    private Line callAnswer(long id, Line request, long thread) {
        Call call = Wire.call(request.without(AROUND_CALL).without(RaceTurns.FIELDS));
        requireNoNul(request);
        if (request.has("race")) {
            races.tell(id, call, request);
            return Wire.of(Reply.done());
        }
        Chain chain = chains.of(request, thread);
        if (chain.brokenBy().isPresent()) {
            return line().with("skipped", chain.brokenBy().getAsLong());
        }
        Call resolved = chain.resolved(call, request);
        Pointing pointing = pointing(call, request);
        meetings.comeIfAsked(request);
        long began = System.nanoTime();
        Reply reply = host.call(resolved, pointing);
        long ended = System.nanoTime();
        chain.answered(id, reply, request);
        if (reply instanceof Reply.Data(var bytes) && bytes.length() > MOST_BYTES) {
            throw new UnsupportedOperationException(
                    "no line can hold " + bytes.length() + " bytes");
        }
        return request.has("timed")
                ? Wire.of(reply).with("began", began).with("ended", ended)
                : Wire.of(reply);
    }

    /** A string of C ends at the first. */
    private static void requireNoNul(Line request) {
        request.fields()
                .forEach((name, value) -> {
                    if (value instanceof String text && text.indexOf(0) >= 0) {
                        throw new MalformedLineException(
                                "field \"" + name + "\" holds a NUL, which no C string can");
                    }
                });
    }

    private static Pointing pointing(Call call, Line request) {
        if (!request.has("pointer")) {
            return Pointing.AS_SAID;
        }
        if (!call.facts().hasPointer()) {
            throw new MalformedLineException(
                    "field \"pointer\": " + call.word() + " has no pointer; leave it out");
        }
        String word = request.text("pointer");
        try {
            return Pointing.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new MalformedLineException(
                    "field \"pointer\": \""
                            + word
                            + "\" is none of misaligned, unmapped and readonly");
        }
    }

    private static int mask(String octal) {
        if (!octal.matches("0[0-7]{0,3}")) {
            throw new MalformedLineException(
                    "field \"mask\": \""
                            + octal
                            + "\" is no mask; write up to three octal digits after a 0");
        }
        return Integer.parseInt(octal, OCTAL);
    }

    private static Line line() {
        return Line.EMPTY.with("v", Wire.VERSION);
    }
}
