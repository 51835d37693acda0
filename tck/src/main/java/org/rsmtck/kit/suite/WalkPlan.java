package org.rsmtck.kit.suite;

import org.rsmtck.explore.Scope;

import java.util.List;
import java.util.Set;

/**
 * A walk before it is gone: what is tried, step by step. It holds for every world, and the model
 * says what comes of it.
 *
 * @param favoured words of calls that are made more often than others
 */
public record WalkPlan(Scope scope, Set<String> favoured, List<Intent> intents) {

    /** What a step is about. */
    enum Kind {
        /** Something happens to the processes or between them. */
        EVENT,
        /** A call on an import, of a process that has one. */
        ON_IMPORT,
        /** What the process lacks most to have something to talk about. */
        GROUNDWORK,
        /** Any call. */
        ANY
    }

    /**
     * One step.
     *
     * @param isUsual with arguments of the kind that mostly succeed, and not with any
     * @param dice decides among what there is in the world by then
     * @param edges arguments that take the place of those which the model offers
     * @param isStale on a handle that was given back, if there is one
     */
    record Intent(Kind kind, boolean isUsual, long dice, Edges edges, boolean isStale) {}

    /**
     * Arguments at the edges of their ranges.
     *
     * @param which of the arguments of a call takes its edge: 0 is none
     * @param size an offset, length or count
     */
    record Edges(int which, long size, int node, int segment, int permission) {
        static final Edges NONE = new Edges(0, 0, 0, 0, 0);
    }

    @Override
    public String toString() {
        return scope.name() + ", " + intents.size() + " steps";
    }
}
