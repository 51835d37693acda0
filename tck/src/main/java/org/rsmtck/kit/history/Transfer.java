package org.rsmtck.kit.history;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.model.Import;
import org.rsmtck.model.World;

import java.util.Optional;

/**
 * Bytes that a call moves between its caller and a segment.
 *
 * @param offset where they start: in the segment or, of loads and stores, in the mapping
 * @param length in bytes
 * @param width of a unit that is moved at once, in bytes
 * @param isWrite whether they go to the segment
 * @param isMapped whether they go through a mapping
 */
record Transfer(long offset, long length, int width, boolean isWrite, boolean isMapped) {
    /** Of get, put and plain copies: a word. */
    static final int WORD = Long.BYTES;

    /** What the call moves if it succeeds; empty for calls that move nothing. */
    static Optional<Transfer> of(Call call) {
        return Optional.ofNullable(
                switch (call) {
                    case Call.Get get -> plain(get.offset(), get.length(), false);
                    case Call.Put put -> plain(put.offset(), put.data().length(), true);
                    case Call.GetUnits get ->
                            new Transfer(
                                    get.offset(),
                                    get.count() * get.width(),
                                    get.width(),
                                    false,
                                    false);
                    case Call.PutUnits put ->
                            new Transfer(
                                    put.offset(), put.data().length(), put.width(), true, false);
                    case Call.ExporterRead read -> plain(read.offset(), read.length(), false);
                    case Call.ExporterWrite write ->
                            plain(write.offset(), write.data().length(), true);
                    case Call.Load load ->
                            new Transfer(load.offset(), load.length(), WORD, false, true);
                    case Call.Store store ->
                            new Transfer(store.offset(), store.data().length(), WORD, true, true);
                    case Call.GetController _,
                            Call.ReleaseController _,
                            Call.GetControllerAttributes _,
                            Call.GetTopology _,
                            Call.GetSegmentIdRange _,
                            Call.ExportCreate _,
                            Call.ExportDestroy _,
                            Call.Rebind _,
                            Call.Publish _,
                            Call.Republish _,
                            Call.Unpublish _,
                            Call.Connect _,
                            Call.Disconnect _,
                            Call.Map _,
                            Call.Unmap _,
                            Call.InitBarrier _,
                            Call.OnBarrier _,
                            Call.SetMode _,
                            Call.GetMode _,
                            Call.GetPollfd _,
                            Call.ReleasePollfd _,
                            Call.SignalPost _,
                            Call.SignalWait _ ->
                            null;
                });
    }

    /** What the operation moved, or may have moved. */
    static Optional<Transfer> of(Operation operation) {
        return switch (operation) {
            case Operation.Completed over ->
                    over.line() instanceof Observation.Called(int process, Call call, Reply reply)
                                    && reply instanceof Reply.Success
                            ? of(call)
                            : Optional.empty();
            case Operation.Pending open -> of(open.call());
        };
    }

    private static Transfer plain(long offset, long length, boolean isWrite) {
        return new Transfer(offset, length, WORD, isWrite, false);
    }

    /** Whether it is more than one unit, or none that is aligned, so that it may come in parts. */
    boolean mayTear() {
        return length > width || Math.floorMod(offset, width) + length > width;
    }

    /**
     * Where it starts in its segment.
     *
     * @param process that makes the call, in a world where the call can succeed
     */
    long start(World world, int process, Call call) {
        if (!isMapped) {
            return offset;
        }
        return offset
                + world.process(process)
                        .imports()
                        .get(((Call.OnHandle) call).handle())
                        .flatMap(Import::mapping)
                        .map(Import.Mapping::offset)
                        .orElse(0L);
    }
}
