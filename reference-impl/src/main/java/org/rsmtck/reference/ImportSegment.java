package org.rsmtck.reference;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Event.Resource;
import org.rsmtck.api.Permission;
import org.rsmtck.api.RsmError;
import org.rsmtck.reference.backend.Connection;
import org.rsmtck.reference.backend.Environment;
import org.rsmtck.reference.backend.OutOfResourceException;
import org.rsmtck.reference.backend.Window;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A segment of another process, or of this one, that this process is connected to.
 *
 * <p>The exporter can take the segment back, it can die, and the path to it can fail: then the
 * import is disconnected by force, for good. Access answers CONN_ABORTED from there on, and {@link
 * #unmap} and {@link #disconnect} go on to work. Any thread may use an import, and several at once:
 * calls take effect one at a time, gets beside each other. Every method refuses with BAD_SEG_HNDL
 * once it was disconnected by its own process.
 */
public final class ImportSegment implements Part, AutoCloseable {
    private final Rsm rsm;
    private final long serial;
    private final Connection connection;
    private final Liveness liveness;
    private final int permission;
    private final long length;
    private final SignalCount signals;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    // The rest is guarded by the lock.
    private final Set<Barrier> barriers = new HashSet<>();
    private @Nullable Barrier barrier;
    private boolean hasImplicitBarriers = true;
    private @Nullable Window window;
    private int windowPermission;
    private int pollfds;
    private boolean isDisconnected;

    ImportSegment(
            Rsm rsm,
            long serial,
            Connection connection,
            Environment.Path path,
            int permission,
            long length) {
        this.rsm = rsm;
        this.serial = serial;
        this.connection = connection;
        this.liveness = new Liveness(connection, path);
        this.permission = permission;
        this.length = length;
        this.signals = new SignalCount(connection.signals());
    }

    @Override
    public long serial() {
        return serial;
    }

    /** In bytes. */
    public long length() {
        return length;
    }

    /** What the connection was made for: READ, WRITE or READ_WRITE. */
    public int permission() {
        return permission;
    }

    /** Reads; bytes arrive one by one, in no order. See {@link #get(long, byte[], int)}. */
    public void get(long offset, byte[] into) {
        get(offset, into, 1);
    }

    /**
     * Reads from the segment into all of {@code into}.
     *
     * @param offset in bytes
     * @param unit the bytes moved in one piece: 1, 2, 4 or 8; the length is a multiple of it
     * @throws RsmException BAD_OFFSET or BAD_LENGTH for a range outside the segment,
     *     BAD_MEM_ALIGNMENT if the offset is no multiple of the unit, PERM_DENIED on a connection
     *     for writing, BARRIER_UNINITIALIZED in implicit mode before {@link #initBarrier},
     *     CONN_ABORTED
     */
    public void get(long offset, byte[] into, int unit) {
        Lock shared = shared();
        try {
            requireTransfer(offset, into.length, unit, Permission.READ);
            if (!liveness.hasPath() || !connection.get(offset, into, unit)) {
                throw liveness.aborted();
            }
        } finally {
            shared.unlock();
        }
    }

    /** Writes; bytes arrive one by one, in no order. See {@link #put(long, byte[], int)}. */
    public void put(long offset, byte[] data) {
        put(offset, data, 1);
    }

    /**
     * Writes all of {@code data} to the segment. When this returns the bytes are in the exporter's
     * memory.
     *
     * @param offset in bytes
     * @param unit as in {@link #get(long, byte[], int)}
     * @throws RsmException as {@link #get(long, byte[], int)}; PERM_DENIED on a connection for
     *     reading
     */
    public void put(long offset, byte[] data, int unit) {
        Lock alone = alone();
        try {
            requireTransfer(offset, data.length, unit, Permission.WRITE);
            if (!liveness.hasPath() || !connection.put(offset, data, unit)) {
                throw liveness.aborted();
            }
        } finally {
            alone.unlock();
        }
    }

    private void requireTransfer(long offset, long bytes, int unit, int direction) {
        Ranges.requireUnit(unit);
        Ranges.require(offset, bytes, length);
        Ranges.requireAligned(offset, unit);
        if (bytes % unit != 0) {
            throw new RsmException(
                    RsmError.BAD_LENGTH,
                    "length " + bytes + " B is not a multiple of " + unit + " B");
        }
        if (!Permission.covers(permission, direction)) {
            throw new RsmException(
                    RsmError.PERM_DENIED,
                    "the connection is for "
                            + Permission.name(permission)
                            + ", not for "
                            + Permission.name(direction));
        }
        if (hasImplicitBarriers && barrier == null) {
            throw new RsmException(
                    RsmError.BARRIER_UNINITIALIZED, "barriers are implicit, and there is none");
        }
    }

    /**
     * Maps a part of the segment, for {@link #load} and {@link #store}. An import has one mapping
     * at most.
     *
     * @param permission READ, WRITE or READ_WRITE, within that of the connection
     * @param offset in bytes, a multiple of {@link Rsm#PAGE_SIZE}
     * @param bytes the length, likewise
     * @throws RsmException SEG_ALREADY_MAPPED, BAD_PERMS, BAD_LENGTH, BAD_OFFSET,
     *     BAD_MEM_ALIGNMENT, CONN_ABORTED, MAP_FAILED
     */
    public void map(int permission, long offset, long bytes) {
        Lock alone = alone();
        try {
            if (window != null) {
                throw new RsmException(RsmError.SEG_ALREADY_MAPPED, "the import is mapped already");
            }
            if (!Permission.isLegal(permission)
                    || !Permission.covers(this.permission, permission)) {
                throw new RsmException(
                        RsmError.BAD_PERMS,
                        Permission.name(permission)
                                + " is not within "
                                + Permission.name(this.permission));
            }
            if (bytes <= 0) {
                throw new RsmException(
                        RsmError.BAD_LENGTH, "length " + bytes + " B is not positive");
            }
            Ranges.require(offset, bytes, length);
            Ranges.requirePages("offset", offset);
            Ranges.requirePages("length", bytes);
            liveness.require();
            window = connection.map(offset, bytes, permission);
            windowPermission = permission;
            liveness.watch(window);
        } catch (OutOfResourceException e) {
            throw new RsmException(RsmError.MAP_FAILED, e.reason());
        } finally {
            alone.unlock();
        }
    }

    /**
     * Takes the mapping away.
     *
     * @throws RsmException SEG_NOT_MAPPED
     */
    public void unmap() {
        Lock alone = alone();
        try {
            unmapNow(requireWindow());
        } finally {
            alone.unlock();
        }
    }

    private void unmapNow(Window mapped) {
        liveness.watch(null);
        mapped.close();
        window = null;
    }

    /**
     * Loads through the mapping, whatever has become of the connection: after a forced disconnect
     * the bytes are zeros, or whatever the importers of that publication left, never those of a
     * segment that lives.
     *
     * @param offset in bytes from the start of the mapping
     * @throws RsmException SEG_NOT_MAPPED; BAD_OFFSET or BAD_LENGTH for a range outside the mapping
     */
    public void load(long offset, byte[] into) {
        Lock shared = shared();
        try {
            Window mapped = requireWindow();
            Ranges.require(offset, into.length, mapped.length());
            liveness.hasPath();
            mapped.load(offset, into);
        } finally {
            shared.unlock();
        }
    }

    /**
     * Stores through the mapping, whatever has become of the connection, as {@link #load} does.
     *
     * @param offset in bytes from the start of the mapping
     * @throws RsmException SEG_NOT_MAPPED; BAD_PERMS if the mapping is for reading; BAD_OFFSET or
     *     BAD_LENGTH
     */
    public void store(long offset, byte[] data) {
        Lock shared = shared();
        try {
            Window mapped = requireWindow();
            if (!Permission.covers(windowPermission, Permission.WRITE)) {
                throw new RsmException(RsmError.BAD_PERMS, "the mapping is for READ");
            }
            Ranges.require(offset, data.length, mapped.length());
            liveness.hasPath();
            mapped.store(offset, data);
        } finally {
            shared.unlock();
        }
    }

    private Window requireWindow() {
        if (window == null) {
            throw new RsmException(RsmError.SEG_NOT_MAPPED, "the import is not mapped");
        }
        return window;
    }

    /**
     * Initialises a barrier of this import. In implicit mode the last one initialised serves get
     * and put, until it is destroyed.
     *
     * @return the barrier, which the caller closes; it ends with the import
     */
    public Barrier initBarrier() {
        Lock alone = alone();
        try {
            rsm.require(Resource.MEMORY);
            barrier = rsm.register(new Barrier(this, rsm.nextSerial()));
            barriers.add(barrier);
            return barrier;
        } finally {
            alone.unlock();
        }
    }

    void forget(Barrier destroyed) {
        barriers.remove(destroyed);
        if (barrier == destroyed) {
            barrier = null;
        }
        rsm.forget(destroyed);
    }

    /** Whether get and put make a barrier of their own; true after connecting. */
    public boolean hasImplicitBarriers() {
        Lock shared = shared();
        try {
            return hasImplicitBarriers;
        } finally {
            shared.unlock();
        }
    }

    public void setImplicitBarriers(boolean areImplicit) {
        Lock alone = alone();
        try {
            hasImplicitBarriers = areImplicit;
        } finally {
            alone.unlock();
        }
    }

    /**
     * Raises the exporter's signal count.
     *
     * @throws RsmException CONN_ABORTED
     */
    public void postSignal() {
        Lock alone = alone();
        try {
            if (!liveness.hasPath() || !connection.post()) {
                throw liveness.aborted();
            }
        } finally {
            alone.unlock();
        }
    }

    /**
     * Takes one of the signals that the exporter posted, and waits for one if there is none.
     *
     * @param timeoutMillis how long at most, in milliseconds, not negative
     * @throws RsmException TIMEOUT, BAD_SEG_HNDL if the import was disconnected meanwhile, or
     *     INTERRUPTED if the thread was interrupted
     */
    public void waitForSignal(long timeoutMillis) {
        SignalWait.until(timeoutMillis, this::takeSignal, connection::awaitSignals);
    }

    private SignalWait.Look takeSignal() {
        Lock shared = shared();
        try {
            boolean isLive = liveness.isLive();
            int posted = liveness.signals();
            return new SignalWait.Look(signals.take(posted), posted, isLive);
        } finally {
            shared.unlock();
        }
    }

    /**
     * A descriptor of the import. It cannot be disconnected before this was released as often as
     * got.
     *
     * @return the number of an open descriptor; it stays the library's
     */
    public int getPollfd() {
        Lock alone = alone();
        try {
            pollfds++;
            return connection.descriptor();
        } finally {
            alone.unlock();
        }
    }

    /** Releases the descriptor once; does nothing if it is not held. */
    public void releasePollfd() {
        Lock alone = alone();
        try {
            pollfds = Math.max(0, pollfds - 1);
        } finally {
            alone.unlock();
        }
    }

    /**
     * Disconnects. Source: rsm_memseg_import_disconnect(3RSM). Works also when the exporter is
     * dead, the path lost, or the controller gone.
     *
     * @throws RsmException SEG_STILL_MAPPED or POLLFD_IN_USE
     */
    public void disconnect() {
        Lock alone = alone();
        try {
            if (window != null) {
                throw new RsmException(RsmError.SEG_STILL_MAPPED, "the import is mapped");
            }
            if (pollfds > 0) {
                throw new RsmException(
                        RsmError.POLLFD_IN_USE, "its descriptor is held " + pollfds + " times");
            }
            disconnectNow();
        } finally {
            alone.unlock();
        }
    }

    /** Disconnects, whatever is held of the import, unless that has happened. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!isDisconnected) {
                if (window != null) {
                    unmapNow(window);
                }
                disconnectNow();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void disconnectNow() {
        isDisconnected = true;
        connection.close();
        barriers.forEach(rsm::orphan);
        barriers.clear();
        rsm.forget(this);
    }

    /** Looks whether the path has failed, and disconnects by force if it has. */
    void noticeLoss() {
        lock.readLock().lock();
        try {
            if (!isDisconnected) {
                liveness.hasPath();
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    void requireLive() {
        liveness.require();
    }

    /** Holds the import for one that changes it. */
    Lock alone() {
        return requireConnected(lock.writeLock());
    }

    private Lock shared() {
        return requireConnected(lock.readLock());
    }

    private Lock requireConnected(Lock held) {
        held.lock();
        if (isDisconnected) {
            held.unlock();
            throw new RsmException(RsmError.BAD_SEG_HNDL, "the import was disconnected");
        }
        return held;
    }
}
