package org.rsmtck.kit.probes;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.wire.Line;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ObjIntConsumer;

/** Processes that are killed, or end by themselves. */
final class DeathProbes {
    private static final long SEED = 0xDEAD;
    private static final int MOST_NANOS = 600_000;

    /** Connections that a process has when it dies, so that some thousands are left in all. */
    private static final int LEFT_BEHIND = 40;

    /** Of the imports that there is room for, where that is declared. */
    private static final int LEFT_SHARE = 8;

    /** A process on the JVM takes a hundred times as long to start as another. */
    private static final int SLOW = 10;

    private DeathProbes() {}

    static List<Probe> all() {
        return List.of(
                Probe.of(
                        "the exporter is killed",
                        List.of("frame/forced-disconnect", "disconnect/always-possible"),
                        context -> exporter(context, DeathProbes::kill)),
                Probe.of(
                        "an importer is killed",
                        List.of("frame/exporter-independent", "frame/others-untouched"),
                        context -> importer(context, DeathProbes::kill)),
                Probe.of(
                        "the exporter ends by itself",
                        List.of("frame/forced-disconnect", "disconnect/always-possible"),
                        context -> exporter(context, DeathProbes::exit)),
                Probe.of(
                        "an importer ends by itself",
                        List.of("frame/exporter-independent", "frame/others-untouched"),
                        context -> importer(context, DeathProbes::exit)),
                Probe.of(
                        "exporters are killed at any point of what they do",
                        List.of("frame/forced-disconnect"),
                        DeathProbes::exporters),
                Probe.of(
                        "importers are killed at any point of what they do",
                        List.of("frame/exporter-independent"),
                        DeathProbes::importers),
                Probe.of(
                        "an exporter is killed, and another process exports in its place",
                        List.of("frame/forced-disconnect", "connect/logical-connection"),
                        SuccessorProbe::go));
    }

    private static void kill(ProbeRun trial, int process) {
        trial.agent(process).kill();
        trial.happened(new Event.Killed(process));
    }

    /** It ends by itself, as programs do that are done. */
    private static void exit(ProbeRun trial, int process) {
        trial.demandEnds(process);
        trial.agent(process).ends().exit();
        trial.happened(new Event.Killed(process));
    }

    private static void exporter(ProbeContext context, ObjIntConsumer<ProbeRun> end) {
        try (ProbeRun trial = context.trial(2)) {
            Fixture fixture = Fixture.apart(trial);
            long mapped = fixture.connected();
            long polled = fixture.connected();
            Call map = new Call.Map(mapped, Permission.READ, 0, fixture.page(), Out.VALID);
            trial.done(1, map);
            trial.sayIfPromised(1, new Call.GetPollfd(polled));
            end.accept(trial, 0);
            for (Call call :
                    List.of(
                            new Call.Get(fixture.connection(), 0, 64, Out.VALID),
                            Fixture.connect(fixture.importing(), fixture.segment()),
                            new Call.Put(fixture.connection(), 0, Bytes.ofWord(1), Out.VALID),
                            new Call.Map(
                                    fixture.connection(),
                                    Permission.READ,
                                    0,
                                    fixture.page(),
                                    Out.VALID),
                            new Call.Load(mapped, 0, 64),
                            new Call.Disconnect(mapped),
                            new Call.Unmap(mapped),
                            new Call.Disconnect(mapped),
                            new Call.Disconnect(polled),
                            new Call.ReleasePollfd(polled),
                            new Call.Disconnect(polled),
                            new Call.Disconnect(fixture.connection()))) {
                trial.sayIfPromised(1, call);
            }
        }
    }

    private static void importer(ProbeContext context, ObjIntConsumer<ProbeRun> end) {
        try (ProbeRun trial = context.trial(3)) {
            Fixture fixture = Fixture.apart(trial);
            long controller = trial.handle(2, Fixture.controller());
            long other = trial.handle(2, Fixture.connect(controller, fixture.segment()));
            trial.done(2, new Call.SetMode(other, 0));
            long mapped = trial.handle(2, Fixture.connect(controller, fixture.segment()));
            trial.done(2, new Call.Map(mapped, Permission.READ, 0, fixture.page(), Out.VALID));
            trial.done(
                    1,
                    new Call.Map(
                            fixture.connection(),
                            Permission.READ_WRITE,
                            0,
                            fixture.page(),
                            Out.VALID));
            trial.sayIfPromised(1, new Call.GetPollfd(fixture.connected()));
            end.accept(trial, 1);
            trial.sayIfPromised(2, new Call.Get(other, 0, 64, Out.VALID));
            trial.sayIfPromised(0, new Call.ExporterRead(fixture.export(), 0, 64));
            trial.sayIfPromised(0, new Call.Republish(fixture.export(), Fixture.EVERYBODY));
            trial.sayIfPromised(2, new Call.Disconnect(other));
            trial.sayIfPromised(2, new Call.Load(mapped, 0, 64));
            trial.sayIfPromised(0, new Call.Unpublish(fixture.export()));
            trial.sayIfPromised(0, Fixture.publish(fixture.export(), fixture.segment()));
            trial.sayIfPromised(0, new Call.ExporterWrite(fixture.export(), 0, Bytes.ofWord(6)));
            trial.sayIfPromised(2, new Call.Load(mapped, 0, 64));
            trial.sayIfPromised(0, new Call.Unpublish(fixture.export()));
            trial.sayIfPromised(0, new Call.ExportDestroy(fixture.export()));
        }
    }

    private static int deaths(ProbeContext context) {
        boolean isSlow = context.fabric().isSlowToStart();
        return Math.max(1, context.effort().deaths() / (isSlow ? SLOW : 1));
    }

    private static void waitForAny(Random random) {
        long until = System.nanoTime() + random.nextInt(MOST_NANOS);
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }

    private static void exporters(ProbeContext context) {
        Random random = new Random(SEED);
        try (ProbeRun trial = context.trial(2)) {
            long importing = trial.handle(1, Fixture.controller());
            List<Observation> before = trial.lines();
            int deaths = deaths(context);
            for (int death = 0; death < deaths; death++) {
                dyingExporter(context, trial, before, importing, random);
                trial.replace(0);
            }
            context.note(deaths + " deaths");
        }
    }

    private static void dyingExporter(
            ProbeContext context,
            ProbeRun trial,
            List<Observation> before,
            long importing,
            Random random) {
        Recording recording = new Recording(context, trial.setting(), before);
        int segment = ProbeContext.segment();
        long exporting = recording.handle(trial, 0, Fixture.controller());
        long export = recording.handle(trial, 0, Fixture.create(trial, exporting, Fixture.FILL));
        Call publish = Fixture.publish(export, segment);
        recording.ask(trial, 0, publish);
        long connection = recording.handle(trial, 1, Fixture.connect(importing, segment));
        List<Call> calls =
                List.of(
                        new Call.Republish(export, Fixture.EVERYBODY),
                        new Call.Unpublish(export),
                        publish,
                        new Call.Unpublish(export),
                        publish);
        dieAmid(context, trial, recording, calls, random);
        for (Call call :
                List.of(
                        new Call.Map(connection, Permission.READ, 0, trial.pageSize(), Out.VALID),
                        Fixture.connect(importing, segment),
                        new Call.Disconnect(connection))) {
            recording.ask(trial, 1, call);
        }
        recording.judge();
    }

    /** Kills the exporter while it is at these calls. */
    private static void dieAmid(
            ProbeContext context,
            ProbeRun trial,
            Recording recording,
            List<Call> calls,
            Random random) {
        List<Long> requests = new ArrayList<>();
        calls.forEach(call -> requests.add(trial.agent(0).send(call, Line.EMPTY)));
        context.called(calls.size());
        waitForAny(random);
        trial.agent(0).kill();
        for (int i = 0; i < calls.size(); i++) {
            Reply reply = trial.agent(0).await(requests.get(i));
            if (context.isByChance(0, calls.get(i), reply)) {
                continue;
            }
            int act = recording.begun(0, calls.get(i));
            // What was not answered may have been done or not.
            if (!(reply instanceof Reply.NoReply)) {
                recording.returned(act, reply);
            }
        }
        recording.happened(new Event.Killed(0));
    }

    /** The one that dies is not judged; the exporter is, and another importer. */
    private static void importers(ProbeContext context) {
        Random random = new Random(SEED);
        try (ProbeRun trial = context.trial(3)) {
            int dying = 2;
            Fixture fixture = Fixture.apart(trial);
            int deaths = deaths(context);
            for (int death = 0; death < deaths; death++) {
                die(context, trial, fixture, dying, random);
                trial.replace(dying);
                trial.sayIfPromised(1, new Call.Get(fixture.connection(), 0, 64, Out.VALID));
                trial.sayIfPromised(0, new Call.ExporterRead(fixture.export(), 0, 64));
                trial.sayIfPromised(0, new Call.Republish(fixture.export(), Fixture.EVERYBODY));
                long another = fixture.connected();
                trial.sayIfPromised(1, new Call.Disconnect(another));
            }
            trial.sayIfPromised(0, new Call.Unpublish(fixture.export()));
            trial.sayIfPromised(0, new Call.ExportDestroy(fixture.export()));
            context.note(deaths + " deaths");
        }
    }

    private static void die(
            ProbeContext context, ProbeRun trial, Fixture fixture, int dying, Random random) {
        long controller = trial.unjudgedHandle(dying, Fixture.controller());
        Call connect = Fixture.connect(controller, fixture.segment());
        long handle = trial.unjudgedHandle(dying, connect);
        long most = context.fabric().capabilities().limits().imports() / LEFT_SHARE;
        int left = (int) Math.min(LEFT_BEHIND, most);
        Collections.nCopies(left, connect).forEach(one -> trial.agent(dying).send(one, Line.EMPTY));
        List<Call> calls =
                List.of(
                        connect,
                        new Call.Map(handle, Permission.READ, 0, fixture.page(), Out.VALID),
                        connect,
                        new Call.Unmap(handle),
                        new Call.GetPollfd(handle),
                        new Call.ReleasePollfd(handle),
                        new Call.Disconnect(handle),
                        connect);
        calls.forEach(call -> trial.agent(dying).send(call, Line.EMPTY));
        context.called(left + calls.size());
        waitForAny(random);
        trial.agent(dying).kill();
    }
}
