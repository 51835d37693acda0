package org.rsmtck.kit.probes;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.model.Profile;

import java.util.List;

/** Children of exporters and importers. */
final class ChildProbes {
    private ChildProbes() {}

    static List<Probe> all() {
        return List.of(
                probe("a child of the exporter leaves at once", 0, true),
                probe("a child of the exporter ends by itself", 0, false),
                probe("a child of an importer leaves at once", 1, true),
                probe("a child of an importer ends by itself", 1, false));
    }

    private static Probe probe(String name, int parent, boolean isAtOnce) {
        return Probe.of(
                name,
                List.of("frame/others-untouched"),
                context -> child(context, parent, isAtOnce));
    }

    /** A child that does nothing has no part in what its parent holds. */
    private static void child(ProbeContext context, int parent, boolean isAtOnce) {
        if (context.model().profile().equals(Profile.MAN_PAGE)) {
            throw new NotApplicableException("the page does not speak of children");
        }
        try (ProbeRun trial = context.trial(2)) {
            if (!trial.agent(parent).ends().canFork()) {
                throw new NotApplicableException("the agent cannot fork");
            }
            Fixture fixture = Fixture.apart(trial);
            long mapped = fixture.connected();
            trial.done(
                    1, new Call.Map(mapped, Permission.READ_WRITE, 0, fixture.page(), Out.VALID));
            trial.sayIfPromised(1, new Call.GetPollfd(mapped));
            trial.agent(parent).ends().child(isAtOnce);
            for (Call call :
                    List.of(
                            new Call.Get(fixture.connection(), 0, 64, Out.VALID),
                            new Call.Load(mapped, 0, 64),
                            new Call.Put(fixture.connection(), 8, Bytes.ofWord(3), Out.VALID),
                            new Call.SignalPost(fixture.connection(), 0),
                            Fixture.connect(fixture.importing(), fixture.segment()),
                            new Call.ReleasePollfd(mapped),
                            new Call.Unmap(mapped),
                            new Call.Disconnect(mapped))) {
                trial.sayIfPromised(1, call);
            }
            for (Call call :
                    List.of(
                            new Call.ExporterRead(fixture.export(), 0, 64),
                            new Call.SignalWait(fixture.export(), 0),
                            new Call.Republish(fixture.export(), Fixture.EVERYBODY),
                            new Call.Unpublish(fixture.export()),
                            new Call.ExportDestroy(fixture.export()))) {
                trial.sayIfPromised(0, call);
            }
            trial.sayIfPromised(1, new Call.Disconnect(fixture.connection()));
        }
    }
}
