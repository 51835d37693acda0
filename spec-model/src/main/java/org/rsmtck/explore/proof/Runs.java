package org.rsmtck.explore.proof;

import static java.util.Objects.requireNonNull;

import org.rsmtck.explore.Transition;
import org.rsmtck.explore.packed.PackedSearch;
import org.rsmtck.explore.packed.PackedWorlds;
import org.rsmtck.explore.property.Property.OfRuns;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/** The whole graph of a scope, to ask about runs through it. */
final class Runs {
    /** So many states, and the graph is taken into memory with all its steps. */
    static final int MOST_STATES = 200_000;

    private record Place(int process, long handle) {}

    private final List<World> worlds = new ArrayList<>();

    /** By state: where its steps lead, twice, plus one if a forced disconnect arrives by it. */
    private final int[][] steps;

    Runs(PackedWorlds packed, PackedSearch search) {
        Map<Long, Integer> numbers = new HashMap<>();
        for (int number = 0; number < search.size(); number++) {
            numbers.put(search.state(number), number);
            worlds.add(packed.world(search.state(number)));
        }
        steps = new int[search.size()][];
        for (int number = 0; number < search.size(); number++) {
            Set<Integer> leading = new HashSet<>();
            long from = search.state(number);
            packed.visit(
                    from,
                    (transition, next, isWithin) -> {
                        if (isWithin && next != from) {
                            int arrives = transition instanceof Transition.Arrived ? 1 : 0;
                            leading.add(2 * requireNonNull(numbers.get(next)) + arrives);
                        }
                    });
            steps[number] = leading.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    /** The number of a state after which the claim may stay untrue for ever; empty if none is. */
    Optional<Integer> failing(OfRuns claim) {
        for (Place place : places()) {
            IntPredicate arrived =
                    number ->
                            claim.arrived().isTrue(worlds.get(number), place.process, place.handle);
            Optional<Integer> failing =
                    LeadsTo.failing(
                            graph(arrived),
                            number ->
                                    claim.from()
                                            .isTrue(
                                                    worlds.get(number),
                                                    place.process,
                                                    place.handle),
                            arrived);
            if (failing.isPresent()) {
                return failing;
            }
        }
        return Optional.empty();
    }

    private Set<Place> places() {
        Set<Place> places = new HashSet<>();
        for (World world : worlds) {
            for (int process : world.processes().keys()) {
                for (long handle : world.process(process).imports().keys()) {
                    places.add(new Place(process, handle));
                }
            }
        }
        return places;
    }

    /** The steps, of which those are fair that let something arrive where it is waited for. */
    private LeadsTo.Graph graph(IntPredicate arrived) {
        return new LeadsTo.Graph() {
            @Override
            public int size() {
                return steps.length;
            }

            @Override
            public void steps(int state, Visitor visitor) {
                for (int step : steps[state]) {
                    visitor.step(step / 2, step % 2 == 1 && arrived.test(step / 2));
                }
            }
        };
    }
}
