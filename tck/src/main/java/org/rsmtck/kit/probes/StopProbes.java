package org.rsmtck.kit.probes;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.kit.target.DisposableFabric;

import java.util.List;

/** Processes that are stopped for a while: nobody waits for them. */
final class StopProbes {
    private StopProbes() {}

    static List<Probe> all() {
        return List.of(
                Probe.of(
                        "the exporter is stopped for a while",
                        List.of("frame/no-crash-no-hang", "frame/others-untouched"),
                        StopProbes::exporter),
                Probe.of(
                        "an importer is stopped for a while",
                        List.of("frame/exporter-independent", "frame/no-crash-no-hang"),
                        StopProbes::importer));
    }

    private static void demandHere(ProbeRun trial, int process) {
        if (!trial.agent(process).isHere()) {
            throw new NotApplicableException(
                    "the agent is not the process that was started: nobody can stop it");
        }
    }

    /** What it has connected and mapped waits for nobody. */
    private static void importer(ProbeContext context) {
        try (ProbeRun trial = context.trial(3)) {
            Fixture fixture = Fixture.apart(trial);
            demandHere(trial, 1);
            trial.done(
                    1,
                    new Call.Map(
                            fixture.connected(),
                            Permission.READ_WRITE,
                            0,
                            fixture.page(),
                            Out.VALID));
            long controller = trial.handle(2, Fixture.controller());
            DisposableFabric.stop(trial.agent(1));
            try {
                trial.sayIfPromised(0, new Call.Republish(fixture.export(), Fixture.EVERYBODY));
                trial.sayIfPromised(0, new Call.Unpublish(fixture.export()));
                trial.sayIfPromised(0, Fixture.publish(fixture.export(), fixture.segment()));
                long other = trial.handle(2, Fixture.connect(controller, fixture.segment()));
                trial.sayIfPromised(2, new Call.Disconnect(other));
                trial.sayIfPromised(0, new Call.Unpublish(fixture.export()));
                trial.sayIfPromised(0, new Call.ExportDestroy(fixture.export()));
            } finally {
                DisposableFabric.goOn(trial.agent(1));
            }
            trial.sayIfPromised(1, new Call.Get(fixture.connection(), 0, 64, Out.VALID));
            trial.sayIfPromised(1, new Call.Disconnect(fixture.connection()));
        }
    }

    private static void exporter(ProbeContext context) {
        try (ProbeRun trial = context.trial(2)) {
            Fixture fixture = Fixture.apart(trial);
            demandHere(trial, 0);
            DisposableFabric.stop(trial.agent(0));
            try {
                long import1 = fixture.connection();
                for (Call call :
                        List.of(
                                new Call.Get(import1, 0, 64, Out.VALID),
                                new Call.Put(import1, 0, Bytes.ofWord(2), Out.VALID),
                                new Call.Map(
                                        import1, Permission.READ, 0, fixture.page(), Out.VALID),
                                new Call.Load(import1, 0, 64),
                                new Call.Unmap(import1),
                                new Call.Disconnect(import1))) {
                    trial.sayIfPromised(1, call);
                }
                long again = fixture.connected();
                trial.sayIfPromised(1, new Call.Disconnect(again));
            } finally {
                DisposableFabric.goOn(trial.agent(0));
            }
            trial.sayIfPromised(0, new Call.ExporterRead(fixture.export(), 0, 64));
            trial.sayIfPromised(0, new Call.Unpublish(fixture.export()));
        }
    }
}
