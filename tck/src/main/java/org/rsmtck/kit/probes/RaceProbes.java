package org.rsmtck.kit.probes;

import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Narrative;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.wire.Line;

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
                        context -> rounds(context, 3, RaceProbes::connectsOfTwo)),
                Probe.of(
                        "connects while the segment is unpublished",
                        List.of(CONNECT, "frame/forced-disconnect"),
                        context -> rounds(context, 2, RaceProbes::connectsAgainstUnpublish)),
                Probe.of(
                        "disconnects while the segment is unpublished",
                        List.of(DISCONNECT, "frame/forced-disconnect"),
                        context -> rounds(context, 2, RaceProbes::disconnectsAgainstUnpublish)));
    }

    /** A call and who makes it. */
    private record Racer(int process, int thread, Call call) {
        long start(ProbeRun trial) {
            return trial.agent(process).send(call, Line.EMPTY.with("thread", thread));
        }
    }

    private static List<Reply> race(ProbeRun trial, List<Racer> racers) {
        List<Long> requests = new ArrayList<>();
        racers.forEach(racer -> requests.add(racer.start(trial)));
        List<Reply> replies = new ArrayList<>();
        for (int i = 0; i < racers.size(); i++) {
            replies.add(trial.agent(racers.get(i).process()).await(requests.get(i)));
        }
        return replies;
    }

    private static void record(Recording recording, List<Racer> racers, List<Reply> replies) {
        List<Integer> acts = new ArrayList<>();
        racers.forEach(racer -> acts.add(recording.begun(racer.process(), racer.call())));
        for (int i = 0; i < racers.size(); i++) {
            recording.returned(acts.get(i), replies.get(i));
        }
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
                List<Reply> replies = race(trial, racers);
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
                        record(recording, some, their);
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

    private static List<String> words(List<Reply> replies) {
        return replies.stream().map(Narrative::tell).sorted().toList();
    }

    private static List<Long> connected(ProbeRun trial, Fixture fixture) {
        List<Long> handles = new ArrayList<>();
        Call connect = Fixture.connect(fixture.importing(), fixture.segment());
        for (int i = 0; i < QUEUED; i++) {
            Reply reply = trial.ask(fixture.importer(), connect, ProbeRun.PLAIN);
            if (!(reply instanceof Reply.Handle(long handle))) {
                throw ProbeRun.unready(connect, reply);
            }
            handles.add(handle);
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
                List<Reply> replies = race(trial, racers);
                judgeConnects(context, trial, racers, replies);
            }
            context.note(String.format(Locale.ROOT, "%,d connects", context.effort().races()));
        }
    }

    private static void judgeConnects(
            ProbeContext context, ProbeRun trial, List<Racer> racers, List<Reply> replies) {
        List<Observation> before = trial.lines();
        Map<Reply, Integer> firsts = new HashMap<>();
        for (int i = 0; i < replies.size(); i++) {
            Integer same = firsts.putIfAbsent(replies.get(i), i);
            int other = same != null ? same : i == 0 ? 1 : i - 1;
            boolean isOdd = same != null || !(replies.get(i) instanceof Reply.Handle);
            if (isOdd || i == 0) {
                Recording recording = new Recording(context, trial.setting(), before);
                List<Integer> pair = List.of(other, i);
                record(
                        recording,
                        pair.stream().map(racers::get).toList(),
                        pair.stream().map(replies::get).toList());
                recording.judge();
            }
        }
        for (int i = 0; i < replies.size(); i++) {
            if (!(replies.get(i) instanceof Reply.Handle(long handle))) {
                continue;
            }
            Call get = new Call.Get(handle, 0, 8, Out.VALID);
            Call disconnect = new Call.Disconnect(handle);
            Reply got = trial.ask(0, get, ProbeRun.PLAIN);
            Reply gone = trial.ask(0, disconnect, ProbeRun.PLAIN);
            if (!(got instanceof Reply.Success) || !(gone instanceof Reply.Success) || i == 0) {
                int other = i == 0 ? 1 : i - 1;
                Recording recording = new Recording(context, trial.setting(), before);
                record(
                        recording,
                        List.of(racers.get(other), racers.get(i)),
                        List.of(replies.get(other), replies.get(i)));
                // In implicit mode a transfer wants a barrier, which is no business of a race.
                if (!(got instanceof Reply.Refused(var error, long out)
                        && error == org.rsmtck.api.RsmError.BARRIER_UNINITIALIZED)) {
                    recording.add(0, get, got);
                }
                recording.add(0, disconnect, gone);
                recording.judge();
            }
        }
    }

    /** One round: what is called at the same time, and what is called afterwards. */
    private interface Round {
        void go(
                ProbeContext context,
                ProbeRun trial,
                Fixture fixture,
                List<Observation> before,
                int number);
    }

    private static void rounds(ProbeContext context, int processes, Round round) {
        try (ProbeRun trial = context.trial(processes)) {
            Fixture fixture = Fixture.apart(trial);
            for (int number = 0; number < context.effort().races(); number++) {
                round.go(context, trial, fixture, trial.lines(), number);
                for (int process = 0; process < processes; process++) {
                    if (!trial.agent(process).isAlive()) {
                        return;
                    }
                }
            }
            context.note(String.format(Locale.ROOT, "%,d rounds", context.effort().races()));
        }
    }

    private static void connectsOfTwo(
            ProbeContext context,
            ProbeRun trial,
            Fixture fixture,
            List<Observation> before,
            int number) {
        Recording recording = new Recording(context, trial.setting(), before);
        Reply got = trial.ask(2, Fixture.controller(), ProbeRun.PLAIN);
        recording.add(2, Fixture.controller(), got);
        if (!(got instanceof Reply.Handle(long controller))) {
            throw ProbeRun.unready(Fixture.controller(), got);
        }
        List<Racer> racers = new ArrayList<>();
        for (int thread = 1; thread <= 2; thread++) {
            racers.add(
                    new Racer(1, thread, Fixture.connect(fixture.importing(), fixture.segment())));
            racers.add(new Racer(2, thread, Fixture.connect(controller, fixture.segment())));
        }
        List<Reply> replies = run(context, trial, recording, racers, number);
        leave(trial, recording, racers, replies);
        Call release = new Call.ReleaseController(controller);
        recording.add(2, release, trial.ask(2, release, ProbeRun.PLAIN));
        recording.judge();
    }

    private static void connectsAgainstUnpublish(
            ProbeContext context,
            ProbeRun trial,
            Fixture fixture,
            List<Observation> before,
            int number) {
        List<Racer> racers = new ArrayList<>();
        for (int thread = 1; thread < THREADS; thread++) {
            racers.add(
                    new Racer(1, thread, Fixture.connect(fixture.importing(), fixture.segment())));
        }
        racers.add(new Racer(0, 1, new Call.Unpublish(fixture.export())));
        Recording recording = new Recording(context, trial.setting(), before);
        List<Reply> replies = run(context, trial, recording, racers, number);
        leave(trial, recording, racers, replies);
        publish(trial, fixture, recording);
        recording.judge();
    }

    private static void disconnectsAgainstUnpublish(
            ProbeContext context,
            ProbeRun trial,
            Fixture fixture,
            List<Observation> before,
            int number) {
        Recording recording = new Recording(context, trial.setting(), before);
        List<Racer> racers = new ArrayList<>();
        Call connect = Fixture.connect(fixture.importing(), fixture.segment());
        for (int thread = 1; thread < THREADS; thread++) {
            Reply reply = trial.ask(1, connect, ProbeRun.PLAIN);
            recording.add(1, connect, reply);
            if (reply instanceof Reply.Handle(long handle)) {
                racers.add(new Racer(1, thread, new Call.Disconnect(handle)));
            }
        }
        racers.add(new Racer(0, 1, new Call.Unpublish(fixture.export())));
        run(context, trial, recording, racers, number);
        publish(trial, fixture, recording);
        recording.judge();
    }

    /** Has them race, in turn with this one and that one told first. */
    private static List<Reply> run(
            ProbeContext context,
            ProbeRun trial,
            Recording recording,
            List<Racer> racers,
            int number) {
        List<Racer> order = new ArrayList<>(racers);
        java.util.Collections.rotate(order, number);
        context.called(order.size());
        List<Reply> replies = race(trial, order);
        java.util.Collections.rotate(replies, -number);
        record(recording, racers, replies);
        return replies;
    }

    private static void leave(
            ProbeRun trial, Recording recording, List<Racer> racers, List<Reply> replies) {
        for (int i = 0; i < replies.size(); i++) {
            if (replies.get(i) instanceof Reply.Handle(long handle)) {
                int process = racers.get(i).process();
                Call disconnect = new Call.Disconnect(handle);
                recording.add(process, disconnect, trial.ask(process, disconnect, ProbeRun.PLAIN));
            }
        }
    }

    private static void publish(ProbeRun trial, Fixture fixture, Recording recording) {
        Call publish = Fixture.publish(fixture.export(), fixture.segment());
        recording.add(0, publish, trial.ask(0, publish, ProbeRun.PLAIN));
    }
}
