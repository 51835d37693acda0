package org.rsmtck.kit.races;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Call;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.api.Session;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.kit.target.Answers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One trial of a race, in a session of its own: what the classes that jcstress runs hand everything
 * to. It runs in a process that jcstress has started, and learns of the implementation from a
 * system property.
 */
public final class RaceTrial {
    static final String IMPLEMENTATION = "rsmtck.races.implementation";

    private static final Fabric FABRIC = fabric();
    private static final Map<String, Race> RACES = new ConcurrentHashMap<>();
    private static final Set<Session> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> OPEN.forEach(RaceTrial::closeQuietly)));
    }

    /** About as long as calls take, so that the slower of the two is sometimes first. */
    private static final int[] HEAD_STARTS_NANOS = {1, 1, 30_000, 300_000};

    private final Race race;
    private final Replies replies;
    private final List<Participant> participants = new ArrayList<>();
    private final int headStart = headStart();
    private @Nullable Session session;
    private @Nullable String failure;

    /** Opens a session and makes the calls that come before the race. */
    public RaceTrial(String name) {
        race = RACES.computeIfAbsent(name, RaceTrial::race);
        replies = new Replies(race);
        try {
            open();
            race.setup().forEach(this::take);
            failure = replies.unready(race).orElse(null);
        } catch (RuntimeException | LinkageError | AssertionError e) {
            failure = Replies.UNREADY + e;
        }
    }

    private static Race race(String name) {
        return RaceList.named(name, FABRIC.capabilities().pageSize())
                .orElseThrow(() -> new IllegalArgumentException("no race is called " + name));
    }

    private void open() {
        try (Patience _ = Patience.with("open")) {
            session = FABRIC.open(race.setting().topology());
            OPEN.add(session);
            for (Setting.Member member : race.setting().members()) {
                participants.add(session.attach(member.node(), member.who()));
            }
        }
    }

    /** What one of the two threads calls. */
    public void first() {
        if (failure == null) {
            pause(-headStart);
            race.first().forEach(this::take);
        }
    }

    /** What the other calls. */
    public void second() {
        if (failure == null) {
            pause(headStart);
            race.second().forEach(this::take);
        }
    }

    /** Makes the calls that come after, closes the session, and tells what came out. */
    public String outcome() {
        if (failure == null) {
            race.after().forEach(this::take);
        }
        Optional<String> closing = session == null ? Optional.empty() : close();
        if (failure != null) {
            return failure;
        }
        return closing.orElseGet(() -> String.join(Replies.SEPARATOR, replies.outcome(race)));
    }

    /** By how much the first of the two is ahead, in half of the trials. */
    private static int headStart() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int most = HEAD_STARTS_NANOS[random.nextInt(HEAD_STARTS_NANOS.length)];
        return random.nextInt(-most, most);
    }

    private static void pause(int nanos) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) {
            Thread.onSpinWait();
        }
    }

    private void take(RaceCall turn) {
        replies.resolved(turn).ifPresent(call -> replies.add(turn, reply(turn.process(), call)));
    }

    // The implementation may do anything at all, and all of it is an outcome.
    private Reply reply(int process, Call call) {
        try (Patience _ = Patience.with(call.word())) {
            return Answers.of(() -> participants.get(process).call(call));
        }
    }

    private Optional<String> close() {
        Session opened = requireNonNull(session);
        OPEN.remove(opened);
        try (Patience _ = Patience.with("close")) {
            opened.close();
            return Optional.empty();
        } catch (RuntimeException | LinkageError | AssertionError e) {
            return Optional.of("after the race: closing threw " + e);
        }
    }

    private static void closeQuietly(Session session) {
        try {
            session.close();
        } catch (RuntimeException e) {
            // The process ends, and nobody counts any more.
        }
    }

    private static Fabric fabric() {
        String name = System.getProperty(IMPLEMENTATION);
        try {
            return Class.forName(name).asSubclass(Fabric.class).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(name + " cannot be made", e);
        }
    }
}
