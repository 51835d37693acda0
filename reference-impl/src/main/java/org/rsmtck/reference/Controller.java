package org.rsmtck.reference;

import org.rsmtck.api.Event.Resource;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.api.Topology;
import org.rsmtck.reference.backend.Environment;
import org.rsmtck.reference.backend.HomeMemory;
import org.rsmtck.reference.backend.Listing;
import org.rsmtck.reference.backend.Offer;
import org.rsmtck.reference.backend.OutOfResourceException;

import java.util.function.LongUnaryOperator;

/**
 * A controller that a process holds: exports and connections are made through it.
 *
 * <p>Segments stay usable after the controller is released. Any thread may use it.
 */
public final class Controller implements Part, AutoCloseable {
    private static final int ALL_ACCESS_SIZES = 1 | 2 | 4 | 8;
    private static final LongUnaryOperator ZEROS = _ -> 0;

    private final Rsm rsm;
    private final long serial;
    private final String name;
    private final int port;

    // Written under the lock of the process's controllers, for others to read.
    private volatile int holds;

    Controller(Rsm rsm, long serial, String name, int port) {
        this.rsm = rsm;
        this.serial = serial;
        this.name = name;
        this.port = port;
    }

    @Override
    public long serial() {
        return serial;
    }

    /** The name it was got by. */
    public String name() {
        return name;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // the caller holds the lock
    void hold() {
        holds++;
    }

    /** Gives one hold back; true if it was the last. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // the caller holds the lock
    boolean release() {
        requireHeld();
        holds--;
        return holds == 0;
    }

    /**
     * Releases the controller once: it ends when it was released as often as got.
     *
     * @throws RsmException BAD_CTLR_HNDL if it has ended
     */
    public void releaseOnce() {
        rsm.release(this);
    }

    /** Releases the controller once, unless it has ended. */
    @Override
    public void close() {
        try {
            releaseOnce();
        } catch (RsmException e) {
            if (e.error() != RsmError.BAD_CTLR_HNDL) {
                throw e;
            }
        }
    }

    /**
     * Which access sizes the controller has, as a sum of 1, 2, 4 and 8 bytes, and the page size.
     *
     * @throws RsmException BAD_CTLR_HNDL if it has ended, CTLR_NOT_PRESENT if it has been removed
     *     from its node
     */
    public Reply.Attributes attributes() {
        return rsm.inside(() -> {
            requireHeld();
            requirePresent();
            return new Reply.Attributes(ALL_ACCESS_SIZES, ALL_ACCESS_SIZES, Rsm.PAGE_SIZE);
        });
    }

    /**
     * Exports fresh zeroed memory of {@code length} bytes, which cannot be rebound. See the other
     * form.
     */
    public ExportSegment export(long length) {
        return export(length, ZEROS, false);
    }

    /**
     * Makes a segment of fresh memory; nobody else sees it before it is published. The user and
     * group ids of the process and its umask are noted now: they decide who is the owner, and what
     * holds where no access list does.
     *
     * @param length in bytes, a multiple of {@link Rsm#PAGE_SIZE}
     * @param wordAt the eight bytes, least significant first, to start with at each offset that is
     *     a multiple of 8
     * @param isRebindable whether {@link ExportSegment#rebind} will be allowed
     * @return the segment, which the caller closes
     * @throws RsmException BAD_CTLR_HNDL, CTLR_NOT_PRESENT, BAD_LENGTH, BAD_MEM_ALIGNMENT,
     *     INSUFFICIENT_MEM or INSUFFICIENT_RESOURCES
     */
    public ExportSegment export(long length, LongUnaryOperator wordAt, boolean isRebindable) {
        return rsm.inside(() -> {
            requireHeld();
            requirePresent();
            if (length <= 0) {
                throw new RsmException(
                        RsmError.BAD_LENGTH, "length " + length + " B is not positive");
            }
            Ranges.requirePages("length", length);
            rsm.require(Resource.MEMORY, Resource.DESCRIPTORS);
            try {
                HomeMemory memory = rsm.backend().allocate(length);
                memory.fill(wordAt);
                return rsm.register(
                        new ExportSegment(rsm, rsm.nextSerial(), port, memory, isRebindable));
            } catch (OutOfResourceException e) {
                throw RsmException.of(e);
            }
        });
    }

    /**
     * Connects to a published segment. Source: rsm_memseg_import_connect(3RSM).
     *
     * @param node the node that it is published on
     * @param segment its id there, an unsigned 32-bit number
     * @param permission READ, WRITE or READ_WRITE of {@link org.rsmtck.api.Permission}
     * @return the import, which the caller closes or disconnects
     * @throws RsmException BAD_CTLR_HNDL, CTLR_NOT_PRESENT, REMOTE_NODE_UNREACHABLE,
     *     SEG_NOT_PUBLISHED, SEG_NOT_PUBLISHED_TO_NODE, PERM_DENIED, INSUFFICIENT_MEM or
     *     INSUFFICIENT_RESOURCES
     */
    public ImportSegment connect(int node, int segment, int permission) {
        return rsm.inside(() -> {
            requireHeld();
            requirePresent();
            requireReach(node);
            try (Listing listing =
                    rsm.backend()
                            .find(node, segment)
                            .orElseThrow(() -> notPublished(node, segment))) {
                Environment.Path path = requirePath(listing.offer());
                Admissions.require(listing.offer(), rsm.node(), rsm.credentials(), permission);
                rsm.require(Resource.MEMORY, Resource.DESCRIPTORS);
                rsm.requireNoSignal();
                return switch (listing.connect(permission)) {
                    case Listing.Connected(var connection) ->
                            rsm.register(
                                    new ImportSegment(
                                            rsm,
                                            rsm.nextSerial(),
                                            connection,
                                            path,
                                            permission,
                                            listing.offer().length()));
                    case Listing.Gone() -> throw notPublished(node, segment);
                    case Listing.Denied() ->
                            throw new RsmException(
                                    RsmError.PERM_DENIED,
                                    "the kernel does not let this process open the memory of the"
                                            + " segment");
                };
            } catch (OutOfResourceException e) {
                throw RsmException.of(e);
            }
        });
    }

    private Environment.Path requirePath(Offer offer) {
        return environment()
                .path(port, offer.port())
                .orElseThrow(() ->
                        new RsmException(
                                RsmError.REMOTE_NODE_UNREACHABLE,
                                "controller "
                                        + name
                                        + " has no path to the one that the segment was exported"
                                        + " through"));
    }

    private void requireReach(int node) {
        if (node == rsm.node()) {
            return;
        }
        if (name.equals(Topology.LOOPBACK)) {
            throw new RsmException(
                    RsmError.CTLR_NOT_PRESENT,
                    "loopback reaches node "
                            + rsm.node()
                            + " alone, and not "
                            + Integer.toUnsignedString(node));
        }
        if (!Paths.reaches(new Topology.Port(rsm.node(), name), node, environment())) {
            throw new RsmException(
                    RsmError.REMOTE_NODE_UNREACHABLE,
                    "controller "
                            + name
                            + " has no active path to node "
                            + Integer.toUnsignedString(node));
        }
    }

    private static RsmException notPublished(int node, int segment) {
        return new RsmException(
                RsmError.SEG_NOT_PUBLISHED,
                "no segment 0x" + Integer.toHexString(segment) + " is published on node " + node);
    }

    private void requireHeld() {
        if (holds == 0) {
            throw new RsmException(
                    RsmError.BAD_CTLR_HNDL, "controller " + name + " has been released");
        }
    }

    private void requirePresent() {
        if (!environment().isPresent(port)) {
            throw new RsmException(
                    RsmError.CTLR_NOT_PRESENT, "controller " + name + " has been removed");
        }
    }

    private Environment environment() {
        return rsm.backend().environment();
    }
}
