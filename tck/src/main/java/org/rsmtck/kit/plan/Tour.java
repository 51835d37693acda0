package org.rsmtck.kit.plan;

import org.rsmtck.kit.execute.Program;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A way through a scope that makes every call in every abstract state.
 *
 * @param edges every edge, and the ids of the clauses that decide it
 * @param programs the parts of the way, each to be gone from an empty fabric
 */
public record Tour(Map<Edge, Set<String>> edges, List<Program> programs) {
    public Tour {
        programs = List.copyOf(programs);
    }
}
