package org.rsmtck.kit.probes;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Topology;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.model.Import;

/**
 * What most probes begin with: a segment of three pages that everybody may read and write, and a
 * connection to it.
 *
 * @param exporter the process that exports
 * @param importer the process that imports; it may be the same
 */
record Fixture(
        ProbeRun trial,
        int exporter,
        int importer,
        int segment,
        long exporting,
        long export,
        long importing,
        long connection) {
    static final int PAGES = 3;
    static final int FILL = 0x5A5A_0011;

    static final AccessList EVERYBODY = AccessList.of(new AccessEntry(ProbeContext.NODE, 0666));

    static Fixture alone(ProbeRun trial) {
        return of(trial, 0, 0, Line.EMPTY);
    }

    static Fixture apart(ProbeRun trial) {
        return apart(trial, Line.EMPTY);
    }

    /** Made by calls that have these fields around them. */
    static Fixture apart(ProbeRun trial, Line around) {
        return of(trial, 0, 1, around);
    }

    private static Fixture of(ProbeRun trial, int exporter, int importer, Line around) {
        int segment = ProbeContext.segment();
        long exporting = trial.handle(exporter, controller(), around);
        long export = trial.handle(exporter, create(trial, exporting, FILL), around);
        trial.done(exporter, publish(export, segment), around);
        long importing =
                exporter == importer ? exporting : trial.handle(importer, controller(), around);
        long connection = trial.handle(importer, connect(importing, segment), around);
        trial.done(importer, new Call.SetMode(connection, Import.EXPLICIT), around);
        return new Fixture(
                trial, exporter, importer, segment, exporting, export, importing, connection);
    }

    static Call controller() {
        return new Call.GetController(Topology.LOOPBACK, Out.VALID);
    }

    static Call create(ProbeRun trial, long controller, int fill) {
        return new Call.ExportCreate(
                controller, Memory.aligned(fill), PAGES * trial.pageSize(), 1, Out.VALID);
    }

    static Call.Publish publish(long export, int segment) {
        return new Call.Publish(export, segment, EVERYBODY, Out.VALID);
    }

    static Call.Connect connect(long controller, int segment) {
        return connect(controller, segment, Permission.READ_WRITE);
    }

    static Call.Connect connect(long controller, int segment, int permission) {
        return new Call.Connect(controller, ProbeContext.NODE, segment, permission, Out.VALID);
    }

    /** Another connection to the segment. */
    long connected() {
        return trial.handle(importer, connect(importing, segment));
    }

    /** An export that nobody knows of, of another fill. */
    long another() {
        return trial.handle(exporter, create(trial, exporting, FILL + 1));
    }

    long page() {
        return trial.pageSize();
    }

    long length() {
        return PAGES * page();
    }
}
