package org.rsmtck.reference.shared;

import java.lang.foreign.MemorySegment;

/**
 * A part of a file, shared, in the address space of this process.
 *
 * <p>Whoever made a mapping closes it, with no access beside that: an access after the close would
 * end the process.
 */
final class Mapping implements AutoCloseable {
    static final int READ = Posix.PROT_READ;
    static final int READ_WRITE = Posix.PROT_READ | Posix.PROT_WRITE;

    private final MemorySegment bytes;
    private boolean isClosed;

    private Mapping(MemorySegment bytes) {
        this.bytes = bytes;
    }

    /**
     * Maps {@code length} bytes of the file from {@code offset} on, a multiple of the page size.
     *
     * @throws org.rsmtck.reference.backend.OutOfResourceException if there is no room for it
     */
    @SuppressWarnings("restricted")
    static Mapping of(Descriptor file, long offset, long length, int protection) {
        long address = Posix.mmap(0, length, protection, Posix.MAP_SHARED, file.number(), offset);
        if (address < 0) {
            throw SystemCallException.of("mmap", address);
        }
        return new Mapping(MemorySegment.ofAddress(address).reinterpret(length));
    }

    /** The bytes mapped; not to be touched once the mapping is closed. */
    MemorySegment bytes() {
        return bytes;
    }

    long length() {
        return bytes.byteSize();
    }

    /**
     * Puts the start of another file, readable and writable, in the same place; no address is
     * unmapped between.
     */
    void replace(Descriptor file) {
        int flags = Posix.MAP_SHARED | Posix.MAP_FIXED;
        long answer =
                Posix.mmap(bytes.address(), bytes.byteSize(), READ_WRITE, flags, file.number(), 0);
        if (answer < 0) {
            throw SystemCallException.of("mmap(MAP_FIXED)", answer);
        }
    }

    /** Puts zeros of this process alone in the same place; no address is unmapped between. */
    void sever() {
        int flags = Posix.MAP_PRIVATE | Posix.MAP_ANONYMOUS | Posix.MAP_NORESERVE | Posix.MAP_FIXED;
        long answer = Posix.mmap(bytes.address(), bytes.byteSize(), READ_WRITE, flags, -1, 0);
        if (answer < 0) {
            throw SystemCallException.of("mmap(MAP_ANONYMOUS)", answer);
        }
    }

    @Override
    public void close() {
        if (!isClosed) {
            Posix.munmap(bytes.address(), bytes.byteSize());
            isClosed = true;
        }
    }
}
