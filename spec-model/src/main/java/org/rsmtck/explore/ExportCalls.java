package org.rsmtck.explore;

import static org.rsmtck.api.Out.VALID;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Memory.Placement;
import org.rsmtck.api.Out;
import org.rsmtck.explore.Arguments.Value;
import org.rsmtck.model.Connection;
import org.rsmtck.model.Contents;
import org.rsmtck.model.Export;
import org.rsmtck.model.Import;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Calls on what a process exports. */
final class ExportCalls {
    private static final int RESERVED_SEGMENT = 0x100;

    /** Names every node id once, from 0 on. */
    private static final AccessList ONE_ENTRY_TOO_MANY =
            new AccessList.Entries(
                    IntStream.rangeClosed(0, 64)
                            .mapToObj(node -> new AccessEntry(node, 0600))
                            .toList());

    private final Arguments arguments;
    private final CallList calls;

    ExportCalls(Arguments arguments, CallList calls) {
        this.arguments = arguments;
        this.calls = calls;
    }

    void add() {
        if (calls.says("create")) {
            create();
        }
        calls.onEach("destroy", arguments.exportHandles(), Call.ExportDestroy::new);
        calls.onEach("unpublish", arguments.exportHandles(), Call.Unpublish::new);
        if (calls.says("rebind")) {
            rebind();
        }
        if (calls.says("publish")) {
            publish();
        }
        if (calls.says("republish")) {
            for (Value<Long> handle : arguments.exportHandles()) {
                for (Value<AccessList> list : lists()) {
                    calls.add(new Call.Republish(handle.of(), list.of()));
                }
            }
        }
        if (calls.says("exporter_write")) {
            for (long handle : arguments.me().exports().keys()) {
                calls.add(new Call.ExporterWrite(handle, 0, arguments.word()));
            }
        }
        if (calls.says("exporter_read")) {
            for (long handle : arguments.me().exports().keys()) {
                calls.add(new Call.ExporterRead(handle, 0, 64));
            }
        }
    }

    private void create() {
        int fill = freshFill();
        List<Value<Memory>> memories =
                arguments.values(
                        List.of(Memory.aligned(fill)),
                        List.of(
                                new Memory(Placement.MISALIGNED, fill),
                                new Memory(Placement.NULL, fill)));
        List<Value<Long>> lengths =
                arguments.values(
                        List.of(2 * arguments.world().pageSize()),
                        List.of(
                                0L,
                                arguments.world().pageSize() + 8,
                                -arguments.world().pageSize()));
        for (Value<Long> handle : arguments.controllerHandles()) {
            for (Value<Memory> memory : memories) {
                for (Value<Long> length : lengths) {
                    for (Value<Out> out : arguments.outs()) {
                        if (!arguments.isTooOdd(handle, memory, length, out)) {
                            calls.add(
                                    new Call.ExportCreate(
                                            handle.of(), memory.of(), length.of(), 1, out.of()));
                        }
                    }
                }
            }
        }
        if (arguments.scope().roles().get(arguments.process()).vocabulary().contains("rebind")) {
            arguments
                    .me()
                    .controllers()
                    .keys()
                    .forEach(handle ->
                            calls.add(
                                    new Call.ExportCreate(
                                            handle,
                                            Memory.aligned(fill),
                                            2 * arguments.world().pageSize(),
                                            0,
                                            VALID)));
        }
    }

    /**
     * A fill that no live export of any process has, nor any segment that a cut import remembers;
     * the same in equal worlds.
     */
    private int freshFill() {
        int fill = 16 * (arguments.process() + 1);
        while (isInUse(fill)) {
            fill++;
        }
        return fill;
    }

    private boolean isInUse(int fill) {
        return arguments.world().processes().values().stream()
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

    private void rebind() {
        int fill = freshFill();
        List<Value<Memory>> memories =
                arguments.values(
                        List.of(Memory.aligned(fill)),
                        List.of(
                                new Memory(Placement.MISALIGNED, fill),
                                new Memory(Placement.NULL, fill)));
        List<Value<Long>> lengths =
                arguments.values(
                        List.of(2 * arguments.world().pageSize()),
                        List.of(arguments.world().pageSize(), -arguments.world().pageSize()));
        for (Value<Long> handle : arguments.exportHandles()) {
            for (Value<Memory> memory : memories) {
                for (Value<Long> length : lengths) {
                    if (!arguments.isTooOdd(handle, memory, length)) {
                        calls.add(new Call.Rebind(handle.of(), memory.of(), 0, length.of()));
                    }
                }
            }
        }
    }

    private void publish() {
        for (Value<Long> handle : arguments.exportHandles()) {
            for (Value<Integer> segment :
                    arguments.values(
                            arguments.scope().segments(), List.of(RESERVED_SEGMENT, 0x80000000))) {
                for (Value<AccessList> list : lists()) {
                    for (Value<Out> id : arguments.outs()) {
                        if (!arguments.isTooOdd(handle, segment, list, id)) {
                            calls.add(
                                    new Call.Publish(
                                            handle.of(), segment.of(), list.of(), id.of()));
                        }
                    }
                }
            }
        }
        // An id of the implementation's choice; once, since each choice makes another
        // arguments.world().
        if (!arguments.me().exports().any(new Published())) {
            arguments
                    .me()
                    .exports()
                    .keys()
                    .forEach(handle ->
                            calls.add(
                                    new Call.Publish(
                                            handle,
                                            0,
                                            arguments.scope().lists().getFirst(),
                                            VALID)));
        }
    }

    private List<Value<AccessList>> lists() {
        return arguments.values(
                arguments.scope().lists(),
                List.of(
                        new AccessList.Absent(1),
                        AccessList.of(new AccessEntry(1, 0777)),
                        AccessList.of(new AccessEntry(65, 0600)),
                        AccessList.of(new AccessEntry(0, 0600)),
                        ONE_ENTRY_TOO_MANY));
    }
}
