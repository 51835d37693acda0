package org.rsmtck.kit.probes;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;

import java.util.List;

/**
 * An exporter is killed, and a process that starts then publishes under the same id: what was
 * connected to the first has nothing to do with the second.
 */
final class SuccessorProbe {
    private static final int FIRST = 0;
    private static final int IMPORTER = 1;
    private static final int SECOND = 2;

    /** As many as the first one may have published. */
    private static final int MOST_PUBLICATIONS = 3;

    private SuccessorProbe() {}

    static void go(ProbeContext context) {
        for (int before = 1; before <= MOST_PUBLICATIONS; before++) {
            after(context, before);
        }
    }

    /**
     * @param publications how often the successor publishes, as the first one has once
     */
    private static void after(ProbeContext context, int publications) {
        try (ProbeRun trial = context.trial(3)) {
            // Nobody has heard of the third one yet: it comes when the first has gone.
            trial.agent(SECOND).kill();
            Fixture fixture = Fixture.apart(trial);
            long mapped = fixture.connected();
            trial.done(
                    IMPORTER,
                    new Call.Map(mapped, Permission.READ_WRITE, 0, fixture.page(), Out.VALID));
            trial.agent(FIRST).kill();
            trial.happened(new Event.Killed(FIRST));
            trial.replace(SECOND);
            long controller = trial.handle(SECOND, Fixture.controller());
            Call create = Fixture.create(trial, controller, Fixture.FILL + 2);
            long export = trial.handle(SECOND, create);
            for (int i = 1; i < publications; i++) {
                trial.done(SECOND, Fixture.publish(export, fixture.segment()));
                trial.done(SECOND, new Call.Unpublish(export));
            }
            trial.done(SECOND, Fixture.publish(export, fixture.segment()));
            for (Call call :
                    List.of(
                            new Call.Get(fixture.connection(), 0, 64, Out.VALID),
                            new Call.Put(fixture.connection(), 0, Bytes.ofWord(4), Out.VALID),
                            new Call.SignalPost(fixture.connection(), 0),
                            new Call.Load(mapped, 0, 64))) {
                trial.sayIfPromised(IMPORTER, call);
            }
            trial.sayIfPromised(SECOND, new Call.ExporterRead(export, 0, 64));
            long anew = trial.handle(IMPORTER, connect(fixture));
            trial.sayIfPromised(IMPORTER, new Call.Disconnect(fixture.connection()));
            trial.sayIfPromised(IMPORTER, new Call.SetMode(anew, 0));
            trial.sayIfPromised(IMPORTER, new Call.Get(anew, 0, 64, Out.VALID));
            trial.sayIfPromised(IMPORTER, new Call.Disconnect(anew));
        }
    }

    private static Call connect(Fixture fixture) {
        return Fixture.connect(fixture.importing(), fixture.segment());
    }
}
