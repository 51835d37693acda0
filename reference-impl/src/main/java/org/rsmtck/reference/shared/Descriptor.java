package org.rsmtck.reference.shared;

import java.lang.foreign.MemorySegment;

/**
 * An open file, with locks on single bytes of it.
 *
 * <p>The locks belong to this descriptor and not to the process, so that two descriptors of one
 * file exclude each other within a process too; they go with the descriptor, however its process
 * ends. Whoever made a descriptor closes it, with no use beside that.
 */
final class Descriptor implements AutoCloseable {
    private int fd;

    /** Takes charge of the open file {@code fd}. */
    Descriptor(int fd) {
        this.fd = fd;
    }

    int number() {
        return fd;
    }

    /** Locks the byte for this descriptor alone; false if another holds any lock on it. */
    boolean lock(long place) {
        return set(Posix.F_WRLCK, place);
    }

    /** Locks the byte together with others who share it; false if another has it for itself. */
    boolean share(long place) {
        return set(Posix.F_RDLCK, place);
    }

    void unlock(long place) {
        set(Posix.F_UNLCK, place);
    }

    private boolean set(short type, long place) {
        int answer = Posix.setLock(fd, type, place);
        if (answer == -Posix.EAGAIN || answer == -Posix.EACCES) {
            return false;
        }
        require("fcntl(F_OFD_SETLK)", answer);
        return true;
    }

    /** Whether another descriptor has the byte for itself. */
    boolean isLockedByOther(long place) {
        return require("fcntl(F_OFD_GETLK)", Posix.testLock(fd, Posix.F_RDLCK, place)) == 1;
    }

    /** Whether another descriptor has the byte, shared or for itself. */
    boolean isHeldByOther(long place) {
        return require("fcntl(F_OFD_GETLK)", Posix.testLock(fd, Posix.F_WRLCK, place)) == 1;
    }

    void resize(long length) {
        require("ftruncate", Posix.ftruncate(fd, length));
    }

    void reserve(long length) {
        require("fallocate", Posix.fallocate(fd, length));
    }

    long length() {
        return require("lseek", Posix.length(fd));
    }

    void write(MemorySegment bytes) {
        long written = 0;
        while (written < bytes.byteSize()) {
            written += require("pwrite", Posix.pwrite(fd, bytes.asSlice(written), written));
        }
    }

    void mode(int mode) {
        require("fchmod", Posix.fchmod(fd, mode));
    }

    /** Gives the file to a user and a group; false if this process may not. */
    boolean give(int uid, int gid) {
        int answer = Posix.fchown(fd, uid, gid);
        return answer != -Posix.EPERM && require("fchown", answer) == 0;
    }

    /** Whether the file is this user's. */
    boolean belongsTo(int uid) {
        return require("statx", Posix.owner(fd)) == Integer.toUnsignedLong(uid);
    }

    @Override
    public void close() {
        if (fd >= 0) {
            Posix.close(fd);
            fd = -1;
        }
    }

    private static long require(String call, long answer) {
        if (answer < 0) {
            throw SystemCallException.of(call, answer);
        }
        return answer;
    }
}
