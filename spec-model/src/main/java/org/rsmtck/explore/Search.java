package org.rsmtck.explore;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Breadth-first search of everything that can be reached. The first way found to a state is a
 * shortest one.
 *
 * @param <S> a state, with value equality
 * @param <L> what a step is called
 */
public final class Search<S, L> {

    /** A step on a way: what it is called, and where it leads. */
    public record Leg<S, L>(L label, S to) {}

    /** What can be told of a search that has ended. */
    public record Reach(int states, long transitions, int depth) {}

    private record Step<S, L>(S from, L label) {}

    private record Arrival<S, L>(Optional<Step<S, L>> last, int depth) {}

    private final StateSpace<S, L> space;
    private final Map<S, Arrival<S, L>> arrivals = new HashMap<>();
    private long transitions;
    private int depth;

    private Search(StateSpace<S, L> space) {
        this.space = space;
    }

    /** Searches everything that can be reached. */
    public static <S, L> Search<S, L> of(StateSpace<S, L> space) {
        return within(space, state -> true);
    }

    /**
     * Searches what can be reached without leaving {@code bounds}: steps out of them are counted,
     * not followed.
     */
    public static <S, L> Search<S, L> within(StateSpace<S, L> space, Predicate<S> bounds) {
        Search<S, L> search = new Search<>(space);
        search.run(bounds);
        return search;
    }

    public Reach reach() {
        return new Reach(arrivals.size(), transitions, depth);
    }

    public Iterable<S> states() {
        return arrivals.keySet();
    }

    /** A shortest way from an initial state to {@code state}; empty if it was not reached. */
    public Optional<List<Leg<S, L>>> wayTo(S state) {
        if (!arrivals.containsKey(state)) {
            return Optional.empty();
        }
        List<Leg<S, L>> way = new ArrayList<>();
        S at = state;
        while (arrival(at).last.isPresent()) {
            Step<S, L> step = arrival(at).last.get();
            way.add(new Leg<>(step.label, at));
            at = step.from;
        }
        return Optional.of(way.reversed());
    }

    private Arrival<S, L> arrival(S state) {
        return requireNonNull(arrivals.get(state));
    }

    private boolean isFirst(S to, S from, L label, int at) {
        Arrival<S, L> arrival = new Arrival<>(Optional.of(new Step<>(from, label)), at);
        return arrivals.putIfAbsent(to, arrival) == null;
    }

    private void run(Predicate<S> bounds) {
        ArrayDeque<S> frontier = new ArrayDeque<>();
        for (S start : space.initial()) {
            arrivals.put(start, new Arrival<>(Optional.empty(), 0));
            frontier.add(start);
        }
        while (!frontier.isEmpty()) {
            S from = frontier.remove();
            int next = arrival(from).depth + 1;
            space.steps(
                    from,
                    (label, to) -> {
                        transitions++;
                        // Most steps stay where they are: spares them the hash of a whole state.
                        if (to != from && bounds.test(to) && isFirst(to, from, label, next)) {
                            depth = next;
                            frontier.add(to);
                        }
                    });
        }
    }
}
