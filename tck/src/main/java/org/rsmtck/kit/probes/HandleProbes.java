package org.rsmtck.kit.probes;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Call.OnHandle;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.probes.BoundaryCalls.Aimed;
import org.rsmtck.kit.probes.BoundaryCalls.BoundaryCall;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Handles that are not what the call is to be made on. */
final class HandleProbes {
    private static final List<String> CLAUSES =
            List.of("connect/BAD_CTLR_HNDL", "disconnect/BAD_SEG_HNDL", "frame/no-crash-no-hang");
    private static final int RANDOM_HANDLES = 32;
    private static final int HALF = 32;

    private static final int AT_A_TIME = 700;

    /** A process on the JVM takes longer for a call. */
    private static final int SLOW = 20;

    private static final long SEED = 0x5EED;
    private static final Bytes WORD = Bytes.ofWord(0x48_41_4E_44L);

    private HandleProbes() {}

    static List<Probe> all() {
        return List.of(
                probe("the null handle", fixture -> 0),
                probe("a handle of an import that was disconnected", HandleProbes::disconnected),
                probe("a handle of an export that was destroyed", HandleProbes::destroyed),
                probe("a handle of a controller", Fixture::importing),
                probe("a handle of an export", Fixture::export),
                probe("a handle of an import", Fixture::connection),
                probe("the address of a barrier", HandleProbes::barrier),
                Probe.of(
                        "calls with live handles of another process",
                        CLAUSES,
                        HandleProbes::foreign),
                Probe.of("calls with random handles", CLAUSES, HandleProbes::random),
                Probe.of(
                        "calls with live handles in which one bit is another",
                        CLAUSES,
                        HandleProbes::flipped),
                Probe.of(
                        "disconnect of a handle that is stale for thousands of rounds",
                        CLAUSES,
                        HandleProbes::afterMany));
    }

    private static Probe probe(String kind, ToLongFunction<Fixture> handle) {
        return Probe.of(
                "calls with " + kind,
                CLAUSES,
                context -> BoundaryCalls.alone(context, shots(kind, Need.values(), handle)));
    }

    /** What kind of handle calls need. */
    private enum Need {
        CONTROLLER,
        EXPORT,
        IMPORT,
        BARRIER
    }

    private static List<BoundaryCall> shots(
            String kind, Need[] needs, ToLongFunction<Fixture> handle) {
        List<BoundaryCall> shots = new ArrayList<>();
        for (Need need : needs) {
            for (OnHandle call : calls(need)) {
                shots.add(
                        new BoundaryCall(
                                call.word() + " of " + kind,
                                fixture ->
                                        Aimed.by(
                                                fixture.importer(),
                                                call.onHandle(handle.applyAsLong(fixture)))));
            }
        }
        return shots;
    }

    /** Calls that are right but for the handle. */
    private static List<OnHandle> calls(Need need) {
        Memory memory = Memory.aligned(Fixture.FILL + 3);
        return switch (need) {
            case CONTROLLER ->
                    List.of(
                            Fixture.connect(0, 1),
                            new Call.GetControllerAttributes(0, Out.VALID),
                            new Call.ExportCreate(0, memory, 4096, 0, Out.VALID),
                            new Call.ReleaseController(0));
            case IMPORT ->
                    List.of(
                            new Call.Get(0, 0, 8, Out.VALID),
                            new Call.Put(0, 0, WORD, Out.VALID),
                            new Call.GetUnits(0, 4, 0, 2, Out.VALID),
                            new Call.PutUnits(0, 4, 0, WORD, Out.VALID),
                            new Call.GetMode(0),
                            new Call.SetMode(0, 0),
                            new Call.InitBarrier(0, 0, Out.VALID),
                            new Call.Map(0, Permission.READ, 0, 4096, Out.VALID),
                            new Call.Unmap(0),
                            new Call.GetPollfd(0),
                            new Call.ReleasePollfd(0),
                            new Call.SignalPost(0, 0),
                            new Call.SignalWait(0, 0),
                            new Call.Disconnect(0));
            case EXPORT ->
                    List.of(
                            new Call.Republish(0, Fixture.EVERYBODY),
                            new Call.Publish(0, 0, Fixture.EVERYBODY, Out.VALID),
                            new Call.Rebind(0, memory, 0, 4096),
                            new Call.Unpublish(0),
                            new Call.ExportDestroy(0));
            case BARRIER ->
                    List.of(
                            new Call.OpenBarrier(0),
                            new Call.OrderBarrier(0),
                            new Call.CloseBarrier(0),
                            new Call.DestroyBarrier(0));
        };
    }

    private static long disconnected(Fixture fixture) {
        long stale = fixture.connected();
        fixture.trial().done(fixture.importer(), new Call.Disconnect(stale));
        return stale;
    }

    private static long destroyed(Fixture fixture) {
        long stale = fixture.another();
        fixture.trial().done(fixture.exporter(), new Call.ExportDestroy(stale));
        return stale;
    }

    private static long barrier(Fixture fixture) {
        return fixture.trial()
                .handle(
                        fixture.importer(),
                        new Call.InitBarrier(fixture.connection(), 0, Out.VALID));
    }

    private static void foreign(ProbeContext context) {
        List<BoundaryCall> shots = new ArrayList<>();
        shots.addAll(
                shots("an export of another process", Need.values(), fixture -> fixture.export()));
        // What the importer calls next, on what the exporter has not got: the other way round.
        for (OnHandle call : calls(Need.IMPORT)) {
            shots.add(
                    new BoundaryCall(
                            call.word() + " of an import of another process",
                            fixture ->
                                    Aimed.by(
                                            fixture.exporter(),
                                            call.onHandle(fixture.connection()))));
        }
        for (OnHandle call : calls(Need.CONTROLLER)) {
            shots.add(
                    new BoundaryCall(
                            call.word() + " of a controller of another process",
                            fixture ->
                                    Aimed.by(
                                            fixture.importer(),
                                            call.onHandle(fixture.exporting()))));
        }
        BoundaryCalls.apart(context, shots);
    }

    private static void random(ProbeContext context) {
        Random random = new Random(SEED);
        List<BoundaryCall> shots = new ArrayList<>();
        for (int i = 0; i < RANDOM_HANDLES; i++) {
            long handle = random.nextLong() >>> random.nextInt(Long.SIZE);
            String kind = "the random handle 0x" + Long.toHexString(handle);
            for (OnHandle call :
                    List.of(
                            new Call.Disconnect(0),
                            new Call.Get(0, 0, 8, Out.VALID),
                            Fixture.connect(0, 1),
                            new Call.Unpublish(0),
                            new Call.ReleaseController(0))) {
                shots.add(
                        new BoundaryCall(
                                call.word() + " of " + kind,
                                fixture -> Aimed.by(fixture.importer(), call.onHandle(handle))));
            }
        }
        BoundaryCalls.alone(context, shots);
    }

    private static void flipped(ProbeContext context) {
        List<BoundaryCall> shots = new ArrayList<>();
        for (int bit = HALF; bit < Long.SIZE; bit++) {
            long mask = 1L << bit;
            String kind = " whose bit " + bit + " is another";
            shots.add(
                    importing(
                            "disconnect of an import" + kind,
                            fixture -> new Call.Disconnect(fixture.connection() ^ mask)));
            shots.add(
                    importing(
                            "get on an import" + kind,
                            fixture -> new Call.Get(fixture.connection() ^ mask, 0, 8, Out.VALID)));
            shots.add(
                    importing(
                            "connect over a controller" + kind,
                            fixture ->
                                    Fixture.connect(
                                            fixture.importing() ^ mask, fixture.segment())));
            shots.add(
                    new BoundaryCall(
                            "unpublish of an export" + kind,
                            fixture ->
                                    Aimed.by(
                                            fixture.exporter(),
                                            new Call.Unpublish(fixture.export() ^ mask))));
        }
        BoundaryCalls.alone(context, shots);
    }

    private static BoundaryCall importing(String name, Function<Fixture, Call> call) {
        return new BoundaryCall(name, fixture -> Aimed.by(fixture.importer(), call.apply(fixture)));
    }

    /**
     * Handle values that come back would let a stale handle name somebody else's connection. The
     * rounds are not judged one by one: only a value that comes back is told to the judge.
     */
    private static void afterMany(ProbeContext context) {
        BoundaryCalls.alone(
                context,
                List.of(
                        new BoundaryCall(
                                "disconnect of a handle that was stale for many rounds of connect"
                                        + " and disconnect",
                                fixture -> {
                                    long stale = disconnected(fixture);
                                    repeated(context, fixture, stale);
                                    return Aimed.by(fixture.importer(), new Call.Disconnect(stale));
                                })));
    }

    /** The handles of all rounds, as many as there is time for. */
    private static List<Long> repeated(ProbeContext context, Fixture fixture, Rounds rounds) {
        int usual = context.effort().many();
        int most = context.fabric().isSlowToStart() ? usual / SLOW : usual;
        List<Long> handles = new ArrayList<>();
        while (handles.size() < most && !context.isLong()) {
            handles.addAll(some(context, fixture, rounds));
        }
        context.note(String.format(Locale.ROOT, "%,d rounds", handles.size()));
        return handles;
    }

    /** They are gone one by one where one is refused by chance. */
    private static List<Long> some(ProbeContext context, Fixture fixture, Rounds rounds) {
        try {
            return rounds.go(context, fixture.trial(), fixture.importer(), AT_A_TIME);
        } catch (UnlikeOthersException e) {
            context.beCareful();
            return rounds.go(context, fixture.trial(), fixture.importer(), AT_A_TIME);
        }
    }

    private static void repeated(ProbeContext context, Fixture fixture, long stale) {
        Call connect = Fixture.connect(fixture.importing(), fixture.segment());
        Set<Long> seen = new HashSet<>(Set.of(stale));
        for (long handle : repeated(context, fixture, Rounds.of(connect, new Call.Disconnect(0)))) {
            if (!seen.add(handle)) {
                Call disconnect = new Call.Disconnect(handle);
                if (handle != stale) {
                    fixture.trial().observe(fixture.importer(), connect, new Reply.Handle(handle));
                    fixture.trial().observe(fixture.importer(), disconnect, Reply.done());
                }
                fixture.trial().observe(fixture.importer(), connect, new Reply.Handle(handle));
                fixture.trial().observe(fixture.importer(), disconnect, Reply.done());
                return;
            }
        }
    }
}
