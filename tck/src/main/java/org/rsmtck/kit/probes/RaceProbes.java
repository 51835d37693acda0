package org.rsmtck.kit.probes;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.kit.judge.Narrative;
import org.rsmtck.kit.judge.Observation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Calls at the same time, by threads of one process and by several processes. Every round ends with
 * the world that it began with, so that each is judged for itself.
 */
final class RaceProbes {
    private static final String CONNECT = "connect/MT-safe";
    private static final String DISCONNECT = "disconnect/MT-safe";
    private static final int THREADS = 4;

    /** So many calls wait in the queue of each thread: one of them catches up with another. */
    private static final int QUEUED = 16;

    /** A round of mappings is as long as several others. */
    private static final int MAPPING_SHARE = 6;

    private RaceProbes() {}

    static List<Probe> all() {
        return List.of(
                Probe.of(
                        "several threads disconnect the same handle",
                        List.of(DISCONNECT),
                        RaceProbes::disconnects),
                Probe.of("several threads connect", List.of(CONNECT), RaceProbes::connects),
                Probe.of(
                        "connects of two processes at the same time",
                        List.of(CONNECT),
                        context -> RaceRound.each(context, 3, RaceRound::connectsOfTwo)),
                Probe.of(
                        "mappings of two processes, made and unmade at the same time",
                        List.of("frame/forced-disconnect", "connect/logical-connection"),
                        RaceProbes::mappings),
                Probe.of(
                        "publishes of two processes under one id",
                        List.of(CONNECT),
                        context -> RaceRound.each(context, 3, RaceRound::publishesOfTwo)),
                Probe.of(
                        "connects while the segment is unpublished",
                        List.of(CONNECT, "frame/forced-disconnect"),
                        context -> RaceRound.each(context, 2, RaceRound::connectsAgainstUnpublish)),
                Probe.of(
                        "disconnects while the segment is unpublished",
                        List.of(DISCONNECT, "frame/forced-disconnect"),
                        context ->
                                RaceRound.each(
                                        context, 2, RaceRound::disconnectsAgainstUnpublish)));
    }

    /**
     * Each thread disconnects the same handles in the same order. Disconnects of different handles
     * have no bearing on each other, so each handle is judged for itself.
     */
    private static void disconnects(ProbeContext context) {
        try (ProbeRun trial = context.trial(1)) {
            Fixture fixture = Fixture.alone(trial);
            List<Observation> before = trial.lines();
            Set<List<String>> known = new HashSet<>();
            for (int done = 0; done < context.effort().races(); done += QUEUED) {
                List<Long> handles = connected(trial, fixture);
                List<Racer> racers = new ArrayList<>();
                for (long handle : handles) {
                    for (int thread = 1; thread <= THREADS; thread++) {
                        racers.add(new Racer(0, thread, new Call.Disconnect(handle)));
                    }
                }
                context.called(racers.size());
                List<Reply> replies = Racer.race(trial, racers);
                for (int i = 0; i < handles.size(); i++) {
                    int from = i * THREADS;
                    List<Racer> some = racers.subList(from, from + THREADS);
                    List<Reply> their = replies.subList(from, from + THREADS);
                    if (known.add(words(their))) {
                        Recording recording = new Recording(context, trial.setting(), before);
                        recording.add(
                                0,
                                Fixture.connect(fixture.importing(), fixture.segment()),
                                new Reply.Handle(handles.get(i)));
                        Racer.record(recording, some, their);
                        recording.judge();
                    }
                }
                if (!trial.agent(0).isAlive()) {
                    return;
                }
            }
            context.note(String.format(Locale.ROOT, "%,d handles", context.effort().races()));
        }
    }

    /** Whoever counts them together has to find them when the segment is published anew. */
    private static void mappings(ProbeContext context) {
        try (ProbeRun trial = context.trial(3)) {
            Fixture fixture = Fixture.apart(trial);
            long controller = trial.handle(2, Fixture.controller());
            int rounds = context.effort().races() / MAPPING_SHARE;
            for (int round = 0; round < rounds; round++) {
                long one = fixture.connected();
                long other = trial.handle(2, Fixture.connect(controller, fixture.segment()));
                mapTogether(context, trial, one, other);
                trial.done(1, map(trial, one));
                trial.done(2, map(trial, other));
                trial.done(0, new Call.Unpublish(fixture.export()));
                trial.done(0, Fixture.publish(fixture.export(), fixture.segment()));
                trial.sayIfPromised(
                        0, new Call.ExporterWrite(fixture.export(), 0, Bytes.ofWord(round)));
                useUp(trial, 1, one);
                useUp(trial, 2, other);
            }
            context.note(rounds + " rounds");
        }
    }

    private static Call map(ProbeRun trial, long handle) {
        return new Call.Map(handle, Permission.READ_WRITE, 0, trial.pageSize(), Out.VALID);
    }

    private static void mapTogether(ProbeContext context, ProbeRun trial, long one, long other) {
        List<Racer> racers = new ArrayList<>();
        for (int i = 0; i < QUEUED; i++) {
            racers.add(new Racer(1, 1, map(trial, one)));
            racers.add(new Racer(2, 1, map(trial, other)));
            racers.add(new Racer(1, 1, new Call.Unmap(one)));
            racers.add(new Racer(2, 1, new Call.Unmap(other)));
        }
        context.called(racers.size());
        List<Reply> replies = Racer.race(trial, racers);
        for (int last = racers.size() - 2; last < racers.size(); last++) {
            Racer racer = racers.get(last);
            if (context.isByChance(racer.process(), racer.call(), replies.get(last))) {
                trial.insist(racer.process(), racer.call());
            }
        }
    }

    private static void useUp(ProbeRun trial, int process, long handle) {
        trial.sayIfPromised(process, new Call.Load(handle, 0, 64));
        trial.sayIfPromised(process, new Call.Unmap(handle));
        trial.sayIfPromised(process, new Call.Disconnect(handle));
    }

    private static List<String> words(List<Reply> replies) {
        return replies.stream().map(Narrative::tell).sorted().toList();
    }

    private static List<Long> connected(ProbeRun trial, Fixture fixture) {
        List<Long> handles = new ArrayList<>();
        Call connect = Fixture.connect(fixture.importing(), fixture.segment());
        for (int i = 0; i < QUEUED; i++) {
            handles.add(trial.unjudgedHandle(fixture.importer(), connect));
        }
        return handles;
    }

    /**
     * Each thread connects many times. What went wrong is told of two connects that may have met:
     * those that gave the same handle, or one whose handle is no good afterwards and any other.
     */
    private static void connects(ProbeContext context) {
        try (ProbeRun trial = context.trial(1)) {
            Fixture fixture = Fixture.alone(trial);
            Call connect = Fixture.connect(fixture.importing(), fixture.segment());
            for (int done = 0; done < context.effort().races(); done += QUEUED * THREADS) {
                List<Racer> racers = new ArrayList<>();
                for (int i = 0; i < QUEUED * THREADS; i++) {
                    racers.add(new Racer(0, 1 + i % THREADS, connect));
                }
                context.called(racers.size());
                List<Reply> replies = Racer.race(trial, racers);
                Set<Integer> refused = Racer.refusedByChance(context, racers, replies);
                judgeConnects(
                        context,
                        trial,
                        Racer.without(refused, racers),
                        Racer.without(refused, replies));
            }
            context.note(String.format(Locale.ROOT, "%,d connects", context.effort().races()));
        }
    }

    private static void judgeConnects(
            ProbeContext context, ProbeRun trial, List<Racer> racers, List<Reply> replies) {
        if (replies.size() < 2) {
            throw new NotReadyException("connect was refused by chance again and again");
        }
        List<Observation> before = trial.lines();
        Map<Reply, Integer> firsts = new HashMap<>();
        for (int i = 0; i < replies.size(); i++) {
            Integer same = firsts.putIfAbsent(replies.get(i), i);
            if (same != null || !(replies.get(i) instanceof Reply.Handle) || i == 0) {
                Recording recording = new Recording(context, trial.setting(), before);
                recordPair(recording, racers, replies, same == null ? neighbour(i) : same, i);
                recording.judge();
            }
        }
        for (int i = 0; i < replies.size(); i++) {
            if (replies.get(i) instanceof Reply.Handle(long handle)) {
                Call get = new Call.Get(handle, 0, 8, Out.VALID);
                Call disconnect = new Call.Disconnect(handle);
                Reply got = trial.insist(0, get);
                Reply gone = trial.insist(0, disconnect);
                if (!(got instanceof Reply.Success) || !(gone instanceof Reply.Success) || i == 0) {
                    Recording recording = new Recording(context, trial.setting(), before);
                    recordPair(recording, racers, replies, neighbour(i), i);
                    if (!wantsBarrier(got)) {
                        recording.add(0, get, got);
                    }
                    recording.add(0, disconnect, gone);
                    recording.judge();
                }
            }
        }
    }

    private static int neighbour(int i) {
        return i == 0 ? 1 : i - 1;
    }

    private static void recordPair(
            Recording recording, List<Racer> racers, List<Reply> replies, int one, int other) {
        Racer.record(
                recording,
                List.of(racers.get(one), racers.get(other)),
                List.of(replies.get(one), replies.get(other)));
    }

    /** In implicit mode a transfer wants a barrier, which is no business of a race. */
    private static boolean wantsBarrier(Reply got) {
        return got instanceof Reply.Refused(RsmError error, long _)
                && error == RsmError.BARRIER_UNINITIALIZED;
    }
}
