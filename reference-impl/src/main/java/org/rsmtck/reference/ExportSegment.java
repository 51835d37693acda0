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
    private final Guard guard = new Guard("the segment was destroyed");

    // For who is let in alone.
    private @Nullable Publication publication;

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
        return guard.alone(() -> {
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
            }
        });
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
        guard.alone(() -> {
            Publication published = requirePublished();
            Admission admission = Admissions.of(access, defaultMode);
            rsm.require(Resource.MEMORY, Resource.DESCRIPTORS);
            rsm.requireNoSignal();
            published.readmit(admission);
        });
    }

    /**
     * Takes the segment back: when this returns every import of it has been disconnected by force.
     *
     * @throws RsmException SEG_NOT_PUBLISHED
     */
    public void unpublish() {
        guard.alone(() -> {
            try {
                Publication published = requirePublished();
                rsm.requireNoSignal();
                published.withdraw();
                publication = null;
            } catch (OutOfResourceException e) {
                throw RsmException.of(e);
            }
        });
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
        guard.alone(() -> {
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
        });
    }

    /**
     * Reads the exporter's own memory.
     *
     * @throws RsmException BAD_OFFSET or BAD_LENGTH for a range outside it
     */
    public void read(long offset, byte[] into) {
        guard.shared(() -> {
            Ranges.require(offset, into.length, memory.length());
            memory.read(offset, into);
        });
    }

    /**
     * Writes the exporter's own memory.
     *
     * @throws RsmException BAD_OFFSET or BAD_LENGTH for a range outside it
     */
    public void write(long offset, byte[] data) {
        guard.shared(() -> {
            Ranges.require(offset, data.length, memory.length());
            memory.write(offset, data);
        });
    }

    /** Raises the signal count of every import that is connected now. */
    public void postSignal() {
        guard.alone(() -> {
            if (publication != null) {
                publication.signal();
            }
        });
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
        return guard.shared(() -> {
            int posted = memory.signals();
            return new SignalWait.Look(signals.take(posted), posted, true);
        });
    }

    /**
     * A descriptor of the segment. The segment cannot be destroyed before it was released as often
     * as got.
     *
     * @return the number of an open descriptor; it stays the library's
     */
    public int getPollfd() {
        return guard.alone(() -> {
            guard.holdPollfd();
            return memory.descriptor();
        });
    }

    /** Releases the descriptor once; does nothing if it is not held. */
    public void releasePollfd() {
        guard.releasePollfd();
    }

    /**
     * Ends the segment, and takes it back before if it is published.
     *
     * @throws RsmException POLLFD_IN_USE
     */
    public void destroy() {
        guard.alone(() -> {
            guard.requireNoPollfd();
            guard.end();
            endNow(false);
        });
        rsm.forget(this);
    }

    /** Destroys the segment, whatever is held of it, unless that has happened. */
    @Override
    public void close() {
        end(false);
        rsm.forget(this);
    }

    void end(boolean isKilled) {
        guard.endOnce(() -> endNow(isKilled));
    }

    private void endNow(boolean isKilled) {
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
}
