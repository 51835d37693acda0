package org.rsmtck.reference.backend;

/** A published segment that was found, before anyone connects to it. */
public interface Listing extends AutoCloseable {

    Offer offer();

    /**
     * Connects.
     *
     * @param permission READ, WRITE or READ_WRITE of {@link org.rsmtck.api.Permission}
     * @throws OutOfResourceException if a descriptor or a mapping cannot be had
     */
    Attempt connect(int permission);

    /**
     * Gives back what the search took. After a successful {@link #connect} there is nothing left to
     * give back.
     */
    @Override
    void close();

    /** How an attempt to connect ended. */
    sealed interface Attempt {}

    /** Connected; the caller closes the connection. */
    record Connected(Connection connection) implements Attempt {}

    /** The segment was withdrawn, or its exporter died, before the attempt was through. */
    record Gone() implements Attempt {}

    /** The machine itself denies this access, whatever the access list says. */
    record Denied() implements Attempt {}
}
