package org.rsmtck.kit.plan;

import java.util.List;
import java.util.Set;

/**
 * What is owed for the rules of a model.
 *
 * @param exercises every rule alone and where it meets others, the shortest ways first
 * @param unreachable ids of clauses whose refusals no world of any scope calls for
 * @param metOnOneNode ids of the rules that decide calls in scopes that ask nothing special of a
 *     target
 */
public record RulePlan(
        List<Exercise> exercises, Set<String> unreachable, Set<String> metOnOneNode) {
    public RulePlan {
        exercises = List.copyOf(exercises);
        unreachable = Set.copyOf(unreachable);
        metOnOneNode = Set.copyOf(metOnOneNode);
    }
}
