package org.rsmtck.reference.backend;

/**
 * A mapping of a part of a segment. Loads and stores go to memory with no check of the connection.
 *
 * <p>Once the segment was withdrawn, they reach memory that no publication uses.
 */
public interface Window {

    /** In bytes. */
    long length();

    /** Loads from {@code offset} bytes after the start of the window. */
    void load(long offset, byte[] into);

    /**
     * Stores at {@code offset} bytes after the start of the window, which was mapped for writing.
     */
    void store(long offset, byte[] data);

    /**
     * Puts memory of nobody in the place of the segment's, without a moment in which loads or
     * stores would fail. Beside loads and stores too, and more than once.
     */
    void sever();

    /** Unmaps. Not beside a load or a store. */
    void close();
}
