package org.rsmtck.explore.proof;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Whether every fair run that comes to a state of one kind comes to a state of another kind later.
 *
 * <p>A run may stop where it is at any time: nobody has to call. It is fair if a fair step that
 * stays possible from some moment on is taken at some time (weak fairness). So a run that never
 * arrives exists if, and only if, from a state of the first kind one can get, without arriving, to
 * a state where no fair step is possible, or to states that lead to one another, and in each of
 * which either no fair step is possible, or one among them is taken on the way round.
 */
final class LeadsTo {

    /** The steps of a graph whose states are numbered from 0. */
    interface Graph {
        int size();

        /** Tells the steps that leave a state. */
        void steps(int state, Visitor visitor);

        interface Visitor {
            /**
             * Is told of a step.
             *
             * @param isFair whether it is a step that must be taken if it stays possible
             */
            void step(int to, boolean isFair);
        }
    }

    private final Graph graph;
    private final IntPredicate arrived;

    private LeadsTo(Graph graph, IntPredicate arrived) {
        this.graph = graph;
        this.arrived = arrived;
    }

    /**
     * A state of the first kind from which a fair run may never arrive; empty if there is none.
     *
     * <p>All fair steps count as one kind: taking any of them again and again is fair to all. The
     * caller gives a graph in which those that matter are the only ones.
     */
    static Optional<Integer> failing(Graph graph, IntPredicate from, IntPredicate arrived) {
        return new LeadsTo(graph, arrived).failing(from);
    }

    private Optional<Integer> failing(IntPredicate from) {
        BitSet never = statesToStayIn();
        spreadBackwards(never);
        for (int state = 0; state < graph.size(); state++) {
            if (from.test(state) && never.get(state)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    /** States in which a fair run may stay, or to which it may come back for ever. */
    private BitSet statesToStayIn() {
        BitSet stay = new BitSet(graph.size());
        int[] component = new Components(graph, arrived).all();
        BitSet takesFairStep = new BitSet(graph.size());
        for (int state = 0; state < graph.size(); state++) {
            if (arrived.test(state)) {
                continue;
            }
            boolean[] isFairPossible = {false};
            int at = state;
            graph.steps(
                    state,
                    (to, isFair) -> {
                        isFairPossible[0] |= isFair;
                        if (isFair && !arrived.test(to) && component[to] == component[at]) {
                            takesFairStep.set(component[at]);
                        }
                    });
            if (!isFairPossible[0]) {
                stay.set(state);
            }
        }
        for (int state = 0; state < graph.size(); state++) {
            if (!arrived.test(state) && takesFairStep.get(component[state])) {
                stay.set(state);
            }
        }
        return stay;
    }

    /** Adds every state from which one can get to those without arriving. */
    private void spreadBackwards(BitSet states) {
        boolean isGrowing = true;
        while (isGrowing) {
            isGrowing = false;
            for (int state = graph.size() - 1; state >= 0; state--) {
                if (!states.get(state) && !arrived.test(state)) {
                    boolean[] leadsThere = {false};
                    graph.steps(
                            state,
                            (to, isFair) -> leadsThere[0] |= states.get(to) && !arrived.test(to));
                    if (leadsThere[0]) {
                        states.set(state);
                        isGrowing = true;
                    }
                }
            }
        }
    }

    /** Strongly connected components, by Tarjan's algorithm, without recursion. */
    private static final class Components {
        private static final int[] DONE = {};

        private final Graph graph;
        private final IntPredicate leftOut;
        private final int[] component;

        Components(Graph graph, IntPredicate leftOut) {
            this.graph = graph;
            this.leftOut = leftOut;
            this.component = new int[graph.size()];
        }

        int[] all() {
            Arrays.fill(component, -1);
            int[] index = new int[graph.size()];
            int[] low = new int[graph.size()];
            int[][] successors = new int[graph.size()][];
            int[] next = new int[graph.size()];
            int[] path = new int[graph.size()];
            int[] open = new int[graph.size()];
            int depth = 0;
            int opened = 0;
            int count = 0;
            for (int root = 0; root < graph.size(); root++) {
                if (index[root] != 0 || leftOut.test(root)) {
                    continue;
                }
                path[depth++] = root;
                while (depth > 0) {
                    int state = path[depth - 1];
                    if (index[state] == 0) {
                        index[state] = low[state] = ++count;
                        open[opened++] = state;
                        successors[state] = successors(state);
                    }
                    if (next[state] < successors[state].length) {
                        int to = successors[state][next[state]++];
                        if (index[to] == 0) {
                            path[depth++] = to;
                        } else if (component[to] < 0) {
                            low[state] = Math.min(low[state], index[to]);
                        }
                        continue;
                    }
                    depth--;
                    successors[state] = DONE;
                    if (depth > 0) {
                        low[path[depth - 1]] = Math.min(low[path[depth - 1]], low[state]);
                    }
                    if (low[state] == index[state]) {
                        do {
                            component[open[--opened]] = state;
                        } while (open[opened] != state);
                    }
                }
            }
            return component;
        }

        private int[] successors(int state) {
            int[] all = new int[8];
            int[] size = {0};
            int[][] holder = {all};
            graph.steps(
                    state,
                    (to, isFair) -> {
                        if (!leftOut.test(to)) {
                            if (size[0] == holder[0].length) {
                                holder[0] = Arrays.copyOf(holder[0], 2 * size[0]);
                            }
                            holder[0][size[0]++] = to;
                        }
                    });
            return Arrays.copyOf(holder[0], size[0]);
        }
    }
}
