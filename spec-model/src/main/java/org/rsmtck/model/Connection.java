package org.rsmtck.model;

import java.util.Optional;

/** How an import stands to the export it was connected to. */
public sealed interface Connection {

    /** Connected to the export that this process holds under this handle. */
    record Live(int process, long export) implements Connection {}

    /**
     * A forced disconnect is on its way and has not reached the importer: it may still see the
     * segment, and will see it no more at some time.
     */
    record DisconnectPending(Contents last) implements Connection {}

    /**
     * Cut off for good.
     *
     * @param last what the segment held when the import was cut off, kept as long as a mapping
     *     could show it
     */
    record ForciblyDisconnected(Optional<Contents> last) implements Connection {}
}
