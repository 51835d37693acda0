package org.rsmtck.kit.suites;

/**
 * How a run is carried out.
 *
 * @param part which part of its level it is, in words; empty if the whole
 * @param endsAtFirstFailure whether nothing is exercised any more once something has failed
 * @param recorder keeps what it finds
 */
public record Manner(String part, boolean endsAtFirstFailure, Recorder recorder) {
    /** The whole level, of which nothing is kept but what the run itself remembers. */
    public static final Manner USUAL = new Manner("", false, Recorder.NONE);
}
