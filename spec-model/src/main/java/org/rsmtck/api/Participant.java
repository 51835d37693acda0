package org.rsmtck.api;

/** One process of a fabric. Its calls may be made from any thread, and from several at once. */
public interface Participant extends AutoCloseable {

    /**
     * Makes the call and waits for its reply.
     *
     * <p>{@link Call.Load} and {@link Call.Store} are made only on a handle that is mapped over the
     * range they name, and {@link Call.ExporterRead} and {@link Call.ExporterWrite} only on a live
     * export and within its length: what a participant does otherwise is its own business.
     */
    Reply call(Call call);

    /**
     * The process dies at once, as by SIGKILL: it gets no chance to tidy up. No call may follow.
     */
    void kill();

    /** The process exits in good order; what it still held goes with it. */
    @Override
    void close();
}
