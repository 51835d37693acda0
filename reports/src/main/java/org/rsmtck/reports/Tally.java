package org.rsmtck.reports;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The books of a run, which must balance before anything is said of it.
 *
 * @param total how many obligations there are
 * @param byStatus how many of them ended in each way, every way present
 */
public record Tally(int total, Map<Status, Integer> byStatus) {

    /** Says in one sentence why the books of a run do not balance. */
    public static final class UnbalancedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnbalancedException(String sentence) {
            super(sentence);
        }
    }

    /**
     * Counts, and checks that the counts mean something: each obligation once, each failure once,
     * each reference to something that is there.
     *
     * @throws UnbalancedException where they do not
     */
    public static Tally of(Results results) {
        checkFailures(results);
        checkObligations(results);
        results.outOfReach()
                .keySet()
                .forEach(clause -> checkClause(clause, "the list of clauses out of reach"));

        Map<Status, Integer> byStatus = new EnumMap<>(Status.class);
        for (Status status : Status.values()) {
            byStatus.put(status, 0);
        }
        for (Obligation obligation : results.obligations()) {
            byStatus.merge(obligation.status(), 1, Integer::sum);
        }
        return new Tally(results.obligations().size(), byStatus);
    }

    public Tally {
        byStatus = new EnumMap<>(byStatus);
        int sum = byStatus.values().stream().mapToInt(Integer::intValue).sum();
        if (sum != total) {
            throw new UnbalancedException(
                    "the obligations of each status sum to " + sum + ", not to the total " + total);
        }
    }

    public int of(Status status) {
        return byStatus.getOrDefault(status, 0);
    }

    private static void checkFailures(Results results) {
        Set<String> ids = new HashSet<>();
        for (Failure failure : results.failures()) {
            if (!ids.add(failure.id())) {
                throw new UnbalancedException("two failures have the id " + failure.id());
            }
            String holder = "failure " + failure.id();
            failure.clauses().forEach(clause -> checkClause(clause, holder));
        }
    }

    private static void checkObligations(Results results) {
        Set<String> failures =
                results.failures().stream().map(Failure::id).collect(Collectors.toSet());
        Set<String> ids = new HashSet<>();
        for (Obligation obligation : results.obligations()) {
            String holder = "obligation " + obligation.id();
            if (!ids.add(obligation.id())) {
                throw new UnbalancedException("two obligations have the id " + obligation.id());
            }
            if (obligation.clauses().isEmpty()) {
                throw new UnbalancedException(holder + " names no clause");
            }
            obligation.clauses().forEach(clause -> checkClause(clause, holder));
            boolean namesFailure = !obligation.failure().isEmpty();
            if (namesFailure != obligation.status().isFailure()) {
                throw new UnbalancedException(
                        "%s is %s and names %s failure"
                                .formatted(
                                        holder,
                                        obligation.status().words(),
                                        namesFailure ? "a" : "no"));
            }
            if (namesFailure && !failures.contains(obligation.failure())) {
                throw new UnbalancedException(
                        "%s names failure %s, which is not in the results"
                                .formatted(holder, obligation.failure()));
            }
        }
    }

    private static void checkClause(String id, String holder) {
        if (!Catalogue.contains(id)) {
            throw new UnbalancedException(
                    "%s names clause %s, which this release does not know".formatted(holder, id));
        }
    }
}
