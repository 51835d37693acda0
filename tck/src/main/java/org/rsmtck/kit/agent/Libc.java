package org.rsmtck.kit.agent;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The C functions of the system that an agent calls, by what they do. Any thread may call them. */
final class Libc {
    private static final int EINTR = 4;
    private static final int RLIMIT_NOFILE = 7;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final FunctionDescriptor ID = FunctionDescriptor.of(JAVA_INT);
    private static final MethodHandle DUP = find("dup", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle DUP2 =
            find("dup2", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle OPEN =
            find(
                    "open",
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
                    Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE =
            find("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle READ =
            find("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG), ERRNO);
    private static final MethodHandle WRITE =
            find("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG), ERRNO);
    private static final MethodHandle FFLUSH =
            find("fflush", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle GETRLIMIT =
            find("getrlimit", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle SETRLIMIT =
            find("setrlimit", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle GETUID = find("getuid", ID);
    private static final MethodHandle GETGID = find("getgid", ID);
    private static final MethodHandle GETEUID = find("geteuid", ID);
    private static final MethodHandle GETEGID = find("getegid", ID);
    private static final MethodHandle GETGROUPS =
            find("getgroups", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle UMASK =
            find("umask", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle SIGNAL =
            find("signal", FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS));
    private static final int SIGPIPE = 13;
    private static final int SIGXFSZ = 25;

    /** Of {@code struct mallinfo2}: how much was mapped and how much was given out, in bytes. */
    private static final int HBLKHD = 4;

    private static final int UORDBLKS = 7;
    private static final MemoryLayout MALLINFO = MemoryLayout.sequenceLayout(10, JAVA_LONG);

    private static final MemorySegment ERRNO_STATE =
            Arena.global().allocate(Linker.Option.captureStateLayout());

    private Libc() {}

    @SuppressWarnings("restricted")
    private static MethodHandle find(
            String name, FunctionDescriptor type, Linker.Option... options) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type, options);
    }

    /** How many bytes malloc has given out; -1 where the system does not tell. */
    @SuppressWarnings("restricted")
    static long allocated() {
        Optional<MemorySegment> mallinfo = LINKER.defaultLookup().find("mallinfo2");
        if (mallinfo.isEmpty()) {
            return -1;
        }
        MethodHandle call =
                LINKER.downcallHandle(
                        mallinfo.get(), FunctionDescriptor.of(MemoryLayout.structLayout(MALLINFO)));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = (MemorySegment) call.invokeExact((SegmentAllocator) arena);
            return info.getAtIndex(JAVA_LONG, HBLKHD) + info.getAtIndex(JAVA_LONG, UORDBLKS);
        } catch (Throwable t) {
            throw new AssertionError("a C function cannot throw", t);
        }
    }

    private interface NativeCall {
        int make() throws Throwable;
    }

    private static int number(NativeCall call) {
        try {
            return call.make();
        } catch (Throwable t) {
            throw new AssertionError("a C function cannot throw", t);
        }
    }

    static int uid() {
        return number(() -> (int) GETEUID.invokeExact());
    }

    static int gid() {
        return number(() -> (int) GETEGID.invokeExact());
    }

    static int realUid() {
        return number(() -> (int) GETUID.invokeExact());
    }

    static int realGid() {
        return number(() -> (int) GETGID.invokeExact());
    }

    /** The supplementary groups. */
    static SortedSet<Integer> groups() {
        SortedSet<Integer> groups = new TreeSet<>();
        try (Arena arena = Arena.ofConfined()) {
            int count = number(() -> (int) GETGROUPS.invokeExact(0, MemorySegment.NULL));
            MemorySegment list = arena.allocate(JAVA_INT, Math.max(count, 1));
            int got = number(() -> (int) GETGROUPS.invokeExact(count, list));
            for (int i = 0; i < got; i++) {
                groups.add(list.getAtIndex(JAVA_INT, i));
            }
        }
        return groups;
    }

    /** The file mode creation mask, which the system tells only by changing it. */
    static int umask() {
        int mask = setUmask(022);
        setUmask(mask);
        return mask;
    }

    /** Sets the mask, and answers what it was. */
    static int setUmask(int mask) {
        return number(() -> (int) UMASK.invokeExact(mask));
    }

    /** Another descriptor for the same file; -1 if there is none to be had. */
    static int duplicate(int descriptor) {
        return number(() -> (int) DUP.invokeExact(descriptor));
    }

    /** Makes {@code descriptor} lead to the file of {@code other}. */
    static void redirect(int descriptor, int other) {
        number(() -> (int) DUP2.invokeExact(other, descriptor));
    }

    static int openToRead(String path) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(path);
            return number(() -> (int) OPEN.invokeExact(name, 0));
        }
    }

    static void close(int descriptor) {
        number(() -> (int) CLOSE.invokeExact(descriptor));
    }

    /** Reads what is there, and waits for something: the number of bytes; 0 at the end. */
    static long read(int descriptor, MemorySegment buffer) {
        try {
            long count;
            do {
                count = (long) READ.invokeExact(ERRNO_STATE, descriptor, buffer, buffer.byteSize());
            } while (count < 0 && ERRNO_STATE.get(JAVA_INT, 0) == EINTR);
            return Math.max(count, 0);
        } catch (Throwable t) {
            throw new AssertionError("read", t);
        }
    }

    /** Writes all of the buffer; false if nobody reads any more. */
    static boolean write(int descriptor, MemorySegment buffer) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(Linker.Option.captureStateLayout());
            long done = 0;
            while (done < buffer.byteSize()) {
                MemorySegment rest = buffer.asSlice(done);
                long count = (long) WRITE.invokeExact(errno, descriptor, rest, rest.byteSize());
                if (count < 0 && errno.get(JAVA_INT, 0) != EINTR) {
                    return false;
                }
                done += Math.max(count, 0);
            }
            return true;
        } catch (Throwable t) {
            throw new AssertionError("write", t);
        }
    }

    /** Writes out what the implementation has printed and the C library has kept back. */
    static void flush() {
        number(() -> (int) FFLUSH.invokeExact(MemorySegment.NULL));
    }

    /**
     * The signals that a JVM takes and forgets come with their default action, as in any other
     * program.
     */
    static void takeSignalsAsOthersDo() {
        for (int signal : new int[] {SIGPIPE, SIGXFSZ}) {
            try {
                MemorySegment _ = (MemorySegment) SIGNAL.invokeExact(signal, MemorySegment.NULL);
            } catch (Throwable t) {
                throw new AssertionError("signal", t);
            }
        }
    }

    /** How many descriptors the process may have open. */
    static long descriptorLimit() {
        return withLimit(limit -> {
            number(() -> (int) GETRLIMIT.invokeExact(RLIMIT_NOFILE, limit));
            return limit.getAtIndex(JAVA_LONG, 0);
        });
    }

    /** Lowers the limit, or raises it again. */
    static void limitDescriptors(long most) {
        withLimit(limit -> {
            number(() -> (int) GETRLIMIT.invokeExact(RLIMIT_NOFILE, limit));
            limit.setAtIndex(JAVA_LONG, 0, most);
            return (long) number(() -> (int) SETRLIMIT.invokeExact(RLIMIT_NOFILE, limit));
        });
    }

    private interface OnLimit {
        long apply(MemorySegment limit);
    }

    private static long withLimit(OnLimit what) {
        try (Arena arena = Arena.ofConfined()) {
            return what.apply(arena.allocate(JAVA_LONG, 2));
        }
    }
}
