package org.rsmtck.model;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All that explains what was seen so far: worlds, and for each what is known of the choices of the
 * implementation. Each stands for those too that it may become of itself. Never changes. An {@link
 * Oracle} leads from one to the next.
 */
public final class StateSet {
    private final Profile profile;
    private final Set<State> now;

    private StateSet(Profile profile, Set<State> now) {
        this.profile = profile;
        this.now = now;
    }

    static StateSet of(Profile profile, World world, Collection<Interpretation> readings) {
        Set<State> states = new LinkedHashSet<>();
        readings.forEach(reading -> states.add(new State(world, reading)));
        return new StateSet(profile, states);
    }

    /** What explains one thing more that was seen; a point that makes no difference is left out. */
    StateSet then(Set<State> next) {
        return new StateSet(profile, merged(next));
    }

    /** Those that explain what was seen, as they were right after it. */
    public Set<State> now() {
        return now;
    }

    public boolean isEmpty() {
        return now.isEmpty();
    }

    /** Whether everything that {@code other} explains is explained here. */
    public boolean covers(StateSet other) {
        return now.size() >= other.now.size() && now.containsAll(other.now);
    }

    /** What either explains. */
    public StateSet or(StateSet other) {
        Set<State> either = new LinkedHashSet<>(now);
        either.addAll(other.now);
        return then(either);
    }

    /** Those of which it holds. */
    public StateSet where(Predicate<State> which) {
        Set<State> some = new LinkedHashSet<>();
        now.stream().filter(which).forEach(some::add);
        return new StateSet(profile, some);
    }

    /** The worlds that are possible, each once. */
    public Stream<World> worlds() {
        return now.stream().map(State::world).distinct();
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
                Interpretations.merged(profile, readings)
                        .forEach(reading -> merged.add(new State(world, reading))));
        return merged;
    }
}
