package org.rsmtck.api;

/** The pointer that a caller hands in for a value to be written through. */
public enum Out {
    /** Points at writable memory of the right type. */
    VALID,
    /** The null pointer. */
    NULL,
    /** Not null, and not mapped in the caller's address space. Only a C door can carry it. */
    UNMAPPED
}
