package org.rsmtck.reference.backend;

/**
 * An importer's connection to one publication.
 *
 * <p>{@link #get}, {@link #isIntact} and the signal counts may be used from several threads at
 * once; {@link #put}, {@link #post} and {@link #close} by one thread at a time, with no other use
 * beside them. Offsets and lengths are bytes and lie within the segment: the caller has checked.
 */
public interface Connection {

    /** Whether the publication still stands and its exporter lives. Once false, false for ever. */
    boolean isIntact();

    /**
     * Reads.
     *
     * @param unit how many bytes are moved in one piece: 1, 2, 4 or 8; {@code offset} and length
     *     are multiples
     * @return false if the connection was broken; what {@code into} holds is then unspecified
     */
    boolean get(long offset, byte[] into, int unit);

    /**
     * Writes.
     *
     * @param unit as in {@link #get}
     * @return false if the connection was broken: then nothing was written
     */
    boolean put(long offset, byte[] data, int unit);

    /**
     * Maps a part of the segment into this process. The caller closes the window before the
     * connection.
     *
     * @param permission READ, WRITE or READ_WRITE, within what the connection was made for
     * @throws OutOfResourceException if there is no room for the mapping
     */
    Window map(long offset, long length, int permission);

    /**
     * How many signals the exporter has posted to its importers under this publication; wraps
     * around.
     */
    int signals();

    /**
     * Waits until {@link #signals} is no longer {@code seen}, for {@code nanos} at most; may return
     * early.
     */
    void awaitSignals(int seen, long nanos);

    /**
     * Raises the exporter's signal count; false if the connection was broken, and then nothing was
     * raised.
     */
    boolean post();

    /** The connection's pollable descriptor. */
    int descriptor();

    /** Ends the connection and gives back all it held. Never fails. */
    void close();
}
