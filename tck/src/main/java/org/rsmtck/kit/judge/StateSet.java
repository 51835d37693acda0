package org.rsmtck.kit.judge;

import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.State;
import org.rsmtck.model.World;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * All that explains what was seen so far: worlds, and for each what is known of the choices of the
 * implementation. Never changes.
 */
public final class StateSet {
    private final Model model;
    private final Set<State> possible;
    private Set<State> settled;

    private StateSet(Model model, Set<State> possible) {
        this.model = model;
        this.possible = possible;
    }

    /**
     * Where a sequence starts in {@code world}, of an implementation with one of these readings.
     */
    public static StateSet of(Model model, World world, Collection<Interpretation> readings) {
        Set<State> possible = new LinkedHashSet<>();
        readings.forEach(reading -> possible.add(new State(world, reading)));
        return new StateSet(model, possible);
    }

    /** What explains one thing more that was seen; a point that makes no difference is left out. */
    public StateSet then(Set<State> next) {
        return new StateSet(model, merged(next));
    }

    /** Those that explain what was seen, as they were right after it. */
    public Set<State> now() {
        return possible;
    }

    public boolean isEmpty() {
        return possible.isEmpty();
    }

    /** The possible worlds, and those that may come about of themselves before the next call. */
    public Set<State> settled() {
        return settled(() -> {});
    }

    /**
     * The same.
     *
     * @param work is told of every possibility that is looked at; it may throw to put an end to it
     */
    public Set<State> settled(Runnable work) {
        if (settled == null) {
            settled = settle(work);
        }
        return settled;
    }

    private Set<State> settle(Runnable work) {
        Set<State> all = null;
        ArrayDeque<State> open = new ArrayDeque<>(possible);
        while (!open.isEmpty()) {
            State now = open.remove();
            work.run();
            for (World next : model.internal(now.world())) {
                State later = new State(next, now.reading());
                if (all == null) {
                    all = new LinkedHashSet<>(possible);
                }
                if (all.add(later)) {
                    open.add(later);
                }
            }
        }
        return all == null ? possible : all;
    }

    private Set<State> merged(Set<State> next) {
        if (next.size() < 2) {
            return next;
        }
        Map<World, Set<Interpretation>> byWorld = new LinkedHashMap<>();
        for (State one : next) {
            byWorld.computeIfAbsent(one.world(), world -> new LinkedHashSet<>()).add(one.reading());
        }
        Set<State> merged = new LinkedHashSet<>();
        byWorld.forEach((world, readings) ->
                Interpretations.merged(model.profile(), readings)
                        .forEach(reading -> merged.add(new State(world, reading))));
        return merged;
    }
}
