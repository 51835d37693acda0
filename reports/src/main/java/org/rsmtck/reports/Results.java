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
 * @param outOfReach clauses that no run through this door can judge at any level, with the reason,
 *     by id
 * @param robustness what became of calls that nothing is promised of
 * @param unstated why they support no statement, in words: they are a part of a level, or the run
 *     was cut short; empty if they support one
 * @param troubles what went wrong that is no verdict
 */
public record Results(
        int version,
        Run run,
        List<Obligation> obligations,
        List<Failure> failures,
        Map<String, String> outOfReach,
        Robustness robustness,
        String unstated,
        List<Trouble> troubles) {

    /** The version that this release writes. */
    public static final int VERSION = 4;

    public Results {
        obligations = List.copyOf(obligations);
        failures = List.copyOf(failures);
        outOfReach = Collections.unmodifiableMap(new TreeMap<>(outOfReach));
        troubles = List.copyOf(troubles);
    }

    /** Results of a whole level, met without trouble. */
    public Results(
            int version,
            Run run,
            List<Obligation> obligations,
            List<Failure> failures,
            Map<String, String> outOfReach,
            Robustness robustness) {
        this(version, run, obligations, failures, outOfReach, robustness, "", List.of());
    }

    /** Results of a run that made no calls that nothing is promised of. */
    public Results(
            int version,
            Run run,
            List<Obligation> obligations,
            List<Failure> failures,
            Map<String, String> outOfReach) {
        this(version, run, obligations, failures, outOfReach, Robustness.NOT_TRIED);
    }

    /** The same, with a reason why they support no statement. */
    public Results unstated(String why) {
        return new Results(
                version, run, obligations, failures, outOfReach, robustness, why, troubles);
    }

    /** The same, with what went wrong. */
    public Results troubledBy(List<Trouble> met) {
        return new Results(
                version, run, obligations, failures, outOfReach, robustness, unstated, met);
    }
}
