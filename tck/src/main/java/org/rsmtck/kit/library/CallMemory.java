package org.rsmtck.kit.library;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Out;
import org.rsmtck.api.Reply;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The memory that the pointers of one call lead to. What a call may write stands between guards, so
 * that a write beside it is seen. Belongs to the thread of the call, which closes it.
 */
final class CallMemory implements AutoCloseable {
    /** What every byte of an out parameter holds before the call. */
    static final byte UNTOUCHED = (byte) 0xA5;

    private static final String SCRIBBLED =
            "the call wrote %s the memory that it was given a pointer to";
    private static final byte GUARD = 0x5A;
    private static final long GUARD_SIZE = 64;
    private static final long MOST_TRANSFERRED = 64L << 20;
    private static final MemorySegment UNMAPPED = NativeMemory.unmappedPage();
    private static final MemorySegment READONLY = NativeMemory.readOnlyPage();

    private final Arena arena = Arena.ofConfined();
    private final Pointing pointing;
    private final List<MemorySegment> guardsBefore = new ArrayList<>();
    private final List<MemorySegment> guardsBehind = new ArrayList<>();
    private final List<MemorySegment> pages = new ArrayList<>();

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
     * A pointer to a buffer that so much is to be transferred to. Nobody can be asked to fill more
     * than there can be: such a length is to be refused.
     */
    Pointer toBuffer(Out said, long length) {
        return to(said, length < 0 || length > MOST_TRANSFERRED ? NativeMemory.PAGE : length);
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

    /** A string for the call to read. */
    MemorySegment string(String text) {
        return text == null ? MemorySegment.NULL : arena.allocateFrom(text);
    }

    /** An array for the call to read. */
    MemorySegment array(int... words) {
        return words.length == 0
                ? arena.allocate(Long.BYTES, Long.BYTES)
                : arena.allocateFrom(ValueLayout.JAVA_INT, words);
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
        content.fill((byte) 0);
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
