package org.rsmtck.kit.probes;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Topology;
import org.rsmtck.kit.probes.BoundaryCalls.Aimed;
import org.rsmtck.kit.probes.BoundaryCalls.BoundaryCall;
import org.rsmtck.kit.suite.Boundaries;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Numbers over their whole range, or at the edges of it. */
final class LimitProbes {
    private static final int MODES = 010000;
    private static final List<Integer> NAME_LENGTHS =
            List.of(1, 15, 16, 31, 32, 63, 64, 65, 127, 128, 255, 256, 257, 1023, 1024);
    private static final List<Integer> ENTRIES = List.of(0, 1, 63, 64, 65, 4096);

    /** Of more than this, no process has memory to export. */
    private static final long MOST = 1L << 32;

    private static final Bytes WORD = Bytes.ofWord(0x4C_49_4D_49L);

    private LimitProbes() {}

    static List<Probe> all() {
        return List.of(
                of(
                        "connect with every permission from 0 to 07777",
                        List.of(
                                "connect/perm-domain",
                                "connect/PERM_DENIED",
                                "connect/creates-import"),
                        modes(
                                "connect with permission ",
                                (fixture, mode) ->
                                        Fixture.connect(
                                                fixture.importing(), fixture.segment(), mode))),
                of(
                        "map with every permission from 0 to 07777",
                        List.of("map/BAD_PERMS", "connect/perm-governs-access"),
                        modes(
                                "map with permission ",
                                (fixture, mode) ->
                                        new Call.Map(
                                                fixture.connection(),
                                                mode,
                                                0,
                                                fixture.page(),
                                                Out.VALID))),
                of(
                        "connect to nodes at the edges",
                        List.of("connect/returns", "frame/no-crash-no-hang"),
                        shots(
                                Boundaries.NODES,
                                "connect to node ",
                                (fixture, node) ->
                                        new Call.Connect(
                                                fixture.importing(),
                                                node,
                                                fixture.segment(),
                                                Permission.READ_WRITE,
                                                Out.VALID))),
                of(
                        "connect to segment ids at the edges",
                        List.of("connect/SEG_NOT_PUBLISHED", "frame/no-crash-no-hang"),
                        shots(
                                Boundaries.SEGMENTS,
                                "connect to segment ",
                                (fixture, segment) ->
                                        Fixture.connect(fixture.importing(), segment))),
                of(
                        "publish under segment ids at the edges",
                        List.of("frame/no-crash-no-hang"),
                        shots(
                                Boundaries.SEGMENTS,
                                "publish under segment ",
                                (fixture, segment) -> Fixture.publish(fixture.another(), segment))),
                of(
                        "controllers of names that are nobody's",
                        List.of("get_controller/CTLR_NOT_PRESENT", "frame/no-crash-no-hang"),
                        names(name -> new Call.GetController(name, Out.VALID))),
                of(
                        "applications of names that are nobody's",
                        List.of("get_segmentid_range/BAD_APPID", "frame/no-crash-no-hang"),
                        names(name -> new Call.GetSegmentIdRange(name, Out.VALID))),
                of("lengths and offsets at the edges", List.of("frame/no-crash-no-hang"), sizes()),
                of("access lists of many entries", List.of("frame/no-crash-no-hang"), lists()));
    }

    private static Probe of(String name, List<String> clauses, List<BoundaryCall> shots) {
        return Probe.of(name, clauses, context -> BoundaryCalls.alone(context, shots));
    }

    private static List<BoundaryCall> modes(String name, BiFunction<Fixture, Integer, Call> call) {
        return IntStream.range(0, MODES)
                .mapToObj(mode ->
                        new BoundaryCall(
                                name + "0" + Integer.toOctalString(mode),
                                fixture -> Aimed.by(0, call.apply(fixture, mode))))
                .toList();
    }

    private static List<BoundaryCall> shots(
            List<Integer> numbers, String name, BiFunction<Fixture, Integer, Call> call) {
        return numbers.stream()
                .map(number ->
                        new BoundaryCall(
                                name + "0x" + Integer.toHexString(number),
                                fixture -> Aimed.by(0, call.apply(fixture, number))))
                .toList();
    }

    /** Some are as long as places for names are, and those next to them; some are nearly one. */
    private static List<BoundaryCall> names(Function<String, Call> call) {
        return Stream.concat(
                        NAME_LENGTHS.stream().map("n"::repeat),
                        Stream.of(
                                "",
                                Topology.LOOPBACK.substring(1),
                                Topology.LOOPBACK + "0",
                                Topology.LOOPBACK.toUpperCase(Locale.ROOT),
                                Topology.LOOPBACK + "n".repeat(256)))
                .map(name ->
                        new BoundaryCall(
                                "the name \"" + name + "\"", _ -> Aimed.by(0, call.apply(name))))
                .toList();
    }

    /** A call that takes a size, the rest of it being harmless. */
    private record Sized(String name, BiFunction<Fixture, Long, Call> call) {
        BoundaryCall at(int edge) {
            return new BoundaryCall(
                    name + ", edge " + edge,
                    fixture -> Aimed.by(0, call.apply(fixture, edges(fixture.page()).get(edge))));
        }
    }

    private static final List<Sized> SIZED =
            List.of(
                    new Sized("create", (fixture, size) -> created(fixture, Math.min(size, MOST))),
                    new Sized(
                            "map with length",
                            (fixture, size) -> map(fixture.connection(), 0, size)),
                    new Sized(
                            "map with offset",
                            (fixture, size) -> map(fixture.connection(), size, fixture.page())),
                    new Sized(
                            "get with length",
                            (fixture, size) ->
                                    new Call.Get(fixture.connection(), 0, size, Out.VALID)),
                    new Sized(
                            "get with offset",
                            (fixture, size) ->
                                    new Call.Get(fixture.connection(), size, 8, Out.VALID)),
                    new Sized(
                            "put with offset",
                            (fixture, size) ->
                                    new Call.Put(fixture.connection(), size, WORD, Out.VALID)),
                    new Sized(
                            "get_units with offset",
                            (fixture, size) ->
                                    new Call.GetUnits(fixture.connection(), 8, size, 1, Out.VALID)),
                    new Sized(
                            "get_units with count",
                            (fixture, size) ->
                                    new Call.GetUnits(
                                            fixture.connection(), 8, 0, size, Out.VALID)));

    private static List<BoundaryCall> sizes() {
        return IntStream.range(0, edges(1).size())
                .boxed()
                .flatMap(edge -> SIZED.stream().map(one -> one.at(edge)))
                .toList();
    }

    private static List<Long> edges(long page) {
        List<Long> edges = new ArrayList<>(Boundaries.sizes(page));
        long end = Fixture.PAGES * page;
        edges.addAll(
                List.of(
                        end - 1,
                        end,
                        end + 1,
                        -page,
                        Long.MAX_VALUE - page + 1,
                        Long.MAX_VALUE - 7,
                        Long.MAX_VALUE,
                        Long.MIN_VALUE));
        return edges;
    }

    private static Call created(Fixture fixture, long size) {
        return new Call.ExportCreate(
                fixture.exporting(), Memory.aligned(Fixture.FILL + 5), size, 0, Out.VALID);
    }

    private static Call map(long connection, long offset, long length) {
        return new Call.Map(connection, Permission.READ, offset, length, Out.VALID);
    }

    private static List<BoundaryCall> lists() {
        List<BoundaryCall> shots = new ArrayList<>();
        for (int count : ENTRIES) {
            List<AccessEntry> same =
                    Collections.nCopies(count, new AccessEntry(ProbeContext.NODE, 0666));
            List<AccessEntry> others =
                    IntStream.range(0, count)
                            .mapToObj(node -> new AccessEntry(node, 0644))
                            .toList();
            shots.add(list("publish to so many nodes: " + count, others));
            shots.add(list("publish to one node so many times: " + count, same));
            shots.add(
                    new BoundaryCall(
                            "publish to no list of so many entries: " + count,
                            fixture ->
                                    Aimed.by(
                                            0,
                                            new Call.Publish(
                                                    fixture.another(),
                                                    ProbeContext.segment(),
                                                    new AccessList.Absent(count),
                                                    Out.VALID))));
        }
        return shots;
    }

    private static BoundaryCall list(String name, List<AccessEntry> entries) {
        return new BoundaryCall(
                name,
                fixture ->
                        Aimed.by(
                                0,
                                new Call.Publish(
                                        fixture.another(),
                                        ProbeContext.segment(),
                                        new AccessList.Entries(entries),
                                        Out.VALID)));
    }
}
