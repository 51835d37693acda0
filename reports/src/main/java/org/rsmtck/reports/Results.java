package org.rsmtck.reports;

import java.util.Collections;
import java.util.Comparator;
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
 * @param terms on which the run was carried out
 */
public record Results(
        int version,
        Run run,
        List<Obligation> obligations,
        List<Failure> failures,
        Map<String, String> outOfReach,
        Robustness robustness,
        String unstated,
        List<Trouble> troubles,
        Terms terms) {

    /** The version that this release writes. */
    public static final int VERSION = 6;

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
        this(
                version,
                run,
                obligations,
                failures,
                outOfReach,
                robustness,
                "",
                List.of(),
                Terms.USUAL);
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
                version, run, obligations, failures, outOfReach, robustness, why, troubles, terms);
    }

    /** The same, with what went wrong. */
    public Results troubledBy(List<Trouble> met) {
        return new Results(
                version, run, obligations, failures, outOfReach, robustness, unstated, met, terms);
    }

    /** The same, of obligations that ended otherwise. */
    Results with(List<Obligation> others) {
        return new Results(
                version, run, others, failures, outOfReach, robustness, unstated, troubles, terms);
    }

    /** The same, on these terms: what they excuse is excused. */
    public Results on(Terms others) {
        Results bare =
                new Results(
                        version,
                        run,
                        obligations,
                        failures,
                        outOfReach,
                        robustness,
                        unstated,
                        troubles,
                        others);
        return KnownFailures.applied(Waivers.applied(bare));
    }

    /** Why they support no statement, a shard among the reasons; empty if they do. */
    public String whyUnstated() {
        if (terms.shard().isWhole()) {
            return unstated;
        }
        String words = terms.shard().words();
        return unstated.isEmpty() ? words : unstated + ", and " + words;
    }

    /** The obligations that took longest, the longest first; none that took no time. */
    public List<Obligation> slowest(int most) {
        return obligations.stream()
                .filter(one -> one.milliseconds() > 0)
                .sorted(Comparator.comparingLong(Obligation::milliseconds).reversed())
                .limit(most)
                .toList();
    }
}
