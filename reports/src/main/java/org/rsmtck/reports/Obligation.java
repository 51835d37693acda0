package org.rsmtck.reports;

import java.util.List;

/**
 * What a level owes: some clauses, in one of the cells that they are exercised in. It is what is
 * counted.
 *
 * @param id unique in a run, the same in every run of a release: the suite, then the cell
 * @param suite by which it is exercised, for instance {@code rules}
 * @param clauses ids of the clauses it exercises
 * @param rules ids of the model's rules that meet in its cell
 * @param status how it ended
 * @param reason in words, where the status calls for one; else empty
 * @param failure the id of the {@link Failure} that ended it; else empty
 * @param milliseconds that it took; where a suite works at all that it owes at once, an equal share
 */
public record Obligation(
        String id,
        String suite,
        List<String> clauses,
        List<String> rules,
        Status status,
        String reason,
        String failure,
        long milliseconds) {

    public Obligation {
        clauses = List.copyOf(clauses);
        rules = List.copyOf(rules);
    }

    /** One of which nobody knows how long it took. */
    public Obligation(
            String id,
            String suite,
            List<String> clauses,
            List<String> rules,
            Status status,
            String reason,
            String failure) {
        this(id, suite, clauses, rules, status, reason, failure, 0);
    }

    /** The same, which ended otherwise. */
    Obligation ended(Status otherwise, String why) {
        return new Obligation(id, suite, clauses, rules, otherwise, why, failure, milliseconds);
    }
}
