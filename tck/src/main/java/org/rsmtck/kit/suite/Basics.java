package org.rsmtck.kit.suite;

import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Topology;
import org.rsmtck.explore.Scopes;
import org.rsmtck.kit.execute.Action;
import org.rsmtck.kit.execute.Outcome;
import org.rsmtck.kit.execute.Program;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.kit.plan.Owed;
import org.rsmtck.reports.Status;

import java.util.List;
import java.util.OptionalInt;

/** The least that every suite stands on. */
final class Basics {
    private static final Setting.Member SOMEBODY =
            new Setting.Member(1, Credentials.user(1001, 101, 022));
    private static final String NAME = "basics";
    private static final int EXPORTER = 0;
    private static final int IMPORTER = 1;

    private final TestRun run;
    private final Ending ending;
    private boolean areKnown;

    Basics(TestRun run, Ending ending) {
        this.run = run;
        this.ending = ending;
    }

    /**
     * Looks, the first time that it is asked, whether one process can connect to what another has
     * published. If not, the obligation has failed with that, and nothing else is exercised: it
     * would say the same again, thousands of times.
     *
     * @return the failure, or empty
     */
    String failure(Owed first) {
        if (areKnown) {
            return "";
        }
        areKnown = true;
        Outcome outcome = run.run(NAME, program(run.capabilities().pageSize()), List.of());
        if (outcome.isAllowed()) {
            return "";
        }
        String failure = run.fail(first.suite(), outcome);
        ending.failedAtBasics(failure);
        run.settle(first, Status.FAILED, "", failure);
        return failure;
    }

    /** One process publishes, and another of the same user connects and disconnects. */
    static Program program(long pageSize) {
        Call controller = new Call.GetController(Topology.LOOPBACK, Out.VALID);
        Call create = new Call.ExportCreate(0, Memory.aligned(1), pageSize, 0, Out.VALID);
        Call publish = new Call.Publish(0, Scopes.FIRST, AccessList.everyone(), Out.VALID);
        Call connect = new Call.Connect(0, 1, Scopes.FIRST, Permission.READ, Out.VALID);
        return new Program(
                new Setting(Topology.oneNode(), List.of(SOMEBODY, SOMEBODY)),
                List.of(
                        act(0, EXPORTER, controller, OptionalInt.empty()),
                        act(1, EXPORTER, create, OptionalInt.of(0)),
                        act(2, EXPORTER, publish, OptionalInt.of(1)),
                        act(3, IMPORTER, controller, OptionalInt.empty()),
                        act(4, IMPORTER, connect, OptionalInt.of(3)),
                        act(5, IMPORTER, new Call.Disconnect(0), OptionalInt.of(4))));
    }

    private static Action act(int id, int process, Call call, OptionalInt handleFrom) {
        return new Action.Calling(id, process, call, handleFrom, OptionalInt.empty());
    }
}
