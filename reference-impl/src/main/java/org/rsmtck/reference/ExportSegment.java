package org.rsmtck.reference;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Event.Resource;
import org.rsmtck.api.RsmError;
import org.rsmtck.reference.backend.Admission;
import org.rsmtck.reference.backend.HomeMemory;
import org.rsmtck.reference.backend.Offer;
import org.rsmtck.reference.backend.OutOfResourceException;
import org.rsmtck.reference.backend.Publication;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongUnaryOperator;

/**
 * A segment that this process exports.
 *
 * <p>Any thread may use it, and several at once: calls take effect one at a time, reads and writes
 * of the memory beside each other. Every method refuses with BAD_SEG_HNDL once the segment was
 * destroyed.
 */
public final class ExportSegment implements Part, AutoCloseable {
    private final Rsm rsm;
    private final long serial;
    private final int port;
    private final HomeMemory memory;
    private final boolean isRebindable;
    private final int defaultMode;
    private final SignalCount signals = new SignalCount(0);
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    // The rest is guarded by the lock.
    private @Nullable Publication publication;
    private int pollfds;
    private boolean isDestroyed;

    ExportSegment(Rsm rsm, long serial, int port, HomeMemory memory, boolean isRebindable) {
        this.rsm = rsm;
        this.serial = serial;
        this.port = port;
        this.memory = memory;
        this.isRebindable = isRebindable;
        this.defaultMode = 0777 & ~rsm.credentials().umask();
    }

    @Override
    public long serial() {
        return serial;
    }

    /** In bytes. */
    public long length() {
        return memory.length();
    }

    /**
     * Publishes the segment on this node.
     *
     * @param segment an id from 0x400000 to 0x7FFFFFFF, or 0 for a fresh one from 0x80000000 upward
     * @return the id, an unsigned 32-bit number
     * @throws RsmException SEG_ALREADY_PUBLISHED, BAD_ACL, RESERVED_SEGID, SEGID_IN_USE,
     *     INSUFFICIENT_MEM or INSUFFICIENT_RESOURCES
     */
    public int publish(int segment, AccessList access) {
        Lock alone = alone();
        try {
            if (publication != null) {
                throw new RsmException(
                        RsmError.SEG_ALREADY_PUBLISHED, "the segment is published already");
            }
            Admission admission = Admissions.of(access, defaultMode);
            SegmentIds.requireFree(segment);
            rsm.require(Resource.MEMORY, Resource.DESCRIPTORS);
            int id = segment;
            while (publication == null) {
                id = segment == 0 ? rsm.backend().freshSegmentId() : segment;
                publication = memory.publish(offer(id, admission)).orElse(null);
                if (publication == null && segment != 0) {
                    throw new RsmException(
                            RsmError.SEGID_IN_USE,
                            "segment id 0x"
                                    + Integer.toHexString(segment)
                                    + " is in use on node "
                                    + rsm.node());
                }
            }
            return id;
        } catch (OutOfResourceException e) {
            throw RsmException.of(e);
        } finally {
            alone.unlock();
        }
    }

    private Offer offer(int segment, Admission admission) {
        int uid = rsm.credentials().uid();
        int gid = rsm.credentials().gid();
        return new Offer(rsm.node(), segment, port, memory.length(), uid, gid, admission);
    }

    /**
     * Puts another access list in force for connections yet to be made; present ones stay as they
     * are.
     *
     * @throws RsmException SEG_NOT_PUBLISHED, or BAD_ACL, and then the old list stays in force
     */
    public void republish(AccessList access) {
        Lock alone = alone();
        try {
            Publication published = requirePublished();
            Admission admission = Admissions.of(access, defaultMode);
            rsm.require(Resource.MEMORY, Resource.DESCRIPTORS);
            rsm.requireNoSignal();
            published.readmit(admission);
        } finally {
            alone.unlock();
        }
    }

    /**
     * Takes the segment back: when this returns every import of it has been disconnected by force.
     *
     * @throws RsmException SEG_NOT_PUBLISHED
     */
    public void unpublish() {
        Lock alone = alone();
        try {
            Publication published = requirePublished();
            rsm.requireNoSignal();
            published.withdraw();
            publication = null;
        } catch (OutOfResourceException e) {
            throw RsmException.of(e);
        } finally {
            alone.unlock();
        }
    }

    private Publication requirePublished() {
        if (publication == null) {
            throw new RsmException(RsmError.SEG_NOT_PUBLISHED, "the segment is not published");
        }
        return publication;
    }

    /**
     * Puts other contents in the place of the memory's. Importers stay connected, and see them once
     * this has returned, also through mappings made before; while it runs they may see either.
     *
     * @param length in bytes, the same as that of the segment
     * @param wordAt as in {@link Controller#export}
     * @throws RsmException REBIND_NOT_ALLOWED, BAD_LENGTH, BAD_MEM_ALIGNMENT
     */
    public void rebind(long length, LongUnaryOperator wordAt) {
        Lock alone = alone();
        try {
            if (!isRebindable) {
                throw new RsmException(
                        RsmError.REBIND_NOT_ALLOWED, "the segment was not exported for it");
            }
            if (length != memory.length()) {
                throw new RsmException(
                        RsmError.BAD_LENGTH,
                        "length "
                                + length
                                + " B is not the "
                                + memory.length()
                                + " B of the segment");
            }
            rsm.require(Resource.MEMORY, Resource.DESCRIPTORS);
            rsm.requireNoSignal();
            memory.fill(wordAt);
        } finally {
            alone.unlock();
        }
    }

    /**
     * Reads the exporter's own memory.
     *
     * @throws RsmException BAD_OFFSET or BAD_LENGTH for a range outside it
     */
    public void read(long offset, byte[] into) {
        Lock shared = shared();
        try {
            Ranges.require(offset, into.length, memory.length());
            memory.read(offset, into);
        } finally {
            shared.unlock();
        }
    }

    /**
     * Writes the exporter's own memory.
     *
     * @throws RsmException BAD_OFFSET or BAD_LENGTH for a range outside it
     */
    public void write(long offset, byte[] data) {
        Lock shared = shared();
        try {
            Ranges.require(offset, data.length, memory.length());
            memory.write(offset, data);
        } finally {
            shared.unlock();
        }
    }

    /** Raises the signal count of every import that is connected now. */
    public void postSignal() {
        Lock alone = alone();
        try {
            if (publication != null) {
                publication.signal();
            }
        } finally {
            alone.unlock();
        }
    }

    /**
     * Takes one of the signals that importers posted, and waits for one if there is none.
     *
     * @param timeoutMillis how long at most, in milliseconds, not negative
     * @throws RsmException TIMEOUT, BAD_SEG_HNDL if the segment was destroyed meanwhile, or
     *     INTERRUPTED if the thread was interrupted
     */
    public void waitForSignal(long timeoutMillis) {
        SignalWait.until(timeoutMillis, this::takeSignal, memory::awaitSignals);
    }

    private SignalWait.Look takeSignal() {
        Lock shared = shared();
        try {
            int posted = memory.signals();
            return new SignalWait.Look(signals.take(posted), posted, true);
        } finally {
            shared.unlock();
        }
    }

    /**
     * A descriptor of the segment. The segment cannot be destroyed before it was released as often
     * as got.
     *
     * @return the number of an open descriptor; it stays the library's
     */
    public int getPollfd() {
        Lock alone = alone();
        try {
            pollfds++;
            return memory.descriptor();
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
     * Ends the segment, and takes it back before if it is published.
     *
     * @throws RsmException POLLFD_IN_USE
     */
    public void destroy() {
        Lock alone = alone();
        try {
            if (pollfds > 0) {
                throw new RsmException(
                        RsmError.POLLFD_IN_USE, "its descriptor is held " + pollfds + " times");
            }
            endNow(false);
        } finally {
            alone.unlock();
        }
        rsm.forget(this);
    }

    /** Destroys the segment, whatever is held of it, unless that has happened. */
    @Override
    public void close() {
        end(false);
        rsm.forget(this);
    }

    void end(boolean isKilled) {
        lock.writeLock().lock();
        try {
            if (!isDestroyed) {
                endNow(isKilled);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void endNow(boolean isKilled) {
        isDestroyed = true;
        if (isKilled) {
            memory.abandon();
            return;
        }
        if (publication != null) {
            publication.discard();
            publication = null;
        }
        memory.close();
    }

    private Lock alone() {
        return requireLive(lock.writeLock());
    }

    private Lock shared() {
        return requireLive(lock.readLock());
    }

    private Lock requireLive(Lock held) {
        held.lock();
        if (isDestroyed) {
            held.unlock();
            throw new RsmException(RsmError.BAD_SEG_HNDL, "the segment was destroyed");
        }
        return held;
    }
}
