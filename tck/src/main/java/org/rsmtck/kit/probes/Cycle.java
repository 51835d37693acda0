package org.rsmtck.kit.probes;

/** The same again and again, which gives back all that it takes. */
interface Cycle {

    /**
     * Goes so many rounds.
     *
     * @throws UnlikeOthersException if a call was answered otherwise than it is to be
     */
    void go(ProbeContext context, int rounds);
}
