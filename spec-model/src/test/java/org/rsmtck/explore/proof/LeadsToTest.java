package org.rsmtck.explore.proof;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Fair runs through small graphs, against a check that tries every set of states to stay in. */
class LeadsToTest {

    private record Edge(int from, int to, boolean isFair) {}

    private record Edges(int size, List<Edge> edges) implements LeadsTo.Graph {
        @Override
        public void steps(int state, Visitor visitor) {
            edges.stream()
                    .filter(edge -> edge.from == state)
                    .forEach(edge -> visitor.step(edge.to, edge.isFair));
        }
    }

    private static Edges edges(int size, Edge... edges) {
        return new Edges(size, List.of(edges));
    }

    private static Optional<Integer> failing(Edges graph) {
        return LeadsTo.failing(graph, state -> state == 0, state -> state == graph.size - 1);
    }

    @Example
    void a_fair_step_that_stays_possible_is_taken() {
        assertThat(failing(edges(2, new Edge(0, 1, true)))).isEmpty();
    }

    @Example
    void nobody_has_to_take_a_step_that_is_not_fair() {
        assertThat(failing(edges(2, new Edge(0, 1, false)))).contains(0);
    }

    @Example
    void a_way_round_on_which_the_fair_step_stays_possible_comes_to_an_end() {
        assertThat(
                        failing(
                                edges(
                                        3,
                                        new Edge(0, 1, false),
                                        new Edge(1, 0, false),
                                        new Edge(0, 2, true),
                                        new Edge(1, 2, true))))
                .isEmpty();
    }

    @Example
    void a_way_round_on_which_it_is_impossible_now_and_then_need_not() {
        assertThat(
                        failing(
                                edges(
                                        3,
                                        new Edge(0, 1, false),
                                        new Edge(1, 0, false),
                                        new Edge(0, 2, true))))
                .contains(0);
    }

    @Provide
    Arbitrary<Edges> graphs() {
        return Arbitraries.integers()
                .between(2, 5)
                .flatMap(size -> {
                    Arbitrary<Integer> state = Arbitraries.integers().between(0, size - 1);
                    return net.jqwik.api.Combinators.combine(
                                    state, state, Arbitraries.of(true, false))
                            .as(Edge::new)
                            .list()
                            .ofMaxSize(10)
                            .map(edges -> new Edges(size, edges));
                });
    }

    @Property
    void it_says_the_same_as_trying_everything(@ForAll("graphs") Edges graph) {
        assertThat(failing(graph).isPresent()).isEqualTo(mayStayAway(graph));
    }

    /**
     * Whether from state 0 one can get to a set of states that lead to one another, or to a single
     * one, where a run may stay for ever.
     */
    private static boolean mayStayAway(Edges graph) {
        int last = graph.size - 1;
        BitSet reachable = reachable(graph, 0, last);
        for (int set = 1; set < 1 << last; set++) {
            BitSet members = BitSet.valueOf(new long[] {set});
            boolean isReached = members.stream().allMatch(reachable::get);
            if (isReached && isConnected(graph, members, last) && isFairToStay(graph, members)) {
                return true;
            }
        }
        return false;
    }

    private static BitSet reachable(Edges graph, int from, int last) {
        BitSet reached = new BitSet();
        List<Integer> open = new ArrayList<>(List.of(from));
        while (!open.isEmpty()) {
            int state = open.removeLast();
            if (state != last && !reached.get(state)) {
                reached.set(state);
                graph.steps(state, (to, isFair) -> open.add(to));
            }
        }
        return reached;
    }

    private static boolean isConnected(Edges graph, BitSet members, int last) {
        Edges within =
                new Edges(
                        graph.size,
                        graph.edges.stream()
                                .filter(edge -> members.get(edge.from) && members.get(edge.to))
                                .toList());
        return members.stream()
                .allMatch(one ->
                        members.stream()
                                .allMatch(other -> reachable(within, one, last).get(other)));
    }

    /** A fair step is taken on the way round, or is impossible at some place of it. */
    private static boolean isFairToStay(Edges graph, BitSet members) {
        boolean isTaken =
                graph.edges.stream()
                        .anyMatch(edge ->
                                edge.isFair && members.get(edge.from) && members.get(edge.to));
        boolean isImpossible =
                members.stream()
                        .anyMatch(state ->
                                graph.edges.stream()
                                        .noneMatch(edge -> edge.from == state && edge.isFair));
        return isTaken || isImpossible;
    }
}
