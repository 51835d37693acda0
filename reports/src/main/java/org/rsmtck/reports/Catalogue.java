package org.rsmtck.reports;

import static java.util.Objects.requireNonNull;

import org.rsmtck.model.Clause;
import org.rsmtck.model.Clauses;
import org.rsmtck.model.Rule;
import org.rsmtck.model.page.Pages;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The clauses of this release, in the order of the pages, and what their rules say of them. */
final class Catalogue {
    private Catalogue() {}

    private static final Map<String, Clause> CLAUSES = new LinkedHashMap<>();

    static {
        Clauses.of(Pages.RULES).forEach(clause -> CLAUSES.put(clause.id(), clause));
    }

    /** Ids of the clauses that say what success is: some rule for success carries them. */
    private static final Set<String> OF_SUCCESS =
            Pages.RULES.stream()
                    .filter(Rule.Effect.class::isInstance)
                    .flatMap(rule -> rule.clauses().stream())
                    .collect(Collectors.toUnmodifiableSet());

    static List<Clause> clauses() {
        return List.copyOf(CLAUSES.values());
    }

    static boolean contains(String clause) {
        return CLAUSES.containsKey(clause);
    }

    static Clause clause(String id) {
        return requireNonNull(CLAUSES.get(id), id);
    }

    /** Whether the clause counts as judged only once it has been seen to succeed. */
    static boolean isOfSuccess(String clause) {
        return OF_SUCCESS.contains(clause);
    }

    /** What the refusals say that are allowed and not due, by id. */
    static Map<String, String> mayRefuse() {
        Map<String, String> rules = new LinkedHashMap<>();
        for (Rule rule : Pages.RULES) {
            if (rule instanceof Rule.Refusal<?> refusal && refusal.force() == Rule.Force.MAY) {
                rules.putIfAbsent(rule.id(), rule.words());
            }
        }
        return rules;
    }

    /** What the rules that carry the clause say, by id; one id may stand for several calls. */
    static Map<String, String> rules(String clause) {
        Map<String, String> rules = new LinkedHashMap<>();
        for (Rule rule : Pages.RULES) {
            if (rule.clauses().contains(clause)) {
                rules.putIfAbsent(rule.id(), rule.words());
            }
        }
        return rules;
    }
}
