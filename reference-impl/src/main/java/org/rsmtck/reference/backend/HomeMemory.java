package org.rsmtck.reference.backend;

import java.util.Optional;
import java.util.function.LongUnaryOperator;

/**
 * The memory of an export, on the exporter's side.
 *
 * <p>Not for several threads at once, with one exception: {@link #read} and {@link #write} may run
 * beside each other. Offsets and lengths are bytes and lie within the memory: the caller has
 * checked.
 */
public interface HomeMemory {

    long length();

    void read(long offset, byte[] into);

    void write(long offset, byte[] data);

    /**
     * Puts other contents in the place of the present ones. Importers stay connected and see them
     * once this has returned, through their mappings too; until then they may see either.
     *
     * @param wordAt the eight bytes, least significant first, for each offset that is a multiple of
     *     8
     */
    void fill(LongUnaryOperator wordAt);

    /**
     * Makes the memory known under the node and segment id of {@code offer}, in one atomic step;
     * empty where that id is taken on that node.
     *
     * @throws OutOfResourceException if the publication cannot be made known for want of a resource
     */
    Optional<Publication> publish(Offer offer);

    /** The memory's pollable descriptor. */
    int descriptor();

    /** How many signals importers have posted since the memory was allocated; wraps around. */
    int signals();

    /**
     * Waits until {@link #signals} is no longer {@code seen}, for {@code nanos} at most; may return
     * early.
     */
    void awaitSignals(int seen, long nanos);

    /** Gives the memory up. What is published has been withdrawn before. */
    void close();

    /**
     * Drops the memory and what is published of it with no tidying, as the death of the process
     * does.
     */
    void abandon();
}
