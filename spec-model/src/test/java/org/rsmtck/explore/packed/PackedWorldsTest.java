package org.rsmtck.explore.packed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmtck.explore.Scope;
import org.rsmtck.explore.Scopes;
import org.rsmtck.explore.Search;
import org.rsmtck.explore.Transition;
import org.rsmtck.explore.Worlds;
import org.rsmtck.explore.packed.PackedSearch.Order;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Profile;
import org.rsmtck.model.Variant.Arrival;
import org.rsmtck.model.VariationPoint;
import org.rsmtck.model.World;
import org.rsmtck.model.illumos.IllumosLoopback;
import org.rsmtck.model.page.Pages;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Worlds as numbers are the worlds that can be read, state by state and step by step. */
class PackedWorldsTest {
    private static final long PAGE = 4096;

    private record Step(Transition transition, World to) {}

    static Stream<Arguments> scopes() {
        List<Arguments> all = new ArrayList<>();
        for (Scope scope : Scopes.ALL) {
            all.add(Arguments.of(scope.name(), Profile.STRICT, 0));
        }
        // Other choices bring other rules to work: all of them where a scope is small.
        for (Scope scope : List.of(Scopes.BARRIERS, Scopes.UNITS, Scopes.PATHS)) {
            for (int i = 0; i < Profile.MAN_PAGE.readings().size(); i += 8) {
                if (isOnTime(Profile.MAN_PAGE.readings().get(i))) {
                    all.add(Arguments.of(scope.name(), Profile.MAN_PAGE, i));
                }
            }
        }
        for (Scope scope : List.of(Scopes.BARRIERS, Scopes.UNITS, Scopes.SIBLINGS)) {
            all.add(Arguments.of(scope.name(), IllumosLoopback.PROFILE, 0));
        }
        return all.stream();
    }

    /** What is seen late is followed by the judge, and not searched. */
    private static boolean isOnTime(Interpretation interpretation) {
        return interpretation.at(VariationPoint.EFFECTS_ELSEWHERE).orElseThrow() == Arrival.AT_ONCE;
    }

    @ParameterizedTest
    @MethodSource("scopes")
    void states_steps_and_depth_are_those_of_the_readable_form(
            String name, Profile profile, int interpretation) {
        Worlds worlds = worlds(name, profile, profile.readings().get(interpretation));
        Search<World, Transition> readable = Search.within(worlds, worlds.scope()::holds);
        PackedWorlds packed = new PackedWorlds(worlds);
        PackedSearch search = PackedSearch.of(packed, Order.quiet());

        assertThat(search.reach().depth()).isEqualTo(readable.reach().depth());
        assertThat(search.reach().transitions()).isEqualTo(readable.reach().transitions());
        assertThat(search.size()).isEqualTo(readable.reach().states());
        Set<Long> numbers = new HashSet<>();
        for (World world : readable.states()) {
            numbers.add(packed.state(world));
        }
        for (int number = 0; number < search.size(); number++) {
            long state = search.state(number);
            assertThat(numbers).contains(state);
            assertThat(packed.state(packed.world(state))).isEqualTo(state);
            if (number % 7 == 0) {
                assertThat(stepsOf(packed, state)).isEqualTo(stepsOf(worlds, packed.world(state)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("scopes")
    void several_threads_find_the_same(String name, Profile profile, int interpretation) {
        Worlds worlds = worlds(name, profile, profile.readings().get(interpretation));
        PackedSearch one = PackedSearch.of(new PackedWorlds(worlds), Order.quiet());
        PackedSearch three =
                PackedSearch.of(
                        new PackedWorlds(worlds), new Order(3, Integer.MAX_VALUE, reach -> {}));

        assertThat(three.reach()).isEqualTo(one.reach());
    }

    private static Worlds worlds(String name, Profile profile, Interpretation interpretation) {
        return new Worlds(
                Pages.model(profile), interpretation, Scopes.named(name).orElseThrow(), PAGE);
    }

    private static Map<Step, Integer> stepsOf(Worlds worlds, World world) {
        Map<Step, Integer> steps = new HashMap<>();
        worlds.steps(
                world, (transition, to) -> steps.merge(new Step(transition, to), 1, Integer::sum));
        return steps;
    }

    private static Map<Step, Integer> stepsOf(PackedWorlds packed, long state) {
        Map<Step, Integer> steps = new HashMap<>();
        packed.visit(
                state,
                (transition, next, isWithin) ->
                        steps.merge(new Step(transition, packed.world(next)), 1, Integer::sum));
        return steps;
    }
}
