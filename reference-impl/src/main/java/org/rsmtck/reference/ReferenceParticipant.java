package org.rsmtck.reference;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.api.Topology;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;

/**
 * Turns calls with handles into calls on the objects that the handles stand for, and refusals into
 * replies.
 */
final class ReferenceParticipant implements Participant {
    private static final int ALLOW_REBIND = 1;
    private static final int POLLRDNORM = 0x40;
    private static final int EXPLICIT = 0;
    private static final int IMPLICIT = 1;

    private final Rsm rsm;
    private final InjectedFaults faults;

    /**
     * Takes charge of the process.
     *
     * @param faults its engine
     */
    ReferenceParticipant(Rsm rsm, InjectedFaults faults) {
        this.rsm = rsm;
        this.faults = faults;
    }

    @Override
    public Reply call(Call call) {
        try {
            return RsmException.byCode(() -> faults.during(() -> reply(call)));
        } catch (RsmException e) {
            return new Reply.Refused(e.error());
        } catch (RuntimeException e) {
            return new Reply.NoReply(e.toString());
        }
    }

    private Reply reply(Call call) {
        return switch (call) {
            case Call.GetController(String name, Out out) -> {
                require(out, RsmError.BAD_ADDR);
                yield handle(rsm.controller(name == null ? Topology.LOOPBACK : name));
            }
            case Call.ReleaseController(long controller) ->
                    done(() -> controller(controller).releaseOnce());
            case Call.GetControllerAttributes(long controller, Out out) -> {
                Controller held = controller(controller);
                require(out, RsmError.BAD_ADDR);
                yield held.attributes();
            }
            case Call.GetTopology(Out out) -> {
                require(out, RsmError.BAD_TOPOLOGY_PTR);
                yield rsm.interconnect();
            }
            case Call.GetSegmentIdRange(String application, Out out) -> {
                require(out, RsmError.BAD_ADDR);
                if (application == null) {
                    throw new RsmException(
                            RsmError.BAD_ADDR, "the name of the application is null");
                }
                yield rsm.segmentIds(application);
            }
            case Call.ExportCreate(
                            long controller,
                            Memory memory,
                            long length,
                            int flags,
                            Out out) -> {
                Controller held = controller(controller);
                require(out, RsmError.BAD_ADDR);
                requireWhole(memory);
                yield handle(held.export(length, words(memory), (flags & ALLOW_REBIND) != 0));
            }
            case Call.ExportDestroy(long handle) -> done(() -> export(handle).destroy());
            case Call.Rebind(long handle, Memory memory, long _, long length) -> {
                ExportSegment segment = export(handle);
                requireWhole(memory);
                yield done(() -> segment.rebind(length, words(memory)));
            }
            case Call.Publish(long handle, int id, var access, Out out) -> {
                ExportSegment segment = export(handle);
                require(out, RsmError.BAD_SEGID);
                yield new Reply.Published(segment.publish(id, access));
            }
            case Call.Republish(long handle, var access) ->
                    done(() -> export(handle).republish(access));
            case Call.Unpublish(long handle) -> done(() -> export(handle).unpublish());
            case Call.Connect(long controller, int node, int segment, int permission, Out out) -> {
                Controller held = controller(controller);
                require(out, RsmError.BAD_ADDR);
                yield handle(held.connect(node, segment, permission));
            }
            case Call.Disconnect(long handle) -> done(() -> segment(handle).disconnect());
            case Call.Map(long handle, int permission, long offset, long length, Out address) -> {
                ImportSegment segment = segment(handle);
                require(address, RsmError.BAD_ADDR);
                yield done(() -> segment.map(permission, offset, length));
            }
            case Call.Unmap(long handle) -> done(() -> segment(handle).unmap());
            case Call.Get(long handle, long offset, long length, Out buffer) ->
                    get(segment(handle), offset, length, 1, buffer);
            case Call.Put(long handle, long offset, Bytes data, Out buffer) ->
                    put(segment(handle), offset, data, 1, buffer);
            case Call.GetUnits(long handle, int width, long offset, long count, Out buffer) ->
                    get(segment(handle), offset, length(count, width), width, buffer);
            case Call.PutUnits(long handle, int width, long offset, Bytes data, Out buffer) ->
                    put(segment(handle), offset, data, width, buffer);
            case Call.InitBarrier(long handle, int _, Out barrier) -> {
                require(barrier, RsmError.BAD_BARRIER_PTR);
                yield handle(segment(handle).initBarrier());
            }
            case Call.OpenBarrier(long handle) -> done(() -> barrier(handle).open());
            case Call.OrderBarrier(long handle) -> done(() -> barrier(handle).order());
            case Call.CloseBarrier(long handle) -> done(() -> barrier(handle).complete());
            case Call.DestroyBarrier(long handle) -> done(() -> barrier(handle).destroy());
            case Call.SetMode(long handle, int mode) -> {
                ImportSegment segment = segment(handle);
                if (mode != EXPLICIT && mode != IMPLICIT) {
                    throw new RsmException(
                            RsmError.BAD_MODE, "barrier mode " + mode + " is neither 0 nor 1");
                }
                yield done(() -> segment.setImplicitBarriers(mode == IMPLICIT));
            }
            case Call.GetMode(long handle) ->
                    new Reply.Mode(segment(handle).hasImplicitBarriers() ? IMPLICIT : EXPLICIT);
            case Call.GetPollfd(long handle) ->
                    new Reply.Pollfd(
                            either(handle, ExportSegment::getPollfd, ImportSegment::getPollfd),
                            POLLRDNORM);
            case Call.ReleasePollfd(long handle) ->
                    either(
                            handle,
                            effect(ExportSegment::releasePollfd),
                            effect(ImportSegment::releasePollfd));
            case Call.SignalPost(long handle, int _) ->
                    either(
                            handle,
                            effect(ExportSegment::postSignal),
                            effect(ImportSegment::postSignal));
            case Call.SignalWait(long handle, int timeout) ->
                    either(
                            handle,
                            effect((ExportSegment segment) -> segment.waitForSignal(timeout)),
                            effect((ImportSegment segment) -> segment.waitForSignal(timeout)));
            case Call.ExporterRead(long handle, long offset, int length) -> {
                byte[] bytes = new byte[length];
                export(handle).read(offset, bytes);
                yield new Reply.Data(Bytes.of(bytes));
            }
            case Call.ExporterWrite(long handle, long offset, Bytes data) ->
                    done(() -> export(handle).write(offset, data.toArray()));
            case Call.Load(long handle, long offset, int length) -> {
                byte[] bytes = new byte[length];
                segment(handle).load(offset, bytes);
                yield new Reply.Data(Bytes.of(bytes));
            }
            case Call.Store(long handle, long offset, Bytes data) ->
                    done(() -> segment(handle).store(offset, data.toArray()));
        };
    }

    private static Reply get(
            ImportSegment segment, long offset, long length, int unit, Out buffer) {
        require(buffer, RsmError.BAD_ADDR);
        Ranges.require(offset, length, segment.length());
        byte[] bytes = new byte[Math.toIntExact(length)];
        segment.get(offset, bytes, unit);
        return new Reply.Data(Bytes.of(bytes));
    }

    private static Reply put(ImportSegment segment, long offset, Bytes data, int unit, Out buffer) {
        require(buffer, RsmError.BAD_ADDR);
        return done(() -> segment.put(offset, data.toArray(), unit));
    }

    /**
     * The bytes that so many units come to; a length that no range has, where that cannot be
     * counted: the least there is for a count below 0, else the greatest.
     */
    private static long length(long count, int width) {
        Ranges.requireUnit(width);
        if (count < 0) {
            return Long.MIN_VALUE;
        }
        return count > Long.MAX_VALUE / width ? Long.MAX_VALUE : count * width;
    }

    private static LongUnaryOperator words(Memory memory) {
        return offset -> Memory.wordAt(memory.fill(), offset);
    }

    private static void require(Out out, RsmError error) {
        if (out != Out.VALID) {
            throw new RsmException(error, "the pointer is not valid");
        }
    }

    private static void requireWhole(Memory memory) {
        switch (memory.placement()) {
            case NULL ->
                    throw new RsmException(RsmError.BAD_ADDR, "the memory is at the null pointer");
            case MISALIGNED ->
                    throw new RsmException(
                            RsmError.BAD_MEM_ALIGNMENT, "the memory does not start at a page");
            case ALIGNED -> {}
        }
    }

    private Controller controller(long handle) {
        if (rsm.part(handle) instanceof Controller controller) {
            return controller;
        }
        throw new RsmException(RsmError.BAD_CTLR_HNDL, hex(handle) + " is no controller");
    }

    private ExportSegment export(long handle) {
        if (rsm.part(handle) instanceof ExportSegment segment) {
            return segment;
        }
        throw new RsmException(RsmError.BAD_SEG_HNDL, hex(handle) + " is no export");
    }

    private ImportSegment segment(long handle) {
        if (rsm.part(handle) instanceof ImportSegment segment) {
            return segment;
        }
        throw new RsmException(RsmError.BAD_SEG_HNDL, hex(handle) + " is no import");
    }

    private Barrier barrier(long handle) {
        if (rsm.part(handle) instanceof Barrier barrier) {
            return barrier;
        } else if (handle == 0) {
            throw new RsmException(RsmError.BAD_BARRIER_PTR, "the barrier is the null pointer");
        } else if (rsm.isOrphan(handle)) {
            throw new RsmException(
                    RsmError.BAD_SEG_HNDL, "the import of the barrier was disconnected");
        }
        throw new RsmException(RsmError.BARRIER_UNINITIALIZED, hex(handle) + " is no barrier");
    }

    private static RsmException noSegment(long handle) {
        return new RsmException(RsmError.BAD_SEG_HNDL, hex(handle) + " is no export and no import");
    }

    private <T> T either(
            long handle, Function<ExportSegment, T> onExport, Function<ImportSegment, T> onImport) {
        return switch (rsm.part(handle)) {
            case ExportSegment segment -> onExport.apply(segment);
            case ImportSegment segment -> onImport.apply(segment);
            case Controller _, Barrier _ -> throw noSegment(handle);
            case null -> throw noSegment(handle);
        };
    }

    private static <S> Function<S, Reply> effect(Consumer<S> action) {
        return segment -> {
            action.accept(segment);
            return Reply.done();
        };
    }

    private static Reply handle(Part part) {
        return new Reply.Handle(part.serial());
    }

    private static Reply done(Runnable action) {
        action.run();
        return Reply.done();
    }

    private static String hex(long handle) {
        return "handle 0x" + Long.toHexString(handle);
    }

    /** From now on, or until now, the process gets no more of the resource. */
    void shorten(Event.Resource resource, boolean isShort) {
        faults.shorten(resource, isShort);
    }

    /** The next call is broken by a signal, if it can be. */
    void interrupt() {
        faults.interrupt();
    }

    void noticeLosses() {
        rsm.noticeLosses();
    }

    @Override
    public void kill() {
        rsm.abandon();
    }

    @Override
    public void close() {
        rsm.close();
    }
}
