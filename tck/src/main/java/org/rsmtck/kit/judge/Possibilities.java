package org.rsmtck.kit.judge;

import org.rsmtck.model.Model;
import org.rsmtck.model.Possibility;
import org.rsmtck.model.Reading;
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
public final class Possibilities {
    private final Model model;
    private final Set<Possibility> possible;
    private Set<Possibility> settled;

    private Possibilities(Model model, Set<Possibility> possible) {
        this.model = model;
        this.possible = possible;
    }

    /**
     * Where a sequence starts in {@code world}, of an implementation with one of these readings.
     */
    public static Possibilities of(Model model, World world, Collection<Reading> readings) {
        Set<Possibility> possible = new LinkedHashSet<>();
        readings.forEach(reading -> possible.add(new Possibility(world, reading)));
        return new Possibilities(model, possible);
    }

    /** What explains one thing more that was seen; a point that makes no difference is left out. */
    public Possibilities then(Set<Possibility> next) {
        return new Possibilities(model, merged(next));
    }

    /** Those that explain what was seen, as they were right after it. */
    public Set<Possibility> now() {
        return possible;
    }

    public boolean isEmpty() {
        return possible.isEmpty();
    }

    /** The possible worlds, and those that may come about of themselves before the next call. */
    public Set<Possibility> settled() {
        return settled(() -> {});
    }

    /**
     * The same.
     *
     * @param work is told of every possibility that is looked at; it may throw to put an end to it
     */
    public Set<Possibility> settled(Runnable work) {
        if (settled == null) {
            settled = settle(work);
        }
        return settled;
    }

    private Set<Possibility> settle(Runnable work) {
        Set<Possibility> all = null;
        ArrayDeque<Possibility> open = new ArrayDeque<>(possible);
        while (!open.isEmpty()) {
            Possibility now = open.remove();
            work.run();
            for (World next : model.internal(now.world())) {
                Possibility later = new Possibility(next, now.reading());
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

    private Set<Possibility> merged(Set<Possibility> next) {
        if (next.size() < 2) {
            return next;
        }
        Map<World, Set<Reading>> byWorld = new LinkedHashMap<>();
        for (Possibility one : next) {
            byWorld.computeIfAbsent(one.world(), world -> new LinkedHashSet<>()).add(one.reading());
        }
        Set<Possibility> merged = new LinkedHashSet<>();
        byWorld.forEach((world, readings) ->
                Readings.merged(model.profile(), readings)
                        .forEach(reading -> merged.add(new Possibility(world, reading))));
        return merged;
    }
}
