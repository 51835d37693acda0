package org.rsmtck.kit.library;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Out;
import org.rsmtck.api.Reply;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The memory that the pointers of one call lead to. What a call may write stands between guards, so
 * that a write beside it is seen; what it is to read ends where nothing can be read behind it, and
 * is looked at afterwards. Belongs to the thread of the call, which closes it, and has one call at
 * a time.
 */
final class CallMemory implements AutoCloseable {
    /** What every byte of an out parameter holds before the call. */
    static final byte UNTOUCHED = (byte) 0xA5;

    private static final String SCRIBBLED =
            "the call wrote %s the memory that it was given a pointer to";
    private static final String CHANGED = "the call changed the memory that it was to read";
    private static final byte GUARD = 0x5A;
    private static final long GUARD_SIZE = 64;
    private static final long MOST_TRANSFERRED = 64L << 20;
    private static final MemorySegment UNMAPPED = NativeMemory.unmappedPage();
    private static final MemorySegment READONLY = NativeMemory.readOnlyPage();

    /** For the life of its thread, of which an agent has few. */
    private static final ThreadLocal<MemorySegment> EDGE =
            ThreadLocal.withInitial(NativeMemory::pageAtEdge);

    private final Arena arena = Arena.ofConfined();
    private final Pointing pointing;
    private final List<MemorySegment> guardsBefore = new ArrayList<>();
    private final List<MemorySegment> guardsBehind = new ArrayList<>();
    private final List<MemorySegment> pages = new ArrayList<>();
    private byte[] toRead = {};
    private MemorySegment read = MemorySegment.NULL;

    CallMemory(Pointing pointing) {
        this.pointing = pointing;
    }

    /**
     * A pointer of the call.
     *
     * @param passed what the call is given
     * @param content what stands there; the null segment where there is nothing to be read
     */
    record Pointer(MemorySegment passed, MemorySegment content) {
        boolean canBeRead() {
            return !content.equals(MemorySegment.NULL);
        }

        long word() {
            return content.get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
        }

        int number() {
            return content.get(ValueLayout.JAVA_INT_UNALIGNED, 0);
        }
    }

    /** Whether the pointer of the call is to lead elsewhere than the call says. */
    boolean isPointingElsewhere() {
        return pointing != Pointing.AS_SAID;
    }

    /** A pointer to {@code size} bytes between guards, which hold {@link #UNTOUCHED}. */
    Pointer to(Out said, long size) {
        return switch (said) {
            case NULL -> new Pointer(MemorySegment.NULL, MemorySegment.NULL);
            case UNMAPPED -> new Pointer(UNMAPPED, MemorySegment.NULL);
            case VALID ->
                    switch (pointing) {
                        case AS_SAID -> guarded(size, 0);
                        case MISALIGNED -> guarded(size, 1);
                        case UNMAPPED -> new Pointer(UNMAPPED, MemorySegment.NULL);
                        case READONLY -> new Pointer(READONLY, READONLY);
                    };
        };
    }

    /**
     * A pointer to a buffer that so much is to be transferred to, whose end is a multiple of eight.
     * Nobody can be asked to fill more than there can be: such a length is to be refused.
     */
    Pointer toBuffer(Out said, long length) {
        long size = length < 0 || length > MOST_TRANSFERRED ? NativeMemory.PAGE : length;
        return said == Out.VALID && pointing == Pointing.AS_SAID
                ? guarded(size, -size & Long.BYTES - 1)
                : to(said, size);
    }

    /** The same for units of this width. */
    Pointer toBuffer(Out said, long count, int width) {
        return toBuffer(said, count < 0 || count > MOST_TRANSFERRED ? -1 : count * width);
    }

    /** The same as {@link #to}, with {@code word} in it before the call. */
    Pointer toInt(Out said, int word) {
        Pointer pointer = to(said, Integer.BYTES);
        if (pointer.canBeRead() && pointing != Pointing.READONLY) {
            pointer.content().set(ValueLayout.JAVA_INT_UNALIGNED, 0, word);
        }
        return pointer;
    }

    /** The same, with these bytes in it before the call. */
    Pointer toBytes(Out said, byte[] bytes) {
        if (said == Out.VALID && pointing == Pointing.READONLY) {
            MemorySegment readOnly = NativeMemory.readOnlyPages(bytes);
            pages.add(readOnly);
            return new Pointer(readOnly, readOnly);
        }
        Pointer pointer = to(said, bytes.length);
        if (pointer.canBeRead()) {
            MemorySegment.copy(bytes, 0, pointer.content(), ValueLayout.JAVA_BYTE, 0, bytes.length);
        }
        return pointer;
    }

    /** The same, for the call to read. */
    Pointer ofBytes(Out said, byte[] bytes) {
        if (said == Out.VALID && pointing == Pointing.AS_SAID && bytes.length > 0) {
            MemorySegment content = forReading(bytes);
            return new Pointer(content, content);
        }
        return toBytes(said, bytes);
    }

    /** A string for the call to read. */
    MemorySegment string(String text) {
        return text == null
                ? MemorySegment.NULL
                : forReading((text + '\0').getBytes(StandardCharsets.UTF_8));
    }

    /** An array for the call to read. */
    MemorySegment array(int... words) {
        if (words.length == 0) {
            return arena.allocate(Long.BYTES, Long.BYTES);
        }
        ByteBuffer bytes =
                ByteBuffer.allocate(words.length * Integer.BYTES).order(ByteOrder.nativeOrder());
        bytes.asIntBuffer().put(words);
        return forReading(bytes.array());
    }

    /** These bytes, of which a call has one lot at most, at the edge of what can be read. */
    private MemorySegment forReading(byte... bytes) {
        read =
                bytes.length > NativeMemory.PAGE
                        ? arena.allocate(bytes.length, Long.BYTES)
                        : EDGE.get().asSlice(NativeMemory.PAGE - bytes.length, bytes.length);
        toRead = bytes;
        MemorySegment.copy(bytes, 0, read, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return read;
    }

    /** The entries of an access list for the call to read. */
    MemorySegment entries(AccessList access) {
        return switch (access) {
            case AccessList.Absent _ -> MemorySegment.NULL;
            case AccessList.Entries(List<AccessEntry> entries) ->
                    array(
                            entries.stream()
                                    .flatMapToInt(
                                            entry -> IntStream.of(entry.node(), entry.permission()))
                                    .toArray());
        };
    }

    private Pointer guarded(long size, long shift) {
        long before = GUARD_SIZE + shift;
        MemorySegment content =
                within(arena.allocate(before + size + GUARD_SIZE, GUARD_SIZE), before, size);
        content.fill(UNTOUCHED);
        return new Pointer(content, content);
    }

    /** A structure that outlives the call, between guards of this call. */
    MemorySegment lasting(Arena longer, long size) {
        MemorySegment content =
                within(
                        longer.allocate(GUARD_SIZE + size + GUARD_SIZE, GUARD_SIZE),
                        GUARD_SIZE,
                        size);
        content.fill(UNTOUCHED);
        return content;
    }

    /** What lies within all that was allocated, between guards. */
    private MemorySegment within(MemorySegment all, long before, long size) {
        all.fill(GUARD);
        guardsBefore.add(all.asSlice(0, before));
        guardsBehind.add(all.asSlice(before + size));
        return all.asSlice(before, size);
    }

    /** What came of a call that returned this number. */
    Reply answer(int number) {
        return answer(number, Reply::done);
    }

    /** The same, where a success has something to say. */
    Reply answer(int number, Supplier<Reply> success) {
        if (isChanged(guardsBefore)) {
            return new Reply.NoReply(SCRIBBLED.formatted("before"));
        }
        if (isChanged(guardsBehind)) {
            return new Reply.NoReply(SCRIBBLED.formatted("beyond"));
        }
        if (toRead.length > 0 && read.mismatch(MemorySegment.ofArray(toRead)) >= 0) {
            return new Reply.NoReply(CHANGED);
        }
        return number == 0 ? success.get() : Reply.ofNumber(number, 0);
    }

    private static boolean isChanged(List<MemorySegment> guards) {
        for (MemorySegment guard : guards) {
            for (long i = 0; i < guard.byteSize(); i++) {
                if (guard.get(ValueLayout.JAVA_BYTE, i) != GUARD) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public void close() {
        arena.close();
        pages.forEach(NativeMemory::giveBack);
    }
}
