package org.rsmtck.api;

/** One open fabric. Closing it closes its participants and removes what they left. */
public interface Session extends AutoCloseable {

    /** A new process on {@code node}. Processes are numbered from 0 in the order of attachment. */
    Participant attach(int node, Credentials credentials);

    /**
     * Brings the event about, and returns when it has happened. {@link Event.Killed} goes by {@link
     * Participant#kill}.
     *
     * @throws UnsupportedOperationException if {@link Fabric#capabilities} does not declare it
     */
    void apply(Event event);

    @Override
    void close();
}
