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
 * @param robustness what became of calls that nothing is promised of
 */
public record Results(
        int version,
        Run run,
        List<Obligation> obligations,
        List<Failure> failures,
        Map<String, String> later,
        Robustness robustness) {

    /** The version that this release writes. */
    public static final int VERSION = 3;

    public Results {
        obligations = List.copyOf(obligations);
        failures = List.copyOf(failures);
        later = Collections.unmodifiableMap(new TreeMap<>(later));
    }

    /** Results of a run that made no calls that nothing is promised of. */
    public Results(
            int version,
            Run run,
            List<Obligation> obligations,
            List<Failure> failures,
            Map<String, String> later) {
        this(version, run, obligations, failures, later, Robustness.NOT_TRIED);
    }
}
