package org.rsmtck.explore.packed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rsmtck.explore.packed.PackedSearch.Order;
import org.rsmtck.explore.packed.PackedSearch.Reach;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The search over numbers finds what is known of a textbook model, by any number of threads. */
class PackedSearchTest {

    @ParameterizedTest
    @CsvSource({"3, 1, 288", "5, 2, 8832", "7, 1, 296448", "7, 3, 296448", "8, 2, 1745408"})
    void twoPhaseCommitHasItsKnownStates(int managers, int workers, long states) {
        Reach reach = search(managers, workers).reach();

        assertThat(reach.states()).isEqualTo(states);
        assertThat(reach.isComplete()).isTrue();
    }

    /** As TLC counts them: see the same test of the readable search. */
    @Test
    void two_phase_commit_of_three_has_its_known_steps_and_depth() {
        assertThat(search(3, 1).reach()).isEqualTo(new Reach(288, 1146 - 1, 11 - 1, true));
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void everyWayBackLeadsToTheStartByStepsThereAre(int workers) {
        PackedTwoPhaseCommit space = new PackedTwoPhaseCommit(4);
        PackedSearch search = search(4, workers);
        int longest = 0;
        for (int number = 0; number < search.size(); number++) {
            int length = 0;
            for (int at = number; search.parent(at) >= 0; at = search.parent(at)) {
                assertThat(after(space, search.state(search.parent(at))))
                        .contains(search.state(at));
                length++;
            }
            longest = Math.max(longest, length);
        }

        assertThat(longest).isEqualTo(search.reach().depth());
    }

    @Test
    void the_same_search_by_one_thread_takes_the_same_way() {
        PackedSearch one = search(5, 1);
        PackedSearch other = search(5, 1);
        for (int number = 0; number < one.size(); number++) {
            assertThat(one.state(number)).isEqualTo(other.state(number));
            assertThat(one.parent(number)).isEqualTo(other.parent(number));
        }
    }

    @Test
    void a_search_stops_at_its_limit_and_says_so() {
        PackedSearch search =
                PackedSearch.of(new PackedTwoPhaseCommit(7), new Order(2, 10_000, reach -> {}));

        assertThat(search.reach().isComplete()).isFalse();
        assertThat(search.reach().states()).isBetween(10_000L, 100_000L);
    }

    @Test
    void whoever_waits_is_told_how_far_the_search_is() {
        List<Reach> told = new java.util.ArrayList<>();
        PackedSearch.of(
                new PackedTwoPhaseCommit(8),
                new Order(1, PackedSearch.mostStatesInMemory(), told::add));

        assertThat(told).isNotEmpty();
        assertThat(told).isSortedAccordingTo(java.util.Comparator.comparing(Reach::states));
    }

    @Test
    void what_fails_in_a_worker_fails_the_search() {
        PackedSpace broken =
                new PackedSpace() {
                    @Override
                    public List<Long> initial() {
                        return List.of(1L);
                    }

                    @Override
                    public void steps(long state, Steps steps) {
                        throw new IllegalStateException("no steps today");
                    }
                };

        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> PackedSearch.of(broken, new Order(2, 10, reach -> {})))
                .hasMessage("no steps today");
    }

    private static PackedSearch search(int managers, int workers) {
        return PackedSearch.of(
                new PackedTwoPhaseCommit(managers),
                new Order(workers, PackedSearch.mostStatesInMemory(), reach -> {}));
    }

    private static Set<Long> after(PackedSpace space, long state) {
        Steps steps = new Steps();
        space.steps(state, steps);
        Set<Long> after = new HashSet<>();
        for (int i = 0; i < steps.size(); i++) {
            after.add(steps.get(i));
        }
        return after;
    }
}
