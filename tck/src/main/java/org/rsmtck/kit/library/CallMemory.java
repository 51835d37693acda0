package org.rsmtck.kit.library;

import org.rsmtck.api.Out;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * The memory that the pointers of one call lead to. What a call may write stands between guards, so
 * that a write beside it is seen. Belongs to the thread of the call, which closes it.
 */
final class CallMemory implements AutoCloseable {
    /** What every byte of an out parameter holds before the call. */
    static final byte UNTOUCHED = (byte) 0xA5;

    private static final byte GUARD = 0x5A;
    private static final long GUARD_SIZE = 64;
    private static final MemorySegment UNMAPPED = NativeMemory.unmappedPage();
    private static final MemorySegment READONLY = NativeMemory.readOnlyPage();

    private final Arena arena = Arena.ofConfined();
    private final Pointing pointing;
    private final List<MemorySegment> guards = new ArrayList<>();

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

    /** The same, with {@code word} in it before the call. */
    Pointer toInt(Out said, int word) {
        Pointer pointer = to(said, Integer.BYTES);
        if (pointer.canBeRead() && pointing != Pointing.READONLY) {
            pointer.content().set(ValueLayout.JAVA_INT_UNALIGNED, 0, word);
        }
        return pointer;
    }

    /** The same, with these bytes in it before the call. */
    Pointer toBytes(Out said, byte[] bytes) {
        Pointer pointer = to(said, bytes.length);
        if (pointer.canBeRead() && pointing != Pointing.READONLY) {
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

    private Pointer guarded(long size, long shift) {
        long before = GUARD_SIZE + shift;
        MemorySegment all = arena.allocate(before + size + GUARD_SIZE, GUARD_SIZE);
        all.fill(GUARD);
        guards.add(all.asSlice(0, before));
        guards.add(all.asSlice(before + size, GUARD_SIZE));
        MemorySegment content = all.asSlice(before, size);
        content.fill(UNTOUCHED);
        return new Pointer(content, content);
    }

    /** Whether something was written beside what the call was given to write to. */
    boolean isScribbled() {
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
    }
}
