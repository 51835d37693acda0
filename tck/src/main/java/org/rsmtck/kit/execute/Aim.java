package org.rsmtck.kit.execute;

import org.rsmtck.model.Rule;

import java.util.Set;
import java.util.TreeSet;

/**
 * What a program has been found to look for.
 *
 * @param due the rules that have a say about its last act
 * @param lacking the functions that it asked for and the implementation lacks
 * @param beyond the declared limits that it went beyond
 */
record Aim(Set<Rule> due, Set<String> lacking, Set<String> beyond) {
    static final Aim NOTHING = new Aim(Set.of(), Set.of(), Set.of());

    Aim due(Set<Rule> rules) {
        return new Aim(rules, lacking, beyond);
    }

    Aim lacking(String function) {
        return new Aim(due, with(lacking, function), beyond);
    }

    Aim beyond(String limit) {
        return new Aim(due, lacking, with(beyond, limit));
    }

    private static Set<String> with(Set<String> some, String one) {
        Set<String> more = new TreeSet<>(some);
        more.add(one);
        return more;
    }
}
