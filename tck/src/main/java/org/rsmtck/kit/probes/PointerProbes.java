package org.rsmtck.kit.probes;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Topology;
import org.rsmtck.kit.probes.BoundaryCalls.Aimed;
import org.rsmtck.kit.probes.BoundaryCalls.BoundaryCall;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Pointers that lead nowhere, or where nothing can be written. What is promised of a null or an
 * unmapped one is the profile's business; of a misaligned or a read-only one nothing is.
 */
final class PointerProbes {
    private static final List<String> CLAUSES = List.of("frame/no-crash-no-hang");
    private static final List<String> OF_CONNECT =
            List.of("connect/BAD_ADDR", "frame/no-crash-no-hang");
    private static final Bytes WORD = Bytes.ofWord(0x50_4F_49_4EL);

    private PointerProbes() {}

    /** A call that has a pointer; the call is made by the process that holds what it is made on. */
    private record Pointed(String word, BiFunction<Fixture, Out, Call> call) {}

    private static final List<Pointed> CALLS =
            List.of(
                    new Pointed(
                            "connect",
                            (fixture, out) ->
                                    new Call.Connect(
                                            fixture.importing(),
                                            ProbeContext.NODE,
                                            fixture.segment(),
                                            Permission.READ_WRITE,
                                            out)),
                    new Pointed(
                            "get_controller",
                            (fixture, out) -> new Call.GetController(Topology.LOOPBACK, out)),
                    new Pointed(
                            "create",
                            (fixture, out) ->
                                    new Call.ExportCreate(
                                            fixture.exporting(),
                                            Memory.aligned(Fixture.FILL + 2),
                                            fixture.page(),
                                            0,
                                            out)),
                    new Pointed(
                            "publish",
                            (fixture, out) ->
                                    new Call.Publish(fixture.another(), 0, Fixture.EVERYBODY, out)),
                    new Pointed(
                            "map",
                            (fixture, out) ->
                                    new Call.Map(
                                            fixture.connection(),
                                            Permission.READ,
                                            0,
                                            fixture.page(),
                                            out)),
                    new Pointed(
                            "get",
                            (fixture, out) -> new Call.Get(fixture.connection(), 0, 64, out)),
                    new Pointed(
                            "put",
                            (fixture, out) -> new Call.Put(fixture.connection(), 0, WORD, out)),
                    new Pointed(
                            "get_units",
                            (fixture, out) ->
                                    new Call.GetUnits(fixture.connection(), 4, 0, 16, out)),
                    new Pointed(
                            "put_units",
                            (fixture, out) ->
                                    new Call.PutUnits(fixture.connection(), 4, 0, WORD, out)),
                    new Pointed(
                            "init_barrier",
                            (fixture, out) -> new Call.InitBarrier(fixture.connection(), 0, out)),
                    new Pointed(
                            "get_controller_attr",
                            (fixture, out) ->
                                    new Call.GetControllerAttributes(fixture.importing(), out)),
                    new Pointed("get_topology", (fixture, out) -> new Call.GetTopology(out)),
                    new Pointed(
                            "get_segmentid_range",
                            (fixture, out) -> new Call.GetSegmentIdRange("probe", out)));

    static List<Probe> all() {
        List<Probe> all = new ArrayList<>();
        for (Pointed pointed : CALLS) {
            all.add(probe(pointed, "a null", Out.NULL, ""));
            all.add(probe(pointed, "an unmapped", Out.UNMAPPED, ""));
            all.add(probe(pointed, "a misaligned", Out.VALID, "misaligned"));
            all.add(probe(pointed, "a read-only", Out.VALID, "readonly"));
        }
        return all;
    }

    private static Probe probe(Pointed pointed, String kind, Out out, String word) {
        String name =
                pointed.word()
                        + " with "
                        + kind
                        + (pointed.word().equals("connect") ? " out pointer" : " pointer");
        boolean isConnect = pointed.word().equals("connect") && word.isEmpty();
        return Probe.of(
                name,
                isConnect ? OF_CONNECT : CLAUSES,
                context ->
                        BoundaryCalls.alone(
                                context,
                                List.of(
                                        new BoundaryCall(
                                                name,
                                                fixture ->
                                                        new Aimed(
                                                                0,
                                                                pointed.call().apply(fixture, out),
                                                                word)))));
    }
}
