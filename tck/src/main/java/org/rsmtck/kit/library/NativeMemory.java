package org.rsmtck.kit.library;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Pages of this process, as the system gives them out. Any thread may ask for them. */
final class NativeMemory {
    /** The granularity of this system's pages, in bytes. */
    static final long PAGE = pageSize();

    private static final int PROT_NONE = 0;
    private static final int PROT_READ = 1;
    private static final int PROT_WRITE = 2;
    private static final int MAP_PRIVATE = 0x02;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final int MAP_NORESERVE = 0x4000;
    private static final long MAP_FAILED = -1;
    private static final int SC_PAGESIZE = 30;

    private static final class Functions {
        static final MethodHandle MMAP =
                find(
                        "mmap",
                        FunctionDescriptor.of(
                                ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT,
                                JAVA_LONG));
        static final MethodHandle MUNMAP =
                find("munmap", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));
        static final MethodHandle MPROTECT =
                find("mprotect", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
        static final MethodHandle SYSCONF =
                find("sysconf", FunctionDescriptor.of(JAVA_LONG, JAVA_INT));

        @SuppressWarnings("restricted")
        private static MethodHandle find(String name, FunctionDescriptor type) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
        }
    }

    private NativeMemory() {}

    /**
     * Fresh pages that can be read and written, all zero.
     *
     * @param length in bytes, greater than 0
     * @return the null segment if there are none to be had
     */
    static MemorySegment pages(long length) {
        return map(length, PROT_READ | PROT_WRITE);
    }

    /** A page that can be read, all zero, and not be written. */
    static MemorySegment readOnlyPage() {
        return map(PAGE, PROT_READ);
    }

    /** Fresh pages that hold these bytes, and can be read and not be written. */
    static MemorySegment readOnlyPages(byte[] bytes) {
        MemorySegment pages = pages(Math.max(bytes.length, 1));
        MemorySegment.copy(bytes, 0, pages, ValueLayout.JAVA_BYTE, 0, bytes.length);
        protect(pages, PROT_READ);
        return pages;
    }

    private static void protect(MemorySegment pages, int protection) {
        try {
            int failed = (int) Functions.MPROTECT.invokeExact(pages, pages.byteSize(), protection);
            if (failed != 0) {
                throw new IllegalStateException("mprotect of " + pages + " failed");
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable t) {
            throw new AssertionError("mprotect", t);
        }
    }

    /** A fresh page that can be read and written, and behind it one that cannot. */
    static MemorySegment pageAtEdge() {
        MemorySegment both = pages(2 * PAGE);
        protect(both.asSlice(PAGE), PROT_NONE);
        return both.asSlice(0, PAGE);
    }

    /** Pages that can neither be read nor written, and at which nothing else will ever be. */
    static MemorySegment unmappedPage() {
        return map(PAGE, PROT_NONE);
    }

    @SuppressWarnings("restricted")
    private static MemorySegment map(long length, int protection) {
        try {
            MemorySegment address =
                    (MemorySegment)
                            Functions.MMAP.invokeExact(
                                    MemorySegment.NULL,
                                    length,
                                    protection,
                                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
                                    -1,
                                    0L);
            return address.address() == MAP_FAILED
                    ? MemorySegment.NULL
                    : address.reinterpret(length);
        } catch (Throwable t) {
            throw new AssertionError("mmap", t);
        }
    }

    /** Gives pages back. */
    static void giveBack(MemorySegment pages) {
        try {
            int failed = (int) Functions.MUNMAP.invokeExact(pages, pages.byteSize());
            if (failed != 0) {
                throw new IllegalStateException("munmap of " + pages + " failed");
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable t) {
            throw new AssertionError("munmap", t);
        }
    }

    private static long pageSize() {
        try {
            return (long) Functions.SYSCONF.invokeExact(SC_PAGESIZE);
        } catch (Throwable t) {
            throw new AssertionError("sysconf", t);
        }
    }
}
