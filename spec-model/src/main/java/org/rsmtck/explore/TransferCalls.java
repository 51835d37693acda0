package org.rsmtck.explore;

import static org.rsmtck.api.Out.VALID;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.explore.Arguments.Value;

import java.util.List;
import java.util.Set;

/** Calls that move bytes, and the barriers and modes that say how. */
final class TransferCalls {
    /** What 32 bits take for 0. */
    private static final long FAR = 1L << 32;

    /** Where a few bytes end beyond what 64 bits count. */
    private static final long LAST = Long.MAX_VALUE - 7;

    private static final Bytes NOTHING = Bytes.of(new byte[0]);

    private final Arguments arguments;
    private final CallList calls;

    TransferCalls(Arguments arguments, CallList calls) {
        this.arguments = arguments;
        this.calls = calls;
    }

    void onBytes() {
        long end = 2 * arguments.world().pageSize();
        List<Value<Long>> offsets =
                arguments.values(List.of(0L), List.of(end - 8, end + 8, -8L, FAR, LAST));
        if (calls.says("get")) {
            for (Value<Long> handle : arguments.importHandles()) {
                for (Value<Long> offset : offsets) {
                    for (Value<Out> buffer : arguments.outs()) {
                        if (!arguments.isTooOdd(handle, offset, buffer)) {
                            calls.add(new Call.Get(handle.of(), offset.of(), 64, buffer.of()));
                        }
                    }
                }
            }
        }
        if (arguments.mostOdd() > 0) {
            arguments.me().imports().keys().forEach(this::transfersOfNothing);
        }
        if (calls.says("put")) {
            for (Value<Long> handle : arguments.importHandles()) {
                for (Value<Long> offset :
                        arguments.values(List.of(0L), List.of(end, -8L, FAR, LAST))) {
                    for (Value<Out> buffer : arguments.outs()) {
                        if (!arguments.isTooOdd(handle, offset, buffer)) {
                            calls.add(
                                    new Call.Put(
                                            handle.of(),
                                            offset.of(),
                                            arguments.word(),
                                            buffer.of()));
                        }
                    }
                }
            }
        }
        units(end);
    }

    private void transfersOfNothing(long handle) {
        if (calls.says("get")) {
            calls.add(new Call.Get(handle, 0, 0, VALID));
        }
        if (calls.says("put")) {
            calls.add(new Call.Put(handle, 0, NOTHING, VALID));
        }
        if (calls.says("get_units")) {
            calls.add(new Call.GetUnits(handle, Long.BYTES, 0, 0, VALID));
        }
        if (calls.says("put_units")) {
            calls.add(new Call.PutUnits(handle, Long.BYTES, 0, NOTHING, VALID));
        }
    }

    private void units(long end) {
        List<Value<Integer>> widths = arguments.values(List.of(1, 2, 4, 8), List.of());
        if (calls.says("get_units")) {
            for (Value<Long> handle : arguments.importHandles()) {
                for (Value<Integer> width : widths) {
                    for (Value<Long> offset : arguments.values(List.of(0L), List.of(end, 1L))) {
                        for (Value<Out> buffer : arguments.outs()) {
                            if (!arguments.isTooOdd(handle, offset, buffer)) {
                                calls.add(
                                        new Call.GetUnits(
                                                handle.of(),
                                                width.of(),
                                                offset.of(),
                                                2,
                                                buffer.of()));
                            }
                        }
                    }
                }
            }
        }
        if (calls.says("put_units")) {
            for (Value<Long> handle : arguments.importHandles()) {
                for (Value<Integer> width : widths) {
                    for (Value<Long> offset : arguments.values(List.of(0L), List.of(end, 1L))) {
                        for (Value<Out> buffer : arguments.outs()) {
                            if (!arguments.isTooOdd(handle, offset, buffer)) {
                                calls.add(
                                        new Call.PutUnits(
                                                handle.of(),
                                                width.of(),
                                                offset.of(),
                                                arguments.word(),
                                                buffer.of()));
                            }
                        }
                    }
                }
            }
        }
    }

    void onBarriers() {
        if (calls.says("init_barrier")) {
            for (Value<Long> handle : arguments.importHandles()) {
                arguments
                        .outs()
                        .forEach(barrier ->
                                calls.add(new Call.InitBarrier(handle.of(), 1, barrier.of())));
            }
        }
        List<Value<Long>> barriers = arguments.handles(arguments.me().barriers().keys(), Set.of());
        calls.onEach("open_barrier", barriers, Call.OpenBarrier::new);
        calls.onEach("order_barrier", barriers, Call.OrderBarrier::new);
        calls.onEach("close_barrier", barriers, Call.CloseBarrier::new);
        calls.onEach("destroy_barrier", barriers, Call.DestroyBarrier::new);
        if (calls.says("set_mode")) {
            for (Value<Long> handle : arguments.importHandles()) {
                for (int mode : List.of(0, 1, 2)) {
                    calls.add(new Call.SetMode(handle.of(), mode));
                }
            }
        }
        calls.onEach("get_mode", arguments.importHandles(), Call.GetMode::new);
    }
}
