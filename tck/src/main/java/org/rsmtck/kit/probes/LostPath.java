package org.rsmtck.kit.probes;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Capability;
import org.rsmtck.api.Event;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.kit.probes.ConnectionKind.End;
import org.rsmtck.kit.probes.ConnectionKind.Place;
import org.rsmtck.kit.probes.ConnectionKind.Use;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A segment that is published to another node, and the only link to that, which is lost. */
final class LostPath {
    static final int IMPORTER = 1;

    private static final int EXPORTER = 0;
    private static final ConnectionKind KIND =
            new ConnectionKind(
                    Place.ANOTHER_NODE, Permission.READ_WRITE, Use.NOTHING, End.DISCONNECT);

    static final Setting SETTING = KIND.setting();
    static final List<Capability> NEEDS = needs();

    private LostPath() {}

    private static List<Capability> needs() {
        List<Capability> needs = new ArrayList<>(KIND.needs());
        needs.add(Capability.LINK_FAULTS);
        return List.copyOf(needs);
    }

    /** The connect over it, once everybody knows that it is lost. */
    static Call connect(ProbeContext context, ProbeRun trial) {
        int segment = ProbeContext.segment();
        Call controller = new Call.GetController(KIND.place().controller(), Out.VALID);
        long exporting = trial.handle(EXPORTER, controller);
        long export = trial.handle(EXPORTER, Fixture.create(trial, exporting, Fixture.FILL));
        AccessList list = AccessList.of(new AccessEntry(2, 0666));
        trial.done(EXPORTER, new Call.Publish(export, segment, list, Out.VALID));
        Call connect = Fixture.connect(trial.handle(IMPORTER, controller), segment);
        SETTING.topology().links().forEach(link -> trial.happen(new Event.LinkLost(link)));
        LockSupport.parkNanos(context.fabric().capabilities().settle().toNanos());
        trial.happened(new Event.Settled());
        return connect;
    }
}
