package org.rsmtck.kit.library;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * This process as a participant: makes calls of a native library, and says what they returned, as
 * it came. Calls may be made from any thread, and from several at once.
 */
public final class LibraryProcess {
    private static final String SCRIBBLED =
            "the call wrote %s the memory that it was given a pointer to";
    private static final String NOTHING_KNOWN = "no such memory is known of this handle";
    private static final int MAP_NONE = 0;
    private static final long ATTRIBUTES_SIZE = 64;
    private static final long POLLFD_SIZE = 8;
    private static final long MOST_TRANSFERRED = 64L << 20;

    private final Rsmapi library;
    private final Map<Long, ExportMemory> exported = new ConcurrentHashMap<>();
    private final Map<Long, MemorySegment> mapped = new ConcurrentHashMap<>();
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
        exported.values().forEach(ExportMemory::free);
        exported.clear();
        mapped.clear();
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

    private Reply made(Call call, CallMemory memory, Pointing pointing) {
        return switch (call) {
            case Call.GetController(String name, Out out) -> {
                Pointer handle = memory.to(out, Long.BYTES);
                int number = library.getController(memory.string(name), handle.passed());
                yield answer(number, memory, () -> issued(handle));
            }
            case Call.ReleaseController(long controller) ->
                    answer(library.releaseController(controller), memory);
            case Call.GetControllerAttributes(long controller, Out out) -> {
                Pointer attributes = memory.to(out, ATTRIBUTES_SIZE);
                int number = library.getControllerAttr(controller, attributes.passed());
                yield answer(number, memory, () -> Structures.attributes(attributes.content()));
            }
            case Call.GetTopology(Out out) -> {
                Pointer topology = memory.to(out, Long.BYTES);
                int number = library.getInterconnectTopology(topology.passed());
                yield answer(number, memory, () -> topology(topology));
            }
            case Call.GetSegmentIdRange(String application, Out out) -> {
                Pointer base = memory.to(out, Integer.BYTES);
                Pointer length = memory.to(out, Integer.BYTES);
                int number =
                        library.getSegmentIdRange(
                                memory.string(application), base.passed(), length.passed());
                yield answer(
                        number,
                        memory,
                        () ->
                                base.canBeRead()
                                        ? new Reply.SegmentIds(base.number(), length.number())
                                        : Reply.done());
            }
            case Call.ExportCreate create -> created(create, memory);
            case Call.ExportDestroy(long handle) -> {
                Reply reply = answer(library.exportDestroy(handle), memory);
                if (reply instanceof Reply.Success) {
                    replace(handle, null);
                }
                yield reply;
            }
            case Call.Rebind(long handle, Memory wanted, long offset, long length) -> {
                ExportMemory offered = ExportMemory.of(wanted, length);
                int number = library.exportRebind(handle, offered.passed(), offset, length);
                if (number == 0) {
                    replace(handle, offered);
                } else {
                    offered.free();
                }
                yield answer(number, memory);
            }
            case Call.Publish(long handle, int segment, AccessList access, Out out) -> {
                Pointer id = memory.toInt(out, segment);
                int number =
                        library.exportPublish(
                                handle, id.passed(), entries(access, memory), length(access));
                yield answer(
                        number,
                        memory,
                        () -> id.canBeRead() ? new Reply.Published(id.number()) : Reply.done());
            }
            case Call.Republish(long handle, AccessList access) ->
                    answer(
                            library.exportRepublish(
                                    handle, entries(access, memory), length(access)),
                            memory);
            case Call.Unpublish(long handle) -> answer(library.exportUnpublish(handle), memory);
            case Call.Connect(long controller, int node, int segment, int permission, Out out) -> {
                Pointer handle = memory.to(out, Long.BYTES);
                int number =
                        library.importConnect(
                                controller, node, segment, permission, handle.passed());
                Reply reply = answer(number, memory, () -> issued(handle));
                yield reply instanceof Reply.Refused && handle.canBeRead()
                        ? Reply.ofNumber(number, handle.word())
                        : reply;
            }
            case Call.Disconnect(long handle) -> answer(library.importDisconnect(handle), memory);
            case Call.Map(long handle, int permission, long offset, long length, Out out) -> {
                // What stands there before is a wish for an address: null is none.
                Pointer address = memory.toBytes(out, new byte[Long.BYTES]);
                int number =
                        library.importMap(
                                handle, address.passed(), MAP_NONE, permission, offset, length);
                if (number == 0 && address.canBeRead()) {
                    mapped.put(handle, memoryAt(address.word(), length));
                }
                yield answer(number, memory);
            }
            case Call.Unmap(long handle) -> answer(library.importUnmap(handle), memory);
            case Call.Get(long handle, long offset, long length, Out out) -> {
                Pointer buffer = memory.to(out, bufferSize(length));
                int number = library.importGet(handle, offset, buffer.passed(), length);
                yield answer(number, memory, () -> data(buffer));
            }
            case Call.Put(long handle, long offset, Bytes data, Out out) -> {
                Pointer buffer = memory.toBytes(out, data.toArray());
                yield answer(
                        library.importPut(handle, offset, buffer.passed(), data.length()), memory);
            }
            case Call.GetUnits(long handle, int width, long offset, long count, Out out) -> {
                Pointer buffer = memory.to(out, unitsSize(count, width));
                int number = library.importGetUnits(width, handle, offset, buffer.passed(), count);
                yield answer(number, memory, () -> data(buffer));
            }
            case Call.PutUnits(long handle, int width, long offset, Bytes data, Out out) -> {
                Pointer buffer = memory.toBytes(out, data.toArray());
                yield answer(
                        library.importPutUnits(
                                width, handle, offset, buffer.passed(), data.length() / width),
                        memory);
            }
            case Call.InitBarrier(long handle, int type, Out out) -> {
                Pointer pointer =
                        out == Out.VALID ? barriers.fresh(memory) : memory.to(out, Barriers.SIZE);
                int number = library.importInitBarrier(handle, type, pointer.passed());
                if (number == 0 && pointing == Pointing.AS_SAID) {
                    barriers.keep(pointer.passed());
                }
                yield answer(number, memory, () -> new Reply.Handle(pointer.passed().address()));
            }
            case Call.OpenBarrier(long handle) ->
                    answer(library.importOpenBarrier(barriers.at(handle)), memory);
            case Call.OrderBarrier(long handle) ->
                    answer(library.importOrderBarrier(barriers.at(handle)), memory);
            case Call.CloseBarrier(long handle) ->
                    answer(library.importCloseBarrier(barriers.at(handle)), memory);
            case Call.DestroyBarrier(long handle) -> {
                Reply reply = answer(library.importDestroyBarrier(barriers.at(handle)), memory);
                if (reply instanceof Reply.Success) {
                    barriers.destroyed(handle);
                }
                yield reply;
            }
            case Call.SetMode(long handle, int mode) ->
                    answer(library.importSetMode(handle, mode), memory);
            case Call.GetMode(long handle) -> {
                Pointer mode = memory.to(Out.VALID, Integer.BYTES);
                int number = library.importGetMode(handle, mode.passed());
                yield answer(
                        number,
                        memory,
                        () -> mode.canBeRead() ? new Reply.Mode(mode.number()) : Reply.done());
            }
            case Call.GetPollfd(long handle) -> {
                Pointer pollfd = memory.to(Out.VALID, POLLFD_SIZE);
                int number = library.getPollfd(handle, pollfd.passed());
                yield answer(
                        number,
                        memory,
                        () ->
                                pollfd.canBeRead()
                                        ? Structures.pollfd(pollfd.content())
                                        : Reply.done());
            }
            case Call.ReleasePollfd(long handle) -> answer(library.releasePollfd(handle), memory);
            case Call.SignalPost(long handle, int flags) ->
                    answer(library.signalPost(handle, flags), memory);
            case Call.SignalWait(long handle, int timeout) ->
                    answer(library.signalWait(handle, timeout), memory);
            case Call.ExporterRead(long handle, long offset, int length) ->
                    exported.containsKey(handle) && exported.get(handle).holds(offset, length)
                            ? new Reply.Data(exported.get(handle).read(offset, length))
                            : new Reply.NoReply(NOTHING_KNOWN);
            case Call.ExporterWrite(long handle, long offset, Bytes data) -> {
                if (!exported.containsKey(handle)
                        || !exported.get(handle).holds(offset, data.length())) {
                    yield new Reply.NoReply(NOTHING_KNOWN);
                }
                exported.get(handle).write(offset, data);
                yield Reply.done();
            }
            case Call.Load(long handle, long offset, int length) ->
                    isMapped(handle, offset, length)
                            ? new Reply.Data(
                                    Bytes.of(
                                            requireNonNull(mapped.get(handle))
                                                    .asSlice(offset, length)
                                                    .toArray(ValueLayout.JAVA_BYTE)))
                            : new Reply.NoReply(NOTHING_KNOWN);
            case Call.Store(long handle, long offset, Bytes data) -> {
                if (!isMapped(handle, offset, data.length())) {
                    yield new Reply.NoReply(NOTHING_KNOWN);
                }
                requireNonNull(mapped.get(handle))
                        .asSlice(offset, data.length())
                        .copyFrom(MemorySegment.ofArray(data.toArray()));
                yield Reply.done();
            }
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
            replace(handle.word(), offered);
        } else if (number != 0) {
            offered.free();
        }
        return answer(number, memory, () -> issued(handle));
    }

    /** Memory that an export gives up is the process's own again. */
    private void replace(long handle, @Nullable ExportMemory now) {
        ExportMemory before = now == null ? exported.remove(handle) : exported.put(handle, now);
        if (before != null) {
            before.free();
        }
    }

    private static Reply answer(int number, CallMemory memory) {
        return answer(number, memory, Reply::done);
    }

    private static Reply answer(int number, CallMemory memory, Supplier<Reply> success) {
        if (memory.isWrittenBefore()) {
            return new Reply.NoReply(SCRIBBLED.formatted("before"));
        }
        if (memory.isWrittenBeyond()) {
            return new Reply.NoReply(SCRIBBLED.formatted("beyond"));
        }
        return number == 0 ? success.get() : Reply.ofNumber(number, 0);
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

    /** Nobody can be asked to fill more than there can be: such a length is to be refused. */
    private static long bufferSize(long length) {
        return length < 0 || length > MOST_TRANSFERRED ? NativeMemory.PAGE : length;
    }

    private static long unitsSize(long count, int width) {
        return count < 0 || count > MOST_TRANSFERRED
                ? NativeMemory.PAGE
                : bufferSize(count * width);
    }

    private boolean isMapped(long handle, long offset, long length) {
        MemorySegment window = mapped.get(handle);
        return window != null && offset >= 0 && length <= window.byteSize() - offset;
    }

    @SuppressWarnings("restricted")
    private static MemorySegment memoryAt(long address, long length) {
        return MemorySegment.ofAddress(address).reinterpret(Math.max(length, 0));
    }

    private static MemorySegment entries(AccessList access, CallMemory memory) {
        return switch (access) {
            case AccessList.Absent _ -> MemorySegment.NULL;
            case AccessList.Entries(List<AccessEntry> entries) ->
                    memory.array(
                            entries.stream()
                                    .flatMapToInt(entry ->
                                            java.util.stream.IntStream.of(
                                                    entry.node(), entry.permission()))
                                    .toArray());
        };
    }

    private static int length(AccessList access) {
        return switch (access) {
            case AccessList.Absent(int length) -> length;
            case AccessList.Entries(List<AccessEntry> entries) -> entries.size();
        };
    }
}
