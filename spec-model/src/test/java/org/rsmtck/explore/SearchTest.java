package org.rsmtck.explore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** The search finds what is known of textbook models. */
class SearchTest {

    /** Two jugs of 3 and 5 gallons: get 4 gallons. */
    private record Jugs() implements StateSpace<Jugs.State, String> {
        record State(int small, int big) {}

        @Override
        public List<State> initial() {
            return List.of(new State(0, 0));
        }

        @Override
        public void steps(State s, BiConsumer<String, State> step) {
            int toBig = Math.min(s.small, 5 - s.big);
            int toSmall = Math.min(s.big, 3 - s.small);
            step.accept("fill small", new State(3, s.big));
            step.accept("fill big", new State(s.small, 5));
            step.accept("empty small", new State(0, s.big));
            step.accept("empty big", new State(s.small, 0));
            step.accept("small to big", new State(s.small - toBig, s.big + toBig));
            step.accept("big to small", new State(s.small + toSmall, s.big - toSmall));
        }
    }

    /** Numbers from 0 on, each of which leads to the next one and to its double. */
    private record Numbers() implements StateSpace<Integer, String> {
        @Override
        public List<Integer> initial() {
            return List.of(1);
        }

        @Override
        public void steps(Integer state, BiConsumer<String, Integer> step) {
            step.accept("next", state + 1);
            step.accept("double", 2 * state);
        }
    }

    /** The counts that TLC and others give for this model. */
    @ParameterizedTest
    @CsvSource({"3, 288", "5, 8832", "7, 296448"})
    void twoPhaseCommitHasItsKnownStates(int managers, int states) {
        Search<TwoPhaseCommit.State, String> search = Search.of(new TwoPhaseCommit(managers));

        assertThat(search.reach().states()).isEqualTo(states);
    }

    /** TLC counts the initial state among the 1146 it generates, and 11 states on a longest way. */
    @Test
    void two_phase_commit_of_three_has_its_known_steps_and_depth() {
        Search.Reach reach = Search.of(new TwoPhaseCommit(3)).reach();

        assertThat(reach).isEqualTo(new Search.Reach(288, 1146 - 1, 11 - 1));
    }

    @Test
    void every_state_of_two_phase_commit_is_consistent() {
        TwoPhaseCommit commit = new TwoPhaseCommit(3);

        assertThat(Search.of(commit).states()).allMatch(commit::isConsistent);
    }

    @Test
    void the_shortest_way_to_four_gallons_has_six_steps() {
        Search<Jugs.State, String> search = Search.of(new Jugs());
        List<Search.Leg<Jugs.State, String>> shortest = null;
        for (Jugs.State state : search.states()) {
            List<Search.Leg<Jugs.State, String>> way = search.wayTo(state).orElseThrow();
            if (state.big() == 4 && (shortest == null || way.size() < shortest.size())) {
                shortest = way;
            }
        }

        assertThat(shortest)
                .extracting(Search.Leg::label)
                .containsExactly(
                        "fill big",
                        "big to small",
                        "empty small",
                        "big to small",
                        "fill big",
                        "big to small");
    }

    @Test
    void every_way_is_made_of_steps_and_ends_where_it_should() {
        Jugs jugs = new Jugs();
        Search<Jugs.State, String> search = Search.of(jugs);
        for (Jugs.State state : search.states()) {
            Jugs.State at = jugs.initial().getFirst();
            for (Search.Leg<Jugs.State, String> leg : search.wayTo(state).orElseThrow()) {
                Set<Search.Leg<Jugs.State, String>> steps = new HashSet<>();
                jugs.steps(at, (label, to) -> steps.add(new Search.Leg<>(label, to)));
                assertThat(steps).contains(leg);
                at = leg.to();
            }
            assertThat(at).isEqualTo(state);
        }
    }

    @Test
    void the_depth_is_the_length_of_the_longest_of_the_shortest_ways() {
        Search<Jugs.State, String> search = Search.of(new Jugs());
        List<Integer> lengths = new ArrayList<>();
        search.states().forEach(state -> lengths.add(search.wayTo(state).orElseThrow().size()));

        assertThat(lengths.stream().max(Integer::compare)).contains(search.reach().depth());
    }

    @Test
    void steps_out_of_bounds_are_counted_and_not_followed() {
        Search<Integer, String> search = Search.within(new Numbers(), number -> number <= 10);

        assertThat(search.states()).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(search.reach().transitions()).isEqualTo(2 * 10);
        assertThat(search.wayTo(10).orElseThrow()).hasSize(4);
    }

    @Test
    void there_is_no_way_to_what_was_not_reached() {
        assertThat(Search.of(new Jugs()).wayTo(new Jugs.State(1, 1))).isEmpty();
    }
}
