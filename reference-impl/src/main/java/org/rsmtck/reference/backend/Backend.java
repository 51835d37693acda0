package org.rsmtck.reference.backend;

import org.rsmtck.api.Event.Resource;

import java.util.Optional;

/**
 * The engine of one process of a fabric, on one node. Its methods may be called from any thread.
 *
 * <p>What an engine hands out ({@link HomeMemory}, {@link Listing}, {@link Connection}, {@link
 * Window}) is closed by whoever received it, before the engine is closed, and is not used while it
 * is being closed: the owner keeps a lock for that.
 */
public interface Backend extends AutoCloseable {

    /** Who reaches whom now. */
    Environment environment();

    /**
     * Fresh memory of this process, zeroed, known to nobody else until it is published.
     *
     * @param length in bytes, a positive multiple of the page size
     * @throws OutOfResourceException if there is not so much memory, or no descriptor for it
     */
    HomeMemory allocate(long length);

    /**
     * A segment id that was never given out on this node before, from 0x80000000 upward.
     *
     * @throws OutOfResourceException if all have been given out
     */
    int freshSegmentId();

    /**
     * What is published at this moment under {@code segment} on {@code node}; empty where nothing
     * is, or where only the name is left of an exporter that died. The caller closes the listing.
     *
     * @throws OutOfResourceException if a descriptor or a mapping cannot be had
     */
    Optional<Listing> find(int node, int segment);

    /**
     * Makes sure that the process can have more of something. An engine that finds out when it
     * takes it need do nothing.
     *
     * @throws OutOfResourceException if it cannot
     */
    void require(Resource resource);

    /** Whether a signal has broken the call that this thread makes. */
    boolean isInterrupted();

    /** Gives back what the engine itself holds. */
    @Override
    void close();
}
