package org.rsmtck.reports;

import static java.util.Objects.requireNonNull;

import org.rsmtck.model.Clause;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What all the obligations of one clause come to.
 *
 * <p>A failed obligation says of a clause only what its failure says. Where the failure names other
 * clauses, the cell ended before this one was judged in it, and counts as not exercised.
 *
 * @param clause that is rolled up
 * @param support what the run says of it
 * @param byStatus how many of its obligations count for it in each way, every way present
 * @param bySuite how many obligations each suite has for it
 * @param failures ids of what broke it, in the order of the results; none that is waived
 * @param outOfReach why no run through this door can judge it; else empty
 */
public record ClauseRollup(
        Clause clause,
        Support support,
        Map<Status, Integer> byStatus,
        Map<String, Integer> bySuite,
        List<String> failures,
        String outOfReach) {

    /** One for each clause of the catalogue, in its order. */
    public static List<ClauseRollup> of(Results results) {
        Map<String, Failure> failures = new LinkedHashMap<>();
        results.failures().forEach(failure -> failures.put(failure.id(), failure));
        Map<String, List<Obligation>> owed = new HashMap<>();
        for (Obligation obligation : results.obligations()) {
            for (String clause : Set.copyOf(obligation.clauses())) {
                owed.computeIfAbsent(clause, id -> new ArrayList<>()).add(obligation);
            }
        }
        Set<String> waived = waived(results);
        return Catalogue.clauses().stream()
                .map(clause ->
                        of(
                                clause,
                                owed.getOrDefault(clause.id(), List.of()),
                                failures,
                                waived,
                                results.outOfReach().getOrDefault(clause.id(), "")))
                .toList();
    }

    /** Of the obligations that a target could be asked for, how many were judged, in percent. */
    public int percentJudged() {
        int judged = count(Status::isJudged);
        int due = judged + of(Status.NOT_EXERCISED);
        return due == 0 ? 0 : (int) (100L * judged / due);
    }

    public int of(Status status) {
        return byStatus.getOrDefault(status, 0);
    }

    /** How many obligations it has in all. */
    public int total() {
        return count(status -> true);
    }

    private int count(Predicate<Status> which) {
        return byStatus.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    private static ClauseRollup of(
            Clause clause,
            List<Obligation> owed,
            Map<String, Failure> failures,
            Set<String> waived,
            String outOfReach) {
        Map<Status, Integer> byStatus = new EnumMap<>(Status.class);
        for (Status status : Status.values()) {
            byStatus.put(status, 0);
        }
        Map<String, Integer> bySuite = new TreeMap<>();
        for (Obligation obligation : owed) {
            byStatus.merge(statusFor(clause, obligation, failures), 1, Integer::sum);
            bySuite.merge(obligation.suite(), 1, Integer::sum);
        }
        List<String> breaking =
                failures.values().stream()
                        .filter(failure -> failure.clauses().contains(clause.id()))
                        .map(Failure::id)
                        .filter(id -> !waived.contains(id))
                        .toList();
        Support support = support(clause, byStatus, !breaking.isEmpty(), !outOfReach.isEmpty());
        return new ClauseRollup(clause, support, byStatus, bySuite, breaking, outOfReach);
    }

    private static Status statusFor(
            Clause clause, Obligation obligation, Map<String, Failure> failures) {
        boolean stands =
                obligation.status() == Status.FAILED || obligation.status() == Status.KNOWN_FAILURE;
        return stands
                        && !requireNonNull(failures.get(obligation.failure()))
                                .clauses()
                                .contains(clause.id())
                ? Status.NOT_EXERCISED
                : obligation.status();
    }

    private static Support support(
            Clause clause, Map<Status, Integer> byStatus, boolean isBroken, boolean isOutOfReach) {
        boolean passed = byStatus.getOrDefault(Status.PASSED, 0) > 0;
        if (isBroken) {
            return passed ? Support.PARTIAL : Support.NOT_SUPPORTED;
        }
        if (isOutOfReach) {
            return Support.OUT_OF_REACH;
        }
        if (byStatus.getOrDefault(Status.NOT_EXERCISED, 0) > 0) {
            return Support.NOT_JUDGED;
        }
        boolean lacks = byStatus.getOrDefault(Status.NOT_APPLICABLE, 0) > 0;
        boolean waived = byStatus.getOrDefault(Status.WAIVED, 0) > 0;
        boolean untestable = byStatus.getOrDefault(Status.NOT_TESTABLE, 0) > 0;
        if (Catalogue.isOfSuccess(clause.id()) && !passed && (lacks || waived)) {
            return Support.NOT_JUDGED;
        }
        if (waived) {
            return Support.WAIVED;
        }
        if (passed) {
            return Support.SUPPORTED;
        }
        if (lacks) {
            return Support.NOT_APPLICABLE;
        }
        return untestable ? Support.NOT_TESTABLE : Support.NOT_JUDGED;
    }

    /** Ids of the failures that ended obligations, all of which are waived. */
    private static Set<String> waived(Results results) {
        Map<Boolean, Set<String>> failures =
                results.obligations().stream()
                        .filter(obligation -> obligation.status().isFailure())
                        .collect(
                                Collectors.partitioningBy(
                                        obligation -> obligation.status() == Status.WAIVED,
                                        Collectors.mapping(
                                                Obligation::failure, Collectors.toSet())));
        Set<String> waived = requireNonNull(failures.get(true));
        waived.removeAll(requireNonNull(failures.get(false)));
        return waived;
    }
}
