package org.rsmtck.reference.shared;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What a thread needs to call: the place for errno, and room for arguments. Freed with the thread.
 */
final class Scratch {
    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);
    private static final MemoryLayout FLOCK =
            MemoryLayout.structLayout(
                    JAVA_SHORT.withName("l_type"),
                    JAVA_SHORT.withName("l_whence"),
                    MemoryLayout.paddingLayout(4),
                    JAVA_LONG.withName("l_start"),
                    JAVA_LONG.withName("l_len"),
                    JAVA_INT.withName("l_pid"),
                    MemoryLayout.paddingLayout(4));
    private static final int PATH = 4096;
    private static final int NAME = 256;
    private static final int STATX = 256;
    private static final long STATX_UID_AT = 20;

    final MemorySegment errno;
    private final MemorySegment flock;
    private final MemorySegment timespec;
    final MemorySegment statx;
    private final MemorySegment first;
    final MemorySegment second;

    private Scratch() {
        Arena arena = Arena.ofAuto();
        errno = arena.allocate(Linker.Option.captureStateLayout());
        flock = arena.allocate(FLOCK);
        timespec = arena.allocate(16, 8);
        statx = arena.allocate(STATX, Long.BYTES);
        first = arena.allocate(PATH);
        second = arena.allocate(NAME);
    }

    int statxUid() {
        return statx.get(JAVA_INT, STATX_UID_AT);
    }

    static Scratch ofThread() {
        return OF_THREAD.get();
    }

    int answer(int answer) {
        return answer == -1 ? -errno.get(ValueLayout.JAVA_INT, 0) : answer;
    }

    long answer(long answer) {
        return answer == -1 ? -errno.get(ValueLayout.JAVA_INT, 0) : answer;
    }

    MemorySegment first(String text) {
        first.setString(0, text);
        return first;
    }

    MemorySegment second(String text) {
        second.setString(0, text);
        return second;
    }

    MemorySegment lock(short type, long place) {
        flock.set(JAVA_SHORT, 0, type);
        flock.set(JAVA_SHORT, 2, (short) 0);
        flock.set(JAVA_LONG, 8, place);
        flock.set(JAVA_LONG, 16, 1);
        flock.set(JAVA_INT, 24, 0);
        return flock;
    }

    short lockType() {
        return flock.get(JAVA_SHORT, 0);
    }

    MemorySegment time(long nanos) {
        timespec.set(JAVA_LONG, 0, nanos / 1_000_000_000);
        timespec.set(JAVA_LONG, 8, nanos % 1_000_000_000);
        return timespec;
    }
}
