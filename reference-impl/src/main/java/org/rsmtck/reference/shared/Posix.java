package org.rsmtck.reference.shared;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/**
 * The C functions of Linux that this engine calls: the one place that names them.
 *
 * <p>Each answers what the C function answers, or, where that is -1, the error number negated:
 * {@code -ENOENT}. Callers turn that into a value or an exception at once. Any thread may call any
 * of them.
 */
final class Posix {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EAGAIN = 11;
    static final int ENOMEM = 12;
    static final int EACCES = 13;
    static final int EEXIST = 17;
    static final int ENFILE = 23;
    static final int EMFILE = 24;
    static final int EFBIG = 27;
    static final int ENOSPC = 28;
    static final int EDQUOT = 122;

    static final int AT_FDCWD = -100;
    static final int O_RDONLY = 0;
    static final int O_RDWR = 2;
    static final int O_CREAT = 0100;
    static final int O_CLOEXEC = 02000000;
    static final int O_DIRECTORY = isArm() ? 040000 : 0200000;
    static final int O_NOFOLLOW = isArm() ? 0100000 : 0400000;
    static final int O_TMPFILE = 020000000 | O_DIRECTORY;

    static final int PROT_READ = 1;
    static final int PROT_WRITE = 2;
    static final int MAP_SHARED = 0x01;
    static final int MAP_PRIVATE = 0x02;
    static final int MAP_FIXED = 0x10;
    static final int MAP_ANONYMOUS = 0x20;
    static final int MAP_NORESERVE = 0x4000;

    static final short F_RDLCK = 0;
    static final short F_WRLCK = 1;
    static final short F_UNLCK = 2;
    static final int F_OFD_GETLK = 36;
    static final int F_OFD_SETLK = 37;

    private static final int AT_SYMLINK_FOLLOW = 0x400;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int AT_REMOVEDIR = 0x200;
    private static final int SEEK_END = 2;
    private static final int FUTEX_WAIT = 0;
    private static final int FUTEX_WAKE = 1;
    private static final long SYS_FUTEX = isArm() ? 98 : 202;
    private static final long SYS_SET_ROBUST_LIST = isArm() ? 99 : 273;
    private static final long SYS_GETTID = isArm() ? 178 : 186;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");

    private static final MethodHandle OPENAT =
            symbol(
                    "openat",
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
                    Linker.Option.firstVariadicArg(3));
    private static final MethodHandle CLOSE =
            symbol("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle MKDIR =
            symbol("mkdir", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle LINKAT =
            symbol(
                    "linkat",
                    FunctionDescriptor.of(
                            JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle UNLINKAT =
            symbol("unlinkat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle SYMLINKAT =
            symbol("symlinkat", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
    private static final MethodHandle FCHOWNAT =
            symbol(
                    "fchownat",
                    FunctionDescriptor.of(
                            JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle READLINKAT =
            symbol(
                    "readlinkat",
                    FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG));
    private static final MethodHandle FTRUNCATE =
            symbol("ftruncate", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG));
    private static final MethodHandle FALLOCATE =
            symbol(
                    "fallocate",
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle PWRITE =
            symbol(
                    "pwrite",
                    FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle LSEEK =
            symbol("lseek", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT));
    private static final MethodHandle FCHMOD =
            symbol("fchmod", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle FCHOWN =
            symbol("fchown", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final int STATX_UID = 8;
    private static final MethodHandle STATX =
            symbol(
                    "statx",
                    FunctionDescriptor.of(
                            JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle MMAP =
            symbol(
                    "mmap",
                    FunctionDescriptor.of(
                            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT,
                            JAVA_LONG));
    private static final MethodHandle MUNMAP =
            symbol("munmap", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle FCNTL =
            symbol(
                    "fcntl",
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS),
                    Linker.Option.firstVariadicArg(2));
    private static final MethodHandle SYSCALL =
            symbol(
                    "syscall",
                    FunctionDescriptor.of(
                            JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS),
                    Linker.Option.firstVariadicArg(1));
    private static final MethodHandle GETEUID = symbol("geteuid", FunctionDescriptor.of(JAVA_INT));
    private static final MethodHandle GETEGID = symbol("getegid", FunctionDescriptor.of(JAVA_INT));
    private static final MethodHandle GETUID = symbol("getuid", FunctionDescriptor.of(JAVA_INT));
    private static final MethodHandle GETGID = symbol("getgid", FunctionDescriptor.of(JAVA_INT));
    private static final MethodHandle GETGROUPS =
            symbol("getgroups", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));

    private Posix() {}

    /**
     * {@code name} relative to the folder {@code folder}; {@code mode} counts where a file is made.
     */
    static int openat(int folder, String name, int flags, int mode) {
        Scratch scratch = Scratch.ofThread();
        try {
            return scratch.answer(
                    (int)
                            OPENAT.invokeExact(
                                    scratch.errno, folder, scratch.first(name), flags, mode));
        } catch (Throwable t) {
            throw new AssertionError("openat", t);
        }
    }

    static int close(int fd) {
        Scratch scratch = Scratch.ofThread();
        try {
            return scratch.answer((int) CLOSE.invokeExact(scratch.errno, fd));
        } catch (Throwable t) {
            throw new AssertionError("close", t);
        }
    }

    static int mkdir(String path, int mode) {
        Scratch scratch = Scratch.ofThread();
        try {
            return scratch.answer(
                    (int) MKDIR.invokeExact(scratch.errno, scratch.first(path), mode));
        } catch (Throwable t) {
            throw new AssertionError("mkdir", t);
        }
    }

    /**
     * Gives the nameless open file {@code fd} the name {@code name} in {@code folder}, unless that
     * is taken.
     */
    static int linkOpenFile(int fd, int folder, String name) {
        int answer = linkat(fd, "", folder, name, AT_EMPTY_PATH);
        // Older kernels demand a privilege for the empty path, and say ENOENT to those who lack it.
        return answer == -ENOENT
                ? linkat(AT_FDCWD, "/proc/self/fd/" + fd, folder, name, AT_SYMLINK_FOLLOW)
                : answer;
    }

    private static int linkat(int from, String path, int folder, String name, int flags) {
        Scratch scratch = Scratch.ofThread();
        try {
            return scratch.answer(
                    (int)
                            LINKAT.invokeExact(
                                    scratch.errno,
                                    from,
                                    scratch.first(path),
                                    folder,
                                    scratch.second(name),
                                    flags));
        } catch (Throwable t) {
            throw new AssertionError("linkat", t);
        }
    }

    static int unlinkat(int folder, String name) {
        return unlinkat(folder, name, 0);
    }

    static int rmdir(String path) {
        return unlinkat(AT_FDCWD, path, AT_REMOVEDIR);
    }

    private static int unlinkat(int folder, String name, int flags) {
        Scratch scratch = Scratch.ofThread();
        try {
            return scratch.answer(
                    (int) UNLINKAT.invokeExact(scratch.errno, folder, scratch.first(name), flags));
        } catch (Throwable t) {
            throw new AssertionError("unlinkat", t);
        }
    }

    /**
     * Sets the length of the file in bytes; what is added reads as zero and takes up nothing until
     * touched.
     */
    static int ftruncate(int fd, long length) {
        Scratch scratch = Scratch.ofThread();
        try {
            return scratch.answer((int) FTRUNCATE.invokeExact(scratch.errno, fd, length));
        } catch (Throwable t) {
            throw new AssertionError("ftruncate", t);
        }
    }

    /** Makes the file {@code length} bytes long and sets the memory for all of them aside. */
    static int fallocate(int fd, long length) {
        Scratch scratch = Scratch.ofThread();
        try {
            return scratch.answer((int) FALLOCATE.invokeExact(scratch.errno, fd, 0, 0L, length));
        } catch (Throwable t) {
            throw new AssertionError("fallocate", t);
        }
    }

    static long pwrite(int fd, MemorySegment bytes, long offset) {
        Scratch scratch = Scratch.ofThread();
        try {
            return scratch.answer(
                    (long) PWRITE.invokeExact(scratch.errno, fd, bytes, bytes.byteSize(), offset));
        } catch (Throwable t) {
            throw new AssertionError("pwrite", t);
        }
    }

    /** The length of the file in bytes. */
    static long length(int fd) {
        Scratch scratch = Scratch.ofThread();
        try {
            return scratch.answer((long) LSEEK.invokeExact(scratch.errno, fd, 0L, SEEK_END));
        } catch (Throwable t) {
            throw new AssertionError("lseek", t);
        }
    }

    static int fchmod(int fd, int mode) {
        Scratch scratch = Scratch.ofThread();
        try {
            return scratch.answer((int) FCHMOD.invokeExact(scratch.errno, fd, mode));
        } catch (Throwable t) {
            throw new AssertionError("fchmod", t);
        }
    }

    static int fchown(int fd, int uid, int gid) {
        Scratch scratch = Scratch.ofThread();
        try {
            return scratch.answer((int) FCHOWN.invokeExact(scratch.errno, fd, uid, gid));
        } catch (Throwable t) {
            throw new AssertionError("fchown", t);
        }
    }

    /** The user that an open file belongs to. */
    static long owner(int fd) {
        Scratch scratch = Scratch.ofThread();
        try {
            int answer =
                    scratch.answer(
                            (int)
                                    STATX.invokeExact(
                                            scratch.errno,
                                            fd,
                                            scratch.second(""),
                                            AT_EMPTY_PATH,
                                            STATX_UID,
                                            scratch.statx));
            return answer < 0 ? answer : Integer.toUnsignedLong(scratch.statxUid());
        } catch (Throwable t) {
            throw new AssertionError("statx", t);
        }
    }

    /**
     * {@code address} 0 leaves the place to the kernel; otherwise {@code flags} says {@link
     * #MAP_FIXED}.
     */
    static long mmap(long address, long length, int protection, int flags, int fd, long offset) {
        Scratch scratch = Scratch.ofThread();
        try {
            return scratch.answer(
                    (long)
                            MMAP.invokeExact(
                                    scratch.errno, address, length, protection, flags, fd, offset));
        } catch (Throwable t) {
            throw new AssertionError("mmap", t);
        }
    }

    static int munmap(long address, long length) {
        Scratch scratch = Scratch.ofThread();
        try {
            return scratch.answer((int) MUNMAP.invokeExact(scratch.errno, address, length));
        } catch (Throwable t) {
            throw new AssertionError("munmap", t);
        }
    }

    /**
     * Sets or drops this open file description's lock on one byte: 0, or {@code -EAGAIN} if
     * another's is in the way.
     */
    static int setLock(int fd, short type, long place) {
        Scratch scratch = Scratch.ofThread();
        try {
            return scratch.answer(
                    (int)
                            FCNTL.invokeExact(
                                    scratch.errno, fd, F_OFD_SETLK, scratch.lock(type, place)));
        } catch (Throwable t) {
            throw new AssertionError("fcntl(F_OFD_SETLK)", t);
        }
    }

    /**
     * 1 if another open file description's lock on the byte is in the way of a lock of this type,
     * else 0.
     */
    static int testLock(int fd, short type, long place) {
        Scratch scratch = Scratch.ofThread();
        try {
            int answer =
                    scratch.answer(
                            (int)
                                    FCNTL.invokeExact(
                                            scratch.errno,
                                            fd,
                                            F_OFD_GETLK,
                                            scratch.lock(type, place)));
            return answer < 0 ? answer : scratch.lockType() == F_UNLCK ? 0 : 1;
        } catch (Throwable t) {
            throw new AssertionError("fcntl(F_OFD_GETLK)", t);
        }
    }

    /**
     * Waits while {@code word} holds {@code expected}, for {@code nanos} at most; also across
     * processes.
     */
    static long futexWait(MemorySegment word, int expected, long nanos) {
        Scratch scratch = Scratch.ofThread();
        try {
            return scratch.answer(
                    (long)
                            SYSCALL.invokeExact(
                                    scratch.errno,
                                    SYS_FUTEX,
                                    word,
                                    (long) FUTEX_WAIT,
                                    (long) expected,
                                    scratch.time(nanos)));
        } catch (Throwable t) {
            throw new AssertionError("futex(FUTEX_WAIT)", t);
        }
    }

    /** Wakes all who wait on {@code word}. */
    static long futexWake(MemorySegment word) {
        Scratch scratch = Scratch.ofThread();
        try {
            return scratch.answer(
                    (long)
                            SYSCALL.invokeExact(
                                    scratch.errno,
                                    SYS_FUTEX,
                                    word,
                                    (long) FUTEX_WAKE,
                                    (long) Integer.MAX_VALUE,
                                    MemorySegment.NULL));
        } catch (Throwable t) {
            throw new AssertionError("futex(FUTEX_WAKE)", t);
        }
    }

    /** Has the kernel mark the words of the list when this thread, of the system, dies. */
    static long setRobustList(MemorySegment head) {
        return system("set_robust_list", SYS_SET_ROBUST_LIST, head, head.byteSize());
    }

    /** The number that this thread has in the system. */
    static int gettid() {
        return (int) system("gettid", SYS_GETTID, MemorySegment.NULL, 0);
    }

    private static long system(String name, long number, MemorySegment first, long second) {
        Scratch scratch = Scratch.ofThread();
        try {
            return scratch.answer(
                    (long)
                            SYSCALL.invokeExact(
                                    scratch.errno, number, first, second, 0L, MemorySegment.NULL));
        } catch (Throwable t) {
            throw new AssertionError(name, t);
        }
    }

    /** Makes the symbolic link {@code name} in the folder. */
    static int symlinkat(String text, int folder, String name) {
        Scratch scratch = Scratch.ofThread();
        try {
            return scratch.answer(
                    (int)
                            SYMLINKAT.invokeExact(
                                    scratch.errno,
                                    scratch.first(text),
                                    folder,
                                    scratch.second(name)));
        } catch (Throwable t) {
            throw new AssertionError("symlinkat", t);
        }
    }

    /** Gives the symbolic link itself to a user and a group. */
    static int chownLink(int folder, String name, int uid, int gid) {
        Scratch scratch = Scratch.ofThread();
        try {
            return scratch.answer(
                    (int)
                            FCHOWNAT.invokeExact(
                                    scratch.errno,
                                    folder,
                                    scratch.first(name),
                                    uid,
                                    gid,
                                    AT_SYMLINK_NOFOLLOW));
        } catch (Throwable t) {
            throw new AssertionError("fchownat", t);
        }
    }

    /**
     * What the symbolic link {@code name} in the folder says; null where there is nothing of that
     * name, and empty where it is something else, or cannot be read.
     */
    static @Nullable String readlinkat(int folder, String name) {
        Scratch scratch = Scratch.ofThread();
        try {
            MemorySegment text = scratch.second;
            long length =
                    (long)
                            READLINKAT.invokeExact(
                                    scratch.errno,
                                    folder,
                                    scratch.first(name),
                                    text,
                                    text.byteSize() - 1);
            if (length < 0) {
                return scratch.answer(length) == -ENOENT ? null : "";
            }
            text.set(ValueLayout.JAVA_BYTE, length, (byte) 0);
            return text.getString(0, StandardCharsets.ISO_8859_1);
        } catch (Throwable t) {
            throw new AssertionError("readlinkat", t);
        }
    }

    static int geteuid() {
        return identity(GETEUID, "geteuid");
    }

    static int getegid() {
        return identity(GETEGID, "getegid");
    }

    static int getuid() {
        return identity(GETUID, "getuid");
    }

    static int getgid() {
        return identity(GETGID, "getgid");
    }

    private static int identity(MethodHandle function, String name) {
        Scratch scratch = Scratch.ofThread();
        try {
            return (int) function.invokeExact(scratch.errno);
        } catch (Throwable t) {
            throw new AssertionError(name, t);
        }
    }

    /** The supplementary groups of this process. */
    static int[] getgroups() {
        int limit = 65536;
        Scratch scratch = Scratch.ofThread();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment groups = arena.allocate(JAVA_INT, limit);
            int count = scratch.answer((int) GETGROUPS.invokeExact(scratch.errno, limit, groups));
            return groups.asSlice(0, 4L * Math.max(count, 0)).toArray(JAVA_INT);
        } catch (Throwable t) {
            throw new AssertionError("getgroups", t);
        }
    }

    private static boolean isArm() {
        return System.getProperty("os.arch").equals("aarch64");
    }

    @SuppressWarnings("restricted")
    private static MethodHandle symbol(
            String name, FunctionDescriptor descriptor, Linker.Option... more) {
        Linker.Option[] options = new Linker.Option[more.length + 1];
        options[0] = ERRNO;
        System.arraycopy(more, 0, options, 1, more.length);
        MemorySegment address =
                LINKER.defaultLookup()
                        .find(name)
                        .orElseThrow(() ->
                                new UnsupportedOperationException(
                                        "the C library has no function " + name));
        return LINKER.downcallHandle(address, descriptor, options);
    }
}
