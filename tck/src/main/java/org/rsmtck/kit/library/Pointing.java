package org.rsmtck.kit.library;

/** Where the one pointer of a call points, in place of valid memory. */
public enum Pointing {
    /** Where the call says. */
    AS_SAID,
    /** At memory that is fine but for an odd address. */
    MISALIGNED,
    /** At an address at which nothing is mapped. */
    UNMAPPED,
    /** At memory that can be read and not be written. */
    READONLY
}
