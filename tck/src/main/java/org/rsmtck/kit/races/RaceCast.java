package org.rsmtck.kit.races;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Call.OnHandle;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Topology;
import org.rsmtck.explore.Scopes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The calls that races are made of, by the names that outcomes know them by. Process 0 exports,
 * process 1 imports.
 *
 * @param page in bytes: as long as a segment is
 */
record RaceCast(long page) {
    static final int EXPORTER = 0;
    static final int IMPORTER = 1;

    /** The controllers of the exporter and of the importer. */
    static final String OWN = "own";

    static final String ITS = "its";

    /** The segment, and another one of the importer that competes for its id. */
    static final String EXPORT = "export";

    static final String OTHER = "other";

    /** A connection to the segment, and another one. */
    static final String IMPORT = "import";

    static final String SECOND = "second";

    /** Poll descriptors of the connection. */
    static final String DESCRIPTOR = "descriptor";

    static final String ANOTHER = "another";

    private static final int PUT_LENGTH = 1024;
    private static final AccessList READERS = AccessList.of(new AccessEntry(1, Permission.READ));

    /** So that nobody may connect for writing. */
    static final Call.Publish TO_READERS = new Call.Publish(0, Scopes.FIRST, READERS, Out.VALID);

    /** What may be called before a race, in the order in which it is tried. */
    List<RaceCall> setups() {
        return List.of(
                getController(OWN, EXPORTER),
                create(EXPORT, OWN, EXPORTER, 1),
                publish("publish", EXPORT, EXPORTER),
                getController(ITS, IMPORTER),
                connect(IMPORT),
                unpublish("unpublish", EXPORT, EXPORTER),
                map("mapping", IMPORT),
                getPollfd(DESCRIPTOR, IMPORT),
                getPollfd(ANOTHER, IMPORT),
                connect(SECOND),
                post("post", IMPORT),
                create(OTHER, ITS, IMPORTER, 2));
    }

    /** What a thread may call in a race, each under the name that it has there. */
    List<RaceCall> calls(String name) {
        return List.of(
                getController(name, IMPORTER),
                get(name, IMPORT),
                put(name, IMPORT),
                post(name, IMPORT),
                await(name),
                getPollfd(name, IMPORT),
                releasePollfd(name, IMPORT),
                map(name, IMPORT),
                unmap(name, IMPORT),
                connect(name),
                disconnect(name, IMPORT),
                republish(name),
                publish(name, EXPORT, EXPORTER),
                publishToReaders(name),
                publish(name, OTHER, IMPORTER),
                unpublish(name, EXPORT, EXPORTER),
                destroy(name, EXPORT, EXPORTER),
                releaseController(name, ITS));
    }

    /** What a thread may call on something of its own: those, and some that are raced only so. */
    List<RaceCall> callsApart(String name) {
        List<RaceCall> calls = new ArrayList<>(calls(name));
        calls.add(create(name, OWN, EXPORTER, 1));
        calls.add(publishAny(name));
        calls.add(explicit(name, IMPORT));
        calls.add(initBarrier(name, IMPORT));
        calls.add(getUnits(name, IMPORT));
        calls.add(putUnits(name, IMPORT));
        return calls;
    }

    /** What takes back what the call has done; of the same thread. */
    static List<RaceCall> undo(RaceCall call, String name) {
        String on = call.on().orElse("");
        return switch (call.call()) {
            case Call.GetController _ -> List.of(releaseController(name, call.name()));
            case Call.Connect _ -> List.of(disconnect(name, call.name()));
            case Call.Map _ -> List.of(unmap(name, on));
            case Call.GetPollfd _ -> List.of(releasePollfd(name, on));
            case Call.Publish _ -> List.of(unpublish(name, on, call.process()));
            case Call other -> List.of();
        };
    }

    static RaceCall getController(String name, int process) {
        return RaceCall.of(name, process, new Call.GetController(Topology.LOOPBACK, Out.VALID));
    }

    static RaceCall releaseController(String name, String on) {
        return by(IMPORTER, name, on, new Call.ReleaseController(0));
    }

    RaceCall create(String name, String on, int process, int fill) {
        return by(
                process,
                name,
                on,
                new Call.ExportCreate(0, Memory.aligned(fill), page, 0, Out.VALID));
    }

    static RaceCall destroy(String name, String on, int process) {
        return by(process, name, on, new Call.ExportDestroy(0));
    }

    static RaceCall publish(String name, String on, int process) {
        return by(
                process,
                name,
                on,
                new Call.Publish(0, Scopes.FIRST, AccessList.everyone(), Out.VALID));
    }

    static RaceCall publishToReaders(String name) {
        return by(EXPORTER, name, EXPORT, TO_READERS);
    }

    /** Under an id that the implementation chooses. */
    private static RaceCall publishAny(String name) {
        return by(EXPORTER, name, EXPORT, new Call.Publish(0, 0, AccessList.everyone(), Out.VALID));
    }

    static RaceCall republish(String name) {
        return by(EXPORTER, name, EXPORT, new Call.Republish(0, READERS));
    }

    static RaceCall unpublish(String name, String on, int process) {
        return by(process, name, on, new Call.Unpublish(0));
    }

    static RaceCall connect(String name) {
        return connect(name, ITS);
    }

    static RaceCall connect(String name, String on) {
        return by(
                IMPORTER,
                name,
                on,
                new Call.Connect(0, 1, Scopes.FIRST, Permission.READ_WRITE, Out.VALID));
    }

    static RaceCall disconnect(String name, String on) {
        return by(IMPORTER, name, on, new Call.Disconnect(0));
    }

    RaceCall map(String name, String on) {
        return by(IMPORTER, name, on, new Call.Map(0, Permission.READ_WRITE, 0, page, Out.VALID));
    }

    static RaceCall unmap(String name, String on) {
        return by(IMPORTER, name, on, new Call.Unmap(0));
    }

    static RaceCall getPollfd(String name, String on) {
        return by(IMPORTER, name, on, new Call.GetPollfd(0));
    }

    static RaceCall releasePollfd(String name, String on) {
        return by(IMPORTER, name, on, new Call.ReleasePollfd(0));
    }

    static RaceCall getMode(String name, String on) {
        return by(IMPORTER, name, on, new Call.GetMode(0));
    }

    /** What a barrier is for. */
    static List<RaceCall> barrier(String on) {
        return List.of(
                by(IMPORTER, "open " + on, on, new Call.OpenBarrier(0)),
                by(IMPORTER, "close " + on, on, new Call.CloseBarrier(0)),
                by(IMPORTER, "destroy " + on, on, new Call.DestroyBarrier(0)));
    }

    /** So that transfers need no barrier. */
    static RaceCall explicit(String name, String on) {
        return by(IMPORTER, name, on, new Call.SetMode(0, 0));
    }

    static RaceCall wiped() {
        return by(EXPORTER, "wiped", EXPORT, new Call.ExporterWrite(0, 0, bytes(0)));
    }

    static RaceCall read() {
        return by(EXPORTER, "read", EXPORT, new Call.ExporterRead(0, 0, PUT_LENGTH));
    }

    static RaceCall get(String name, String on) {
        return by(IMPORTER, name, on, new Call.Get(0, 0, 8, Out.VALID));
    }

    static RaceCall put(String name, String on) {
        return by(IMPORTER, name, on, new Call.Put(0, 0, bytes(7), Out.VALID));
    }

    private static RaceCall getUnits(String name, String on) {
        return by(IMPORTER, name, on, new Call.GetUnits(0, 4, 0, 2, Out.VALID));
    }

    private static RaceCall putUnits(String name, String on) {
        return by(IMPORTER, name, on, new Call.PutUnits(0, 4, 0, bytes(7), Out.VALID));
    }

    private static RaceCall initBarrier(String name, String on) {
        return by(IMPORTER, name, on, new Call.InitBarrier(0, 0, Out.VALID));
    }

    static RaceCall post(String name, String on) {
        return by(IMPORTER, name, on, new Call.SignalPost(0, 0));
    }

    /** The exporter takes a signal if there is one, and is told at once if there is none. */
    static RaceCall await(String name) {
        return by(EXPORTER, name, EXPORT, new Call.SignalWait(0, 0));
    }

    private static RaceCall by(int process, String name, String on, OnHandle call) {
        return RaceCall.on(on, name, process, call);
    }

    private static Bytes bytes(int value) {
        byte[] bytes = new byte[PUT_LENGTH];
        Arrays.fill(bytes, (byte) value);
        return Bytes.of(bytes);
    }
}
