package org.rsmtck.explore;

import static org.rsmtck.api.Out.NULL;
import static org.rsmtck.api.Out.VALID;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Memory.Placement;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.model.Connection;
import org.rsmtck.model.Contents;
import org.rsmtck.model.Export;
import org.rsmtck.model.Import;
import org.rsmtck.model.ProcessState;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The calls worth making in a world: every usual value of every argument, and every combination in
 * which at most two arguments are odd, so that each rule is met alone and with each other rule.
 */
public final class Alphabet {
    /** A handle that no implementation gives out by chance. */
    public static final long NEVER_ISSUED = 0x0BAD_0BAD_0BAD_0BA8L;

    /** An id that nobody publishes under; sequences that run move it, as they do the others. */
    public static final int UNUSED_SEGMENT = 0x5FFF00;

    /** What 32 bits take for 0. */
    private static final long FAR = 1L << 32;

    /** Where a few bytes end beyond what 64 bits count. */
    private static final long LAST = Long.MAX_VALUE - 7;

    private static final int UNKNOWN_NODE = 63;
    private static final int RESERVED_SEGMENT = 0x100;

    private final Scope scope;
    private final World world;
    private final int process;
    private final ProcessState me;
    private final Set<String> vocabulary;
    private final int mostOdd;
    private final List<Call> calls = new ArrayList<>();

    private Alphabet(Scope scope, World world, int process, Set<String> vocabulary, int mostOdd) {
        this.scope = scope;
        this.world = world;
        this.process = process;
        this.me = world.process(process);
        this.vocabulary = vocabulary;
        this.mostOdd = mostOdd;
    }

    /** The calls for {@code process} to make in {@code world}. */
    public static List<Call> calls(Scope scope, World world, int process) {
        Set<String> vocabulary = scope.roles().get(process).vocabulary();
        return new Alphabet(scope, world, process, vocabulary, scope.odd()).calls();
    }

    /** Those of them in which at most one argument is odd. */
    public static List<Call> plainCalls(Scope scope, World world, int process) {
        Set<String> vocabulary = scope.roles().get(process).vocabulary();
        return new Alphabet(scope, world, process, vocabulary, Math.min(1, scope.odd())).calls();
    }

    /** Those of them that {@code word} names. */
    public static List<Call> calls(Scope scope, World world, int process, String word) {
        return new Alphabet(scope, world, process, named(scope, process, word), scope.odd())
                .calls();
    }

    /** Those of them that {@code word} names and whose arguments are all usual. */
    public static List<Call> usualCalls(Scope scope, World world, int process, String word) {
        return new Alphabet(scope, world, process, named(scope, process, word), 0).calls();
    }

    private static Set<String> named(Scope scope, int process, String word) {
        boolean isSaid = scope.roles().get(process).vocabulary().contains(word);
        return isSaid ? Set.of(word) : Set.of();
    }

    private List<Call> calls() {
        if (me.alive()) {
            controllers();
            exports();
            connections();
            mappings();
            transfers();
            barriers();
            segments();
        }
        return calls;
    }

    /** The value of an argument, and how far it is from usual. */
    private record Value<T>(T of, int odd) {}

    private <T> List<Value<T>> values(List<T> usual, List<T> odd) {
        List<Value<T>> values = new ArrayList<>();
        usual.forEach(value -> values.add(new Value<>(value, 0)));
        if (mostOdd > 0) {
            odd.forEach(value -> values.add(new Value<>(value, 1)));
        }
        return values;
    }

    private List<Value<Out>> outs() {
        return values(List.of(VALID), List.of(NULL));
    }

    private boolean says(String word) {
        return vocabulary.contains(word);
    }

    private boolean isTooOdd(Value<?>... arguments) {
        int odd = 0;
        for (Value<?> argument : arguments) {
            odd += argument.odd;
        }
        return odd > mostOdd;
    }

    private void controllers() {
        if (says("get_controller")) {
            List<String> names =
                    new ArrayList<>(
                            world.nodes().get(me.node()).orElseThrow().controllers().keys());
            for (Value<String> name : values(names, List.of("absent0"))) {
                outs().forEach(out -> calls.add(new Call.GetController(name.of, out.of)));
            }
        }
        if (says("get_topology")) {
            outs().forEach(out -> calls.add(new Call.GetTopology(out.of)));
        }
        if (says("get_segmentid_range")) {
            outs().forEach(out -> calls.add(new Call.GetSegmentIdRange("rsm-tck", out.of)));
        }
        onEach("release_controller", controllerHandles(), Call.ReleaseController::new);
        if (says("get_controller_attr")) {
            for (Value<Long> handle : controllerHandles()) {
                outs().forEach(out ->
                        calls.add(new Call.GetControllerAttributes(handle.of, out.of)));
            }
        }
    }

    private void exports() {
        if (says("create")) {
            create();
        }
        onEach("destroy", exportHandles(), Call.ExportDestroy::new);
        onEach("unpublish", exportHandles(), Call.Unpublish::new);
        if (says("rebind")) {
            rebind();
        }
        if (says("publish")) {
            publish();
        }
        if (says("republish")) {
            for (Value<Long> handle : exportHandles()) {
                for (Value<AccessList> list : lists()) {
                    calls.add(new Call.Republish(handle.of, list.of));
                }
            }
        }
        if (says("exporter_write")) {
            for (long handle : me.exports().keys()) {
                calls.add(new Call.ExporterWrite(handle, 0, word()));
            }
        }
        if (says("exporter_read")) {
            for (long handle : me.exports().keys()) {
                calls.add(new Call.ExporterRead(handle, 0, 64));
            }
        }
    }

    private void create() {
        int fill = freshFill();
        List<Value<Memory>> memories =
                values(
                        List.of(Memory.aligned(fill)),
                        List.of(
                                new Memory(Placement.MISALIGNED, fill),
                                new Memory(Placement.NULL, fill)));
        List<Value<Long>> lengths =
                values(
                        List.of(2 * world.pageSize()),
                        List.of(0L, world.pageSize() + 8, -world.pageSize()));
        for (Value<Long> handle : controllerHandles()) {
            for (Value<Memory> memory : memories) {
                for (Value<Long> length : lengths) {
                    for (Value<Out> out : outs()) {
                        if (!isTooOdd(handle, memory, length, out)) {
                            calls.add(
                                    new Call.ExportCreate(
                                            handle.of, memory.of, length.of, 1, out.of));
                        }
                    }
                }
            }
        }
        if (scope.roles().get(process).vocabulary().contains("rebind")) {
            me.controllers()
                    .keys()
                    .forEach(handle ->
                            calls.add(
                                    new Call.ExportCreate(
                                            handle,
                                            Memory.aligned(fill),
                                            2 * world.pageSize(),
                                            0,
                                            VALID)));
        }
    }

    /**
     * A fill that no live export of any process has, nor any segment that a cut import remembers;
     * the same in equal worlds.
     */
    private int freshFill() {
        int fill = 16 * (process + 1);
        while (isInUse(fill)) {
            fill++;
        }
        return fill;
    }

    private boolean isInUse(int fill) {
        return world.processes().values().stream()
                .anyMatch(owner ->
                        owner.exports().any(new Filled(fill))
                                || owner.imports().any(new Remembering(fill)));
    }

    private record Filled(int fill) implements Predicate<Export> {
        @Override
        public boolean test(Export export) {
            return export.contents().fill() == fill;
        }
    }

    private record Remembering(int fill) implements Predicate<Import> {
        @Override
        public boolean test(Import segment) {
            return switch (segment.connection()) {
                case Connection.Live live -> false;
                case Connection.DisconnectPending(Contents last) -> last.fill() == fill;
                case Connection.ForciblyDisconnected(Optional<Contents> last) ->
                        last.filter(known -> known.fill() == fill).isPresent();
            };
        }
    }

    private record Published() implements Predicate<Export> {
        @Override
        public boolean test(Export export) {
            return export.isPublished();
        }
    }

    private record PublishedElsewhere(Set<Integer> known) implements Predicate<Export> {
        @Override
        public boolean test(Export export) {
            return export.publication()
                    .filter(publication -> !known.contains(publication.segment()))
                    .isPresent();
        }
    }

    private void rebind() {
        int fill = freshFill();
        List<Value<Memory>> memories =
                values(
                        List.of(Memory.aligned(fill)),
                        List.of(
                                new Memory(Placement.MISALIGNED, fill),
                                new Memory(Placement.NULL, fill)));
        List<Value<Long>> lengths =
                values(List.of(2 * world.pageSize()), List.of(world.pageSize(), -world.pageSize()));
        for (Value<Long> handle : exportHandles()) {
            for (Value<Memory> memory : memories) {
                for (Value<Long> length : lengths) {
                    if (!isTooOdd(handle, memory, length)) {
                        calls.add(new Call.Rebind(handle.of, memory.of, 0, length.of));
                    }
                }
            }
        }
    }

    private void publish() {
        for (Value<Long> handle : exportHandles()) {
            for (Value<Integer> segment :
                    values(scope.segments(), List.of(RESERVED_SEGMENT, 0x80000000))) {
                for (Value<AccessList> list : lists()) {
                    for (Value<Out> id : outs()) {
                        if (!isTooOdd(handle, segment, list, id)) {
                            calls.add(new Call.Publish(handle.of, segment.of, list.of, id.of));
                        }
                    }
                }
            }
        }
        // An id of the implementation's choice; once, since each choice makes another world.
        if (!me.exports().any(new Published())) {
            me.exports()
                    .keys()
                    .forEach(handle ->
                            calls.add(
                                    new Call.Publish(handle, 0, scope.lists().getFirst(), VALID)));
        }
    }

    private List<Value<AccessList>> lists() {
        return values(
                scope.lists(),
                List.of(
                        new AccessList.Absent(1),
                        AccessList.of(new AccessEntry(1, 0777)),
                        AccessList.of(new AccessEntry(65, 0600)),
                        AccessList.of(new AccessEntry(0, 0600)),
                        ONE_ENTRY_TOO_MANY));
    }

    /** A bit outside of all modes. */
    private static final int STRAY_BIT = 01;

    private static final Bytes NOTHING = Bytes.of(new byte[0]);

    /** Names every node id once, from 0 on. */
    private static final AccessList ONE_ENTRY_TOO_MANY =
            new AccessList.Entries(
                    IntStream.rangeClosed(0, 64)
                            .mapToObj(node -> new AccessEntry(node, 0600))
                            .toList());

    private void connections() {
        if (says("connect")) {
            List<Integer> nodes = List.copyOf(world.nodes().keys());
            List<Value<Integer>> permissions =
                    values(scope.permissions(), List.of(Permission.NONE, 0700));
            for (Value<Long> handle : controllerHandles()) {
                for (Value<Integer> node : values(nodes, List.of(UNKNOWN_NODE))) {
                    for (Value<Integer> segment : segmentsToConnect()) {
                        for (Value<Integer> permission : permissions) {
                            for (Value<Out> out : outs()) {
                                if (!isTooOdd(handle, node, segment, permission, out)) {
                                    calls.add(
                                            new Call.Connect(
                                                    handle.of,
                                                    node.of,
                                                    segment.of,
                                                    permission.of,
                                                    out.of));
                                }
                            }
                        }
                    }
                }
            }
        }
        onEach("disconnect", importHandles(), Call.Disconnect::new);
    }

    private List<Value<Integer>> segmentsToConnect() {
        List<Integer> usual = new ArrayList<>(scope.segments());
        for (ProcessState owner : world.processes().values()) {
            Optional<Long> other = owner.exports().first(new PublishedElsewhere(Set.copyOf(usual)));
            while (other.isPresent()) {
                usual.add(
                        owner.exports()
                                .get(other.get())
                                .orElseThrow()
                                .publication()
                                .orElseThrow()
                                .segment());
                other = owner.exports().first(new PublishedElsewhere(Set.copyOf(usual)));
            }
        }
        return values(usual, List.of(UNUSED_SEGMENT));
    }

    private void mappings() {
        if (says("map")) {
            long page = world.pageSize();
            List<Value<long[]>> ranges =
                    values(
                            List.of(new long[] {0, 2 * page}, new long[] {page, page}),
                            List.of(
                                    new long[] {0, 0},
                                    new long[] {0, 3 * page},
                                    new long[] {2 * page, page},
                                    new long[] {8, page},
                                    new long[] {0, page + 8},
                                    new long[] {-page, page}));
            List<Value<Integer>> permissions =
                    values(scope.permissions(), List.of(Permission.NONE, STRAY_BIT));
            for (Value<Long> handle : importHandles()) {
                for (Value<Integer> permission : permissions) {
                    for (Value<long[]> range : ranges) {
                        for (Value<Out> address : outs()) {
                            if (!isTooOdd(handle, permission, range, address)) {
                                calls.add(
                                        new Call.Map(
                                                handle.of,
                                                permission.of,
                                                range.of[0],
                                                range.of[1],
                                                address.of));
                            }
                        }
                    }
                }
            }
        }
        onEach("unmap", importHandles(), Call.Unmap::new);
        if (says("load")) {
            me.imports().keys().forEach(handle -> calls.add(new Call.Load(handle, 0, 64)));
        }
        if (says("store")) {
            me.imports().keys().forEach(handle -> calls.add(new Call.Store(handle, 0, word())));
        }
    }

    private void transfers() {
        long end = 2 * world.pageSize();
        List<Value<Long>> offsets = values(List.of(0L), List.of(end - 8, end + 8, -8L, FAR, LAST));
        if (says("get")) {
            for (Value<Long> handle : importHandles()) {
                for (Value<Long> offset : offsets) {
                    for (Value<Out> buffer : outs()) {
                        if (!isTooOdd(handle, offset, buffer)) {
                            calls.add(new Call.Get(handle.of, offset.of, 64, buffer.of));
                        }
                    }
                }
            }
        }
        if (mostOdd > 0) {
            me.imports().keys().forEach(this::transfersOfNothing);
        }
        if (says("put")) {
            for (Value<Long> handle : importHandles()) {
                for (Value<Long> offset : values(List.of(0L), List.of(end, -8L, FAR, LAST))) {
                    for (Value<Out> buffer : outs()) {
                        if (!isTooOdd(handle, offset, buffer)) {
                            calls.add(new Call.Put(handle.of, offset.of, word(), buffer.of));
                        }
                    }
                }
            }
        }
        units(end);
    }

    private void transfersOfNothing(long handle) {
        if (says("get")) {
            calls.add(new Call.Get(handle, 0, 0, VALID));
        }
        if (says("put")) {
            calls.add(new Call.Put(handle, 0, NOTHING, VALID));
        }
        if (says("get_units")) {
            calls.add(new Call.GetUnits(handle, Long.BYTES, 0, 0, VALID));
        }
        if (says("put_units")) {
            calls.add(new Call.PutUnits(handle, Long.BYTES, 0, NOTHING, VALID));
        }
    }

    private void units(long end) {
        List<Value<Integer>> widths = values(List.of(1, 2, 4, 8), List.of());
        if (says("get_units")) {
            for (Value<Long> handle : importHandles()) {
                for (Value<Integer> width : widths) {
                    for (Value<Long> offset : values(List.of(0L), List.of(end, 1L))) {
                        for (Value<Out> buffer : outs()) {
                            if (!isTooOdd(handle, offset, buffer)) {
                                calls.add(
                                        new Call.GetUnits(
                                                handle.of, width.of, offset.of, 2, buffer.of));
                            }
                        }
                    }
                }
            }
        }
        if (says("put_units")) {
            for (Value<Long> handle : importHandles()) {
                for (Value<Integer> width : widths) {
                    for (Value<Long> offset : values(List.of(0L), List.of(end, 1L))) {
                        for (Value<Out> buffer : outs()) {
                            if (!isTooOdd(handle, offset, buffer)) {
                                calls.add(
                                        new Call.PutUnits(
                                                handle.of, width.of, offset.of, word(), buffer.of));
                            }
                        }
                    }
                }
            }
        }
    }

    private void barriers() {
        if (says("init_barrier")) {
            for (Value<Long> handle : importHandles()) {
                outs().forEach(barrier ->
                        calls.add(new Call.InitBarrier(handle.of, 1, barrier.of)));
            }
        }
        List<Value<Long>> barriers = handles(me.barriers().keys(), List.of());
        onEach("open_barrier", barriers, Call.OpenBarrier::new);
        onEach("order_barrier", barriers, Call.OrderBarrier::new);
        onEach("close_barrier", barriers, Call.CloseBarrier::new);
        onEach("destroy_barrier", barriers, Call.DestroyBarrier::new);
        if (says("set_mode")) {
            for (Value<Long> handle : importHandles()) {
                for (int mode : List.of(0, 1, 2)) {
                    calls.add(new Call.SetMode(handle.of, mode));
                }
            }
        }
        onEach("get_mode", importHandles(), Call.GetMode::new);
    }

    private void segments() {
        List<Value<Long>> both = new ArrayList<>();
        me.exports().keys().forEach(handle -> both.add(new Value<>(handle, 0)));
        both.addAll(handles(me.imports().keys(), me.controllers().keys()));
        onEach("get_pollfd", both, Call.GetPollfd::new);
        onEach("release_pollfd", both, Call.ReleasePollfd::new);
        onEach("signal_post", both, handle -> new Call.SignalPost(handle, 0));
        onEach("signal_wait", both, handle -> new Call.SignalWait(handle, 0));
    }

    /** A word that names the process that writes it. */
    private Bytes word() {
        return Bytes.ofWord(0x5753_0000_0000_0000L | process);
    }

    private List<Value<Long>> controllerHandles() {
        return handles(me.controllers().keys(), me.exports().keys());
    }

    private List<Value<Long>> exportHandles() {
        return handles(me.exports().keys(), me.imports().keys());
    }

    private List<Value<Long>> importHandles() {
        return handles(me.imports().keys(), me.exports().keys());
    }

    /** The live handles, and odd ones: null, never issued, and one of another kind. */
    private List<Value<Long>> handles(Set<Long> live, Set<Long> otherKind) {
        List<Long> odd = new ArrayList<>(List.of(0L, NEVER_ISSUED));
        otherKind.stream().limit(1).forEach(odd::add);
        return values(List.copyOf(live), odd);
    }

    private List<Value<Long>> handles(Set<Long> live, List<Long> otherKind) {
        return handles(live, Set.copyOf(otherKind));
    }

    private void onEach(String word, List<Value<Long>> handles, Function<Long, Call> call) {
        if (says(word)) {
            handles.forEach(handle -> calls.add(call.apply(handle.of)));
        }
    }
}
