package org.rsmtck.explore.packed;

import static java.util.Objects.requireNonNull;

import org.rsmtck.explore.Transition;
import org.rsmtck.explore.Worlds;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Shortest ways to states that a search has found. Not safe for use by several threads. */
public final class Ways {
    private final Worlds worlds;
    private final PackedWorlds packed;
    private final PackedSearch search;
    private final Map<Long, Integer> numbers = new HashMap<>();
    private final Map<Integer, Arrival> arrivals = new HashMap<>();

    /**
     * @param state where the way is after the move: the state that was found, or one that it stands
     *     for
     */
    private record Arrival(Transition transition, long state) {}

    /**
     * @param wanted the states that ways will be asked for
     */
    public Ways(Worlds worlds, PackedWorlds packed, PackedSearch search, Collection<Long> wanted) {
        this.worlds = worlds;
        this.packed = packed;
        this.search = search;
        Set<Long> left = new TreeSet<>(wanted);
        for (int number = 0; number < search.size() && !left.isEmpty(); number++) {
            if (left.remove(search.state(number))) {
                numbers.put(search.state(number), number);
            }
        }
    }

    /** What leads to this state, or one it stands for, from where nothing had been said. */
    public List<Transition> to(long state) {
        List<Transition> way = new ArrayList<>(worlds.prelude());
        numbersTo(state).forEach(number -> way.add(arrival(number).transition));
        return way;
    }

    /** The same with one more step: one like {@code last}, whoever makes it where it leads to. */
    public List<Transition> to(long state, Transition last) {
        List<Transition> way = to(state);
        List<Integer> passed = numbersTo(state);
        long end = passed.isEmpty() ? state : arrival(passed.getLast()).state;
        List<Transition> alike = new ArrayList<>();
        packed.visit(
                end,
                (transition, next, isWithin) -> {
                    if (transition.equals(last)) {
                        alike.addFirst(transition);
                    } else if (isAlike(transition, last)) {
                        alike.add(transition);
                    }
                });
        way.add(alike.getFirst());
        return way;
    }

    private static boolean isAlike(Transition one, Transition other) {
        return one instanceof Transition.Made made
                && other instanceof Transition.Made that
                && made.call().equals(that.call())
                && made.reply().equals(that.reply())
                && made.rule().equals(that.rule());
    }

    private List<Integer> numbersTo(long state) {
        List<Integer> backwards = new ArrayList<>();
        int number = requireNonNull(numbers.get(state));
        while (search.parent(number) >= 0) {
            backwards.add(number);
            number = search.parent(number);
        }
        return backwards.reversed();
    }

    private Arrival arrival(int number) {
        Arrival known = arrivals.get(number);
        if (known == null) {
            known = newArrival(number);
            arrivals.put(number, known);
        }
        return known;
    }

    private Arrival newArrival(int number) {
        int parent = search.parent(number);
        long from = search.parent(parent) < 0 ? search.state(parent) : arrival(parent).state;
        List<Arrival> found = new ArrayList<>();
        packed.visit(
                from,
                (transition, next, isWithin) -> {
                    if (isWithin && packed.canonical(next) == search.state(number)) {
                        found.add(new Arrival(transition, next));
                    }
                });
        return found.getFirst();
    }
}
