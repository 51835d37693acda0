package org.rsmtck.kit.probes;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Capability;
import org.rsmtck.api.Event;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Judge;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.model.Import;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Signals that arrive while several threads call. */
final class SignalProbes {
    private static final int THREADS = 4;
    private static final int IMPORTER = 1;
    private static final int SIGNALS = 20;
    private static final int MOST_CONNECTS = 2_000;
    private static final int MOST_TRANSFERS = 50;

    /** What a thread transfers at a time: more than a page, and than 16 bits can say. */
    private static final int TRANSFERRED = 72 << 10;

    private SignalProbes() {}

    static List<Probe> all() {
        return List.of(
                Probe.needing(
                        "signals while several threads connect and disconnect",
                        List.of("connect/MT-safe", "disconnect/MT-safe"),
                        List.of(Capability.INTERRUPTION),
                        SignalProbes::connects),
                Probe.needing(
                        "signals while several threads put and get",
                        List.of("connect/logical-connection"),
                        List.of(Capability.INTERRUPTION),
                        SignalProbes::transfers));
    }

    /** A few calls of one thread, one after another, by what makes a call. */
    private interface Visit {
        void pay(int number, Voice by);
    }

    /** Makes a call; the reply. */
    private interface Voice {
        Reply say(Call call);
    }

    private static void connects(ProbeContext context) {
        try (ProbeRun trial = context.trial(2)) {
            Fixture fixture = Fixture.apart(trial);
            Call connect = Fixture.connect(fixture.importing(), fixture.segment());
            List<List<Observation.Called>> all =
                    visits(
                            trial,
                            MOST_CONNECTS,
                            _ ->
                                    (number, by) -> {
                                        if (by.say(connect) instanceof Reply.Handle(long made)) {
                                            by.say(new Call.Disconnect(made));
                                        }
                                    });
            all.forEach(visit -> judge(context, trial, visit));
            long broken =
                    all.stream()
                            .filter(visit -> visit.getFirst().reply() instanceof Reply.Refused)
                            .count();
            context.note(
                    String.format(
                            Locale.ROOT,
                            "%,d of %,d connects were broken by a signal",
                            broken,
                            all.size()));
            goOn(context, trial, fixture);
        }
    }

    /** Each thread has bytes of its own, which it reads back. */
    private static void transfers(ProbeContext context) {
        try (ProbeRun trial = context.trial(2)) {
            Fixture fixture = Fixture.apart(trial);
            int segment = ProbeContext.segment();
            long export =
                    trial.handle(
                            0,
                            new Call.ExportCreate(
                                    fixture.exporting(),
                                    Memory.aligned(Fixture.FILL + 1),
                                    (long) THREADS * TRANSFERRED,
                                    0,
                                    Out.VALID));
            trial.done(0, Fixture.publish(export, segment));
            long connection = trial.handle(1, Fixture.connect(fixture.importing(), segment));
            trial.done(1, new Call.SetMode(connection, Import.EXPLICIT));
            List<List<Observation.Called>> all =
                    visits(
                            trial,
                            MOST_TRANSFERS,
                            thread -> transfer(connection, thread * TRANSFERRED));
            all.forEach(visit -> judge(context, trial, visit));
            context.note(String.format(Locale.ROOT, "%,d puts and as many gets", all.size()));
            goOn(context, trial, fixture);
        }
    }

    private static Visit transfer(long connection, long offset) {
        return (number, by) -> {
            byte[] bytes = new byte[TRANSFERRED];
            Arrays.fill(bytes, (byte) (1 + number));
            by.say(new Call.Put(connection, offset, Bytes.of(bytes), Out.VALID));
            by.say(new Call.Get(connection, offset, TRANSFERRED, Out.VALID));
        };
    }

    /** Afterwards all is as before. */
    private static void goOn(ProbeContext context, ProbeRun trial, Fixture fixture) {
        context.judged();
        // The last signal may have found no call to break.
        trial.happened(new Event.Interruption(IMPORTER));
        for (Call call :
                List.of(
                        Fixture.connect(fixture.importing(), fixture.segment()),
                        new Call.SetMode(fixture.connection(), Import.EXPLICIT),
                        new Call.Get(fixture.connection(), 0, 64, Out.VALID),
                        new Call.Disconnect(fixture.connection()))) {
            trial.sayIfPromised(IMPORTER, call);
        }
        trial.sayIfPromised(0, new Call.Unpublish(fixture.export()));
    }

    /** What threads of the importer come to while signals arrive. */
    private static List<List<Observation.Called>> visits(
            ProbeRun trial, int most, Function<Integer, Visit> visitOf) {
        AtomicBoolean isOver = new AtomicBoolean();
        List<List<Observation.Called>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<List<List<Observation.Called>>>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                running.add(
                        threads.submit(visits(trial, most, visitOf.apply(thread), thread, isOver)));
            }
            try {
                for (int i = 0; i < SIGNALS && trial.agent(IMPORTER).isAlive(); i++) {
                    trial.disposable().apply(new Event.Interruption(IMPORTER));
                }
            } finally {
                isOver.set(true);
            }
            for (Future<List<List<Observation.Called>>> one : running) {
                all.addAll(one.get());
            }
            return all;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a thread of the kit failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a probe was running", e);
        }
    }

    private static Callable<List<List<Observation.Called>>> visits(
            ProbeRun trial, int most, Visit visit, int thread, AtomicBoolean isOver) {
        Line around = Line.EMPTY.with("thread", thread);
        return () -> {
            List<List<Observation.Called>> visits = new ArrayList<>();
            boolean isDead = false;
            while (!isDead && !isOver.get() && visits.size() < most) {
                List<Observation.Called> calls = new ArrayList<>();
                visit.pay(
                        visits.size(),
                        call -> {
                            Reply reply = trial.agent(IMPORTER).call(call, around);
                            calls.add(new Observation.Called(IMPORTER, call, reply));
                            return reply;
                        });
                visits.add(calls);
                isDead = calls.getLast().reply() instanceof Reply.NoReply;
            }
            return visits;
        };
    }

    /** Each call of its own may have been hit by a signal or not. */
    private static void judge(
            ProbeContext context, ProbeRun trial, List<Observation.Called> visit) {
        Judge judge = trial.judge();
        for (int i = 0; i < visit.size(); i++) {
            Observation.Called one = visit.get(i);
            if (allows(judge, one.call(), one.reply())) {
                continue;
            }
            if (context.isByChance(IMPORTER, one.call(), one.reply())) {
                return;
            }
            visit.subList(0, i).forEach(before -> observe(trial, before));
            trial.happened(new Event.Interruption(IMPORTER));
            observe(trial, one);
        }
    }

    private static void observe(ProbeRun trial, Observation.Called one) {
        trial.observe(IMPORTER, one.call(), one.reply());
    }

    /** Takes in the reply if it is right with or without a signal. */
    private static boolean allows(Judge judge, Call call, Reply reply) {
        if (!judge.observe(IMPORTER, call, reply).isEmpty()) {
            return true;
        }
        judge.observe(new Event.Interruption(IMPORTER));
        return !judge.observe(IMPORTER, call, reply).isEmpty();
    }
}
