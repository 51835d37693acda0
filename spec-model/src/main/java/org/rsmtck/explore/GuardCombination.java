package org.rsmtck.explore;

import org.rsmtck.model.Allowed;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Step;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * A place where rules of one call meet.
 *
 * @param word of the call
 * @param rules ids of the refusals whose guards hold together, or of the success where none must be
 *     given
 * @param shape the class of the arguments where one rule stands alone; else empty
 */
public record GuardCombination(String word, List<String> rules, String shape) {

    static GuardCombination of(String word, Allowed allowed, String shape) {
        List<String> ids =
                Stream.concat(
                                allowed.held().stream(),
                                allowed.steps().stream()
                                        .map(Step::rule)
                                        .filter(rule -> rule instanceof Rule.Effect<?>))
                        .map(Rule::id)
                        .distinct()
                        .sorted()
                        .toList();
        return new GuardCombination(word, ids, ids.size() == 1 ? shape : "");
    }

    /** As obligation ids spell it. */
    public String id() {
        return String.join(" + ", rules) + (shape.isEmpty() ? "" : ": " + shape);
    }

    /** The clauses that the rules of this cell carry. */
    public List<String> clauses(Collection<Rule> all) {
        return all.stream()
                .filter(rule -> rules.contains(rule.id()))
                .flatMap(rule -> rule.clauses().stream())
                .distinct()
                .toList();
    }
}
