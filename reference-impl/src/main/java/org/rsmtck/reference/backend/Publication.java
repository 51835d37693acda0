package org.rsmtck.reference.backend;

/** What an exporter holds while its memory is published. Not for several threads at once. */
public interface Publication {

    /** Puts another admission in the place of the present one, for connections yet to be made. */
    void readmit(Admission admission);

    /** Raises the signal count of every import that is connected to this publication. */
    void signal();

    /**
     * Takes the segment back: when this returns, its name is free, every connection to it is
     * broken, and no mapping of an importer shows the exporter's memory any more. A put that
     * succeeded before is in the memory.
     *
     * @throws OutOfResourceException if the memory cannot be taken away from its importers; nothing
     *     has changed
     */
    void withdraw();

    /**
     * Takes the segment back as {@link #withdraw} does, when its memory is given up along with it.
     */
    void discard();
}
