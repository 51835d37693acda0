package org.rsmtck.kit.library;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.library.CallMemory.Pointer;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;

/**
 * This process as a participant: makes calls of a native library, and says what they returned, as
 * it came. Calls may be made from any thread, and from several at once.
 */
public final class LibraryProcess {
    private static final int MAP_NONE = 0;
    private static final long ATTRIBUTES_SIZE = 64;
    private static final long POLLFD_SIZE = 8;
    private static final String LOST = "the call changed the memory of its caller";

    private final Rsmapi library;
    private final ProcessMemory own = new ProcessMemory();
    private final Barriers barriers = new Barriers();
    private final Holdings holdings = new Holdings();

    /**
     * @throws IllegalArgumentException if the library cannot be loaded
     */
    public LibraryProcess(Path path) {
        library = new Rsmapi(path);
    }

    /** The functions that the library lacks, by their C names. */
    public List<String> missing() {
        return library.missing();
    }

    /**
     * Makes the call and says what came of it.
     *
     * @throws MissingFunctionException if the library has no such function
     */
    public Reply call(Call call, Pointing pointing) {
        try (CallMemory memory = new CallMemory(pointing)) {
            Reply reply = made(call, memory, pointing);
            holdings.note(call, reply);
            return reply;
        }
    }

    /** Gives back all that the process holds, and says how much could not be given back. */
    public int clear() {
        int left = 0;
        for (Call last : holdings.lastCalls(barriers.live())) {
            left += isGivenBack(last) ? 0 : 1;
        }
        own.clear();
        barriers.clear();
        holdings.clear();
        return left;
    }

    private boolean isGivenBack(Call last) {
        try {
            boolean isDone = call(last, Pointing.AS_SAID) instanceof Reply.Success;
            // A barrier is the caller's own memory, and cannot be destroyed without its import.
            return isDone || last instanceof Call.DestroyBarrier;
        } catch (MissingFunctionException e) {
            // Nobody can give it back.
            return true;
        }
    }

    private Reply unlessLost(Sight before, long export, Reply reply) {
        return before.isLostIn(own.see(export)) ? new Reply.NoReply(LOST) : reply;
    }

    private Reply made(Call call, CallMemory memory, Pointing pointing) {
        return switch (call) {
            case Call.GetController(String name, Out out) -> {
                Pointer handle = memory.to(out, Long.BYTES);
                int number = library.getController(memory.string(name), handle.passed());
                yield memory.answer(number, () -> issued(handle));
            }
            case Call.ReleaseController(long controller) ->
                    memory.answer(library.releaseController(controller));
            case Call.GetControllerAttributes(long controller, Out out) -> {
                Pointer attributes = memory.to(out, ATTRIBUTES_SIZE);
                int number = library.getControllerAttr(controller, attributes.passed());
                yield memory.answer(number, () -> Structures.attributes(attributes.content()));
            }
            case Call.GetTopology(Out out) -> {
                Pointer topology = memory.to(out, Long.BYTES);
                int number = library.getInterconnectTopology(topology.passed());
                yield memory.answer(number, () -> topology(topology));
            }
            case Call.GetSegmentIdRange(String application, Out out) -> {
                Pointer base = memory.to(out, Integer.BYTES);
                Pointer length = memory.to(out, Integer.BYTES);
                int number =
                        library.getSegmentIdRange(
                                memory.string(application), base.passed(), length.passed());
                yield memory.answer(
                        number,
                        () ->
                                base.canBeRead()
                                        ? new Reply.SegmentIds(base.number(), length.number())
                                        : Reply.done());
            }
            case Call.ExportCreate create -> created(create, memory);
            case Call.ExportDestroy(long handle) -> {
                Sight before = own.see(handle);
                int number = library.exportDestroy(handle);
                Reply reply = unlessLost(before, handle, memory.answer(number));
                if (reply instanceof Reply.Success) {
                    own.takeBack(handle);
                }
                yield reply;
            }
            case Call.Rebind(long handle, Memory wanted, long offset, long length) -> {
                Sight before = own.see(handle);
                ExportMemory offered = ExportMemory.of(wanted, length);
                int number = library.exportRebind(handle, offered.passed(), offset, length);
                Reply reply = unlessLost(before, handle, memory.answer(number));
                if (number == 0) {
                    own.offer(handle, offered);
                } else {
                    offered.free();
                }
                yield reply;
            }
            case Call.Publish(long handle, int segment, AccessList access, Out out) -> {
                Pointer id = memory.toInt(out, segment);
                int number =
                        library.exportPublish(
                                handle, id.passed(), memory.entries(access), length(access));
                yield memory.answer(
                        number,
                        () -> id.canBeRead() ? new Reply.Published(id.number()) : Reply.done());
            }
            case Call.Republish(long handle, AccessList access) ->
                    memory.answer(
                            library.exportRepublish(
                                    handle, memory.entries(access), length(access)));
            case Call.Unpublish(long handle) -> memory.answer(library.exportUnpublish(handle));
            case Call.Connect(long controller, int node, int segment, int permission, Out out) -> {
                Pointer handle = memory.to(out, Long.BYTES);
                int number =
                        library.importConnect(
                                controller, node, segment, permission, handle.passed());
                Reply reply = memory.answer(number, () -> issued(handle));
                yield reply instanceof Reply.Refused && handle.canBeRead()
                        ? Reply.ofNumber(number, handle.word())
                        : reply;
            }
            case Call.Disconnect(long handle) -> memory.answer(library.importDisconnect(handle));
            case Call.Map(long handle, int permission, long offset, long length, Out out) -> {
                // What stands there before is a wish for an address: null is none.
                Pointer address = memory.toBytes(out, new byte[Long.BYTES]);
                int number =
                        library.importMap(
                                handle, address.passed(), MAP_NONE, permission, offset, length);
                if (number == 0 && address.canBeRead()) {
                    own.map(handle, address.word(), length);
                }
                yield memory.answer(number);
            }
            case Call.Unmap(long handle) -> memory.answer(library.importUnmap(handle));
            case Call.Get(long handle, long offset, long length, Out out) -> {
                Pointer buffer = memory.toBuffer(out, length);
                int number = library.importGet(handle, offset, buffer.passed(), length);
                yield memory.answer(number, () -> data(buffer));
            }
            case Call.Put(long handle, long offset, Bytes data, Out out) -> {
                Pointer buffer = memory.ofBytes(out, data.toArray());
                yield memory.answer(
                        library.importPut(handle, offset, buffer.passed(), data.length()));
            }
            case Call.GetUnits(long handle, int width, long offset, long count, Out out) -> {
                Pointer buffer = memory.toBuffer(out, count, width);
                int number = library.importGetUnits(width, handle, offset, buffer.passed(), count);
                yield memory.answer(number, () -> data(buffer));
            }
            case Call.PutUnits(long handle, int width, long offset, Bytes data, Out out) -> {
                Pointer buffer = memory.ofBytes(out, data.toArray());
                yield memory.answer(
                        library.importPutUnits(
                                width, handle, offset, buffer.passed(), data.length() / width));
            }
            case Call.InitBarrier(long handle, int type, Out out) -> {
                Pointer pointer =
                        out == Out.VALID ? barriers.fresh(memory) : memory.to(out, Barriers.SIZE);
                int number = library.importInitBarrier(handle, type, pointer.passed());
                if (number == 0 && pointing == Pointing.AS_SAID) {
                    barriers.keep(pointer.passed());
                }
                yield memory.answer(number, () -> new Reply.Handle(pointer.passed().address()));
            }
            case Call.OpenBarrier(long handle) ->
                    memory.answer(library.importOpenBarrier(barriers.at(handle)));
            case Call.OrderBarrier(long handle) ->
                    memory.answer(library.importOrderBarrier(barriers.at(handle)));
            case Call.CloseBarrier(long handle) ->
                    memory.answer(library.importCloseBarrier(barriers.at(handle)));
            case Call.DestroyBarrier(long handle) -> {
                Reply reply = memory.answer(library.importDestroyBarrier(barriers.at(handle)));
                if (reply instanceof Reply.Success) {
                    barriers.destroyed(handle);
                }
                yield reply;
            }
            case Call.SetMode(long handle, int mode) ->
                    memory.answer(library.importSetMode(handle, mode));
            case Call.GetMode(long handle) -> {
                Pointer mode = memory.to(Out.VALID, Integer.BYTES);
                int number = library.importGetMode(handle, mode.passed());
                yield memory.answer(
                        number,
                        () -> mode.canBeRead() ? new Reply.Mode(mode.number()) : Reply.done());
            }
            case Call.GetPollfd(long handle) -> {
                Pointer pollfd = memory.to(Out.VALID, POLLFD_SIZE);
                int number = library.getPollfd(handle, pollfd.passed());
                yield memory.answer(
                        number,
                        () ->
                                pollfd.canBeRead()
                                        ? Structures.pollfd(pollfd.content())
                                        : Reply.done());
            }
            case Call.ReleasePollfd(long handle) -> memory.answer(library.releasePollfd(handle));
            case Call.SignalPost(long handle, int flags) ->
                    memory.answer(library.signalPost(handle, flags));
            case Call.SignalWait(long handle, int timeout) ->
                    memory.answer(library.signalWait(handle, timeout));
            case Call.ExporterRead(long handle, long offset, int length) ->
                    ProcessMemory.read(own.offered(handle), offset, length);
            case Call.ExporterWrite(long handle, long offset, Bytes data) ->
                    ProcessMemory.write(own.offered(handle), offset, data);
            case Call.Load(long handle, long offset, int length) ->
                    ProcessMemory.read(own.mapped(handle), offset, length);
            case Call.Store(long handle, long offset, Bytes data) ->
                    ProcessMemory.write(own.mapped(handle), offset, data);
        };
    }

    private Reply created(Call.ExportCreate create, CallMemory memory) {
        Pointer handle = memory.to(create.out(), Long.BYTES);
        ExportMemory offered = ExportMemory.of(create.memory(), create.length());
        int number =
                library.exportCreate(
                        create.controller(),
                        handle.passed(),
                        offered.passed(),
                        create.length(),
                        create.flags());
        if (number == 0 && handle.canBeRead()) {
            own.offer(handle.word(), offered);
        } else if (number != 0) {
            offered.free();
        }
        return memory.answer(number, () -> issued(handle));
    }

    private static Reply issued(Pointer handle) {
        return handle.canBeRead() ? new Reply.Handle(handle.word()) : Reply.done();
    }

    private Reply topology(Pointer pointer) {
        if (!pointer.canBeRead()) {
            return Reply.done();
        }
        MemorySegment topology = MemorySegment.ofAddress(pointer.word());
        Reply reply = Structures.interconnect(topology);
        library.freeInterconnectTopology(topology);
        return reply;
    }

    private static Reply data(Pointer buffer) {
        return buffer.canBeRead()
                ? new Reply.Data(Bytes.of(buffer.content().toArray(ValueLayout.JAVA_BYTE)))
                : Reply.done();
    }

    private static int length(AccessList access) {
        return switch (access) {
            case AccessList.Absent(int length) -> length;
            case AccessList.Entries(List<AccessEntry> entries) -> entries.size();
        };
    }
}
