package org.rsmtck.kit.suite;

import org.rsmtck.reports.Terms;

import java.util.Set;

/**
 * How a run is carried out.
 *
 * @param part which part of its level it is, in words; empty if the whole
 * @param suites those that it is a part of; empty if all
 * @param endsAtFirstFailure whether nothing is exercised any more once something has failed
 * @param terms on which it is carried out
 * @param recorder keeps what it finds
 */
public record Manner(
        String part,
        Set<String> suites,
        boolean endsAtFirstFailure,
        Terms terms,
        Recorder recorder) {
    /** The whole level, of which nothing is kept but what the run itself remembers. */
    public static final Manner USUAL = new Manner("", Set.of(), false, Terms.USUAL, Recorder.NONE);

    public Manner {
        suites = Set.copyOf(suites);
    }

    /** Whether the suite is among them. */
    public boolean wants(String suite) {
        return suites.isEmpty() || suites.contains(suite);
    }
}
