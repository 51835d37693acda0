package org.rsmtck.reports;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that a run found: the one thing that reports are made from.
 *
 * @param version of this format
 * @param run the circumstances
 * @param obligations every one of the level, each with how it ended
 * @param failures what was found, each once
 * @param later clauses that belong to a higher level or another suite, with the reason, by id
 */
public record Results(
        int version,
        Run run,
        List<Obligation> obligations,
        List<Failure> failures,
        Map<String, String> later) {

    /** The version that this release writes. */
    public static final int VERSION = 1;

    public Results {
        obligations = List.copyOf(obligations);
        failures = List.copyOf(failures);
        later = Collections.unmodifiableMap(new TreeMap<>(later));
    }
}
