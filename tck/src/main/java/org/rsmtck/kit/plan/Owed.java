package org.rsmtck.kit.plan;

import java.util.List;

/**
 * Something that a level owes: one obligation before it is run.
 *
 * @param id unique among all
 * @param suite by which it is exercised
 * @param clauses ids of the clauses it exercises
 * @param rules ids of the rules that meet in it
 */
public record Owed(String id, String suite, List<String> clauses, List<String> rules) {
    public Owed {
        clauses = List.copyOf(clauses);
        rules = List.copyOf(rules);
    }
}
