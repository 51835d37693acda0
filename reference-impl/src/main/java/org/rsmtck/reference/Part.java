package org.rsmtck.reference;

/** What a process obtains from its fabric, and the C interface has handles or structures for. */
sealed interface Part permits Controller, ExportSegment, ImportSegment, Barrier {

    /** A number that no other part of the process has or will have. */
    long serial();
}
