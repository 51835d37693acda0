package org.rsmtck.api;

/**
 * How the faults of a target come about that are brought about from outside: what one of them is
 * said to do to a process may wait, or do it to others too.
 *
 * @param interruption what a signal breaks
 * @param memory who is short when a process is made short of memory
 * @param descriptors the same of descriptors
 */
public record Faults(Hit interruption, Extent memory, Extent descriptors) {
    /** What a process meets alone, and in its next call. */
    public static final Faults OF_A_PROCESS =
            new Faults(Hit.NEXT_CALL, Extent.PROCESS, Extent.PROCESS);

    /** What an interruption breaks. */
    public enum Hit {
        /** The next call of the process, whatever it is. */
        NEXT_CALL,
        /** The next connect of the process, however many other calls come before. */
        NEXT_CONNECT
    }

    /** Who feels it. */
    public enum Extent {
        /** The process alone. */
        PROCESS,
        /** Every process of its node. */
        NODE,
        /** Every process of the fabric. */
        ALL
    }

    /** Who is short when a process is made short of the resource. */
    public Extent of(Event.Resource resource) {
        return switch (resource) {
            case MEMORY -> memory;
            case DESCRIPTORS -> descriptors;
        };
    }
}
