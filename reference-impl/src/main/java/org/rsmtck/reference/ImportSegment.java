package org.rsmtck.reference;

import org.rsmtck.api.Permission;
import org.rsmtck.api.RsmError;
import org.rsmtck.reference.backend.Connection;
import org.rsmtck.reference.backend.Environment;

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
    private final Guard guard = new Guard("the import was disconnected");
    private final Barriers barriers;
    private final ImportMapping mapping;

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
        this.barriers = new Barriers(rsm);
        this.mapping = new ImportMapping(connection, liveness, permission, length);
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
        guard.shared(() -> {
            requireTransfer(offset, into.length, unit, Permission.READ);
            if (!liveness.hasPath() || !connection.get(offset, into, unit)) {
                throw liveness.aborted();
            }
        });
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
        guard.alone(() -> {
            requireTransfer(offset, data.length, unit, Permission.WRITE);
            if (!liveness.hasPath() || !connection.put(offset, data, unit)) {
                throw liveness.aborted();
            }
        });
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
        barriers.requireForTransfer();
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
        guard.alone(() -> mapping.map(permission, offset, bytes));
    }

    /**
     * Takes the mapping away.
     *
     * @throws RsmException SEG_NOT_MAPPED
     */
    public void unmap() {
        guard.alone(mapping::unmap);
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
        guard.shared(() -> mapping.load(offset, into));
    }

    /**
     * Stores through the mapping, whatever has become of the connection, as {@link #load} does.
     *
     * @param offset in bytes from the start of the mapping
     * @throws RsmException SEG_NOT_MAPPED; BAD_PERMS if the mapping is for reading; BAD_OFFSET or
     *     BAD_LENGTH
     */
    public void store(long offset, byte[] data) {
        guard.shared(() -> mapping.store(offset, data));
    }

    /**
     * Initialises a barrier of this import. In implicit mode the last one initialised serves get
     * and put, until it is destroyed.
     *
     * @return the barrier, which the caller closes; it ends with the import
     */
    public Barrier initBarrier() {
        return guard.alone(() -> barriers.init(this));
    }

    /** Whether get and put make a barrier of their own; true after connecting. */
    public boolean hasImplicitBarriers() {
        return guard.shared(barriers::areImplicit);
    }

    public void setImplicitBarriers(boolean areImplicit) {
        guard.alone(() -> barriers.setImplicit(areImplicit));
    }

    /**
     * Raises the exporter's signal count.
     *
     * @throws RsmException CONN_ABORTED
     */
    public void postSignal() {
        guard.alone(() -> {
            if (!liveness.hasPath() || !connection.post()) {
                throw liveness.aborted();
            }
        });
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
        return guard.shared(() -> {
            boolean isLive = liveness.isLive();
            int posted = liveness.signals();
            return new SignalWait.Look(signals.take(posted), posted, isLive);
        });
    }

    /**
     * A descriptor of the import. It cannot be disconnected before this was released as often as
     * got.
     *
     * @return the number of an open descriptor; it stays the library's
     */
    public int getPollfd() {
        return guard.alone(() -> {
            guard.holdPollfd();
            return connection.descriptor();
        });
    }

    /** Releases the descriptor once; does nothing if it is not held. */
    public void releasePollfd() {
        guard.releasePollfd();
    }

    /**
     * Disconnects. Source: rsm_memseg_import_disconnect(3RSM). Works also when the exporter is
     * dead, the path lost, or the controller gone.
     *
     * @throws RsmException SEG_STILL_MAPPED or POLLFD_IN_USE
     */
    public void disconnect() {
        guard.alone(() -> {
            if (mapping.isMapped()) {
                throw new RsmException(RsmError.SEG_STILL_MAPPED, "the import is mapped");
            }
            guard.requireNoPollfd();
            guard.end();
            disconnectNow();
        });
    }

    /** Disconnects, whatever is held of the import, unless that has happened. */
    @Override
    public void close() {
        guard.endOnce(() -> {
            if (mapping.isMapped()) {
                mapping.unmap();
            }
            disconnectNow();
        });
    }

    private void disconnectNow() {
        connection.close();
        barriers.orphan();
        rsm.forget(this);
    }

    /** Looks whether the path has failed, and disconnects by force if it has. */
    void noticeLoss() {
        guard.sharedIfLive(liveness::hasPath);
    }

    void requireLive() {
        liveness.require();
    }

    Guard guard() {
        return guard;
    }

    /** For who is let in alone. */
    Barriers barriers() {
        return barriers;
    }
}
