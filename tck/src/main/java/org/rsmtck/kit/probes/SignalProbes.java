package org.rsmtck.kit.probes;

import org.rsmtck.api.Call;
import org.rsmtck.api.Capability;
import org.rsmtck.api.Event;
import org.rsmtck.api.Out;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Judge;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.model.Import;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Signals that arrive while several threads connect and disconnect. */
final class SignalProbes {
    private static final int THREADS = 4;
    private static final int IMPORTER = 1;
    private static final int SIGNALS = 20;
    private static final int MOST_VISITS = 2_000;

    private SignalProbes() {}

    static List<Probe> all() {
        return List.of(
                Probe.needing(
                        "signals while several threads connect and disconnect",
                        List.of("connect/MT-safe", "disconnect/MT-safe"),
                        List.of(Capability.INTERRUPTION),
                        SignalProbes::interrupted));
    }

    /** A connect, and the disconnect that followed where it gave a handle. */
    private record Visit(Reply connected, Reply disconnected) {}

    private static void interrupted(ProbeContext context) {
        try (ProbeRun trial = context.trial(2)) {
            Fixture fixture = Fixture.apart(trial);
            Call connect = Fixture.connect(fixture.importing(), fixture.segment());
            List<Visit> all = visits(trial, connect);
            all.forEach(visit -> judge(context, trial, connect, visit));
            long broken =
                    all.stream()
                            .filter(visit -> visit.connected() instanceof Reply.Refused)
                            .count();
            context.note(
                    String.format(
                            Locale.ROOT,
                            "%,d of %,d connects were broken by a signal",
                            broken,
                            all.size()));
            context.judged();
            // The last signal may have found no call to break.
            trial.happened(new Event.Interruption(IMPORTER));
            trial.sayIfPromised(IMPORTER, connect);
            trial.sayIfPromised(IMPORTER, new Call.SetMode(fixture.connection(), Import.EXPLICIT));
            trial.sayIfPromised(IMPORTER, new Call.Get(fixture.connection(), 0, 64, Out.VALID));
            trial.sayIfPromised(IMPORTER, new Call.Disconnect(fixture.connection()));
            trial.sayIfPromised(0, new Call.Unpublish(fixture.export()));
        }
    }

    /** What threads of the importer come to while signals arrive. */
    private static List<Visit> visits(ProbeRun trial, Call connect) {
        AtomicBoolean isOver = new AtomicBoolean();
        List<Visit> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<List<Visit>>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                running.add(threads.submit(visits(trial, connect, thread, isOver)));
            }
            try {
                for (int i = 0; i < SIGNALS && trial.agent(IMPORTER).isAlive(); i++) {
                    trial.disposable().apply(new Event.Interruption(IMPORTER));
                }
            } finally {
                isOver.set(true);
            }
            for (Future<List<Visit>> one : running) {
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

    private static Callable<List<Visit>> visits(
            ProbeRun trial, Call connect, int thread, AtomicBoolean isOver) {
        Line around = Line.EMPTY.with("thread", thread);
        return () -> {
            List<Visit> visits = new ArrayList<>();
            while (!isOver.get() && visits.size() < MOST_VISITS) {
                Reply connected = trial.agent(IMPORTER).call(connect, around);
                Reply disconnected =
                        connected instanceof Reply.Handle(long handle)
                                ? trial.agent(IMPORTER).call(new Call.Disconnect(handle), around)
                                : Reply.done();
                visits.add(new Visit(connected, disconnected));
                if (connected instanceof Reply.NoReply) {
                    break;
                }
            }
            return visits;
        };
    }

    /** Each call of its own may have been hit by a signal or not. */
    private static void judge(ProbeContext context, ProbeRun trial, Call connect, Visit visit) {
        Judge judge = trial.judge();
        if (!allows(judge, connect, visit.connected())) {
            if (context.isByChance(IMPORTER, connect, visit.connected())) {
                return;
            }
            trial.happened(new Event.Interruption(IMPORTER));
            trial.observe(IMPORTER, connect, visit.connected());
        }
        if (visit.connected() instanceof Reply.Handle(long handle)) {
            Call disconnect = new Call.Disconnect(handle);
            if (!allows(judge, disconnect, visit.disconnected())) {
                trial.observe(IMPORTER, connect, visit.connected());
                trial.happened(new Event.Interruption(IMPORTER));
                trial.observe(IMPORTER, disconnect, visit.disconnected());
            }
        }
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
