package org.rsmtck.reference;

import org.rsmtck.api.RsmError;

/**
 * What is simulated around one call: a process that runs short of something, or is interrupted by a
 * signal.
 *
 * <p>A call asks for these last, when it would otherwise succeed.
 */
record InjectedFaults(
        boolean isShortOfMemory, boolean isShortOfDescriptors, boolean isInterrupted) {

    /** Nothing is simulated. */
    static final InjectedFaults CALM = new InjectedFaults(false, false, false);

    void requireMemory() {
        if (isShortOfMemory) {
            throw new RsmException(RsmError.INSUFFICIENT_MEM, "the process gets no more memory");
        }
    }

    void requireDescriptors() {
        if (isShortOfDescriptors) {
            throw new RsmException(
                    RsmError.INSUFFICIENT_RESOURCES, "the process gets no more descriptors");
        }
    }

    void requireNoInterruption() {
        if (isInterrupted) {
            throw new RsmException(RsmError.INTERRUPTED, "a signal broke the call");
        }
    }
}
