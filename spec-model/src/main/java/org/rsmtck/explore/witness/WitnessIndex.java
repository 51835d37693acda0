package org.rsmtck.explore.witness;

import static java.util.Objects.requireNonNull;

import org.rsmtck.api.Call;
import org.rsmtck.explore.GuardCombination;
import org.rsmtck.explore.Scope;
import org.rsmtck.explore.Transition;
import org.rsmtck.explore.Worlds;
import org.rsmtck.explore.packed.PackedSearch;
import org.rsmtck.explore.packed.PackedWorlds;
import org.rsmtck.explore.packed.Ways;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every world of a scope, under one full reading of the profile, and the shortest way to everything
 * of interest.
 */
public final class WitnessIndex {

    /** A call at the end of a way, as an example of a cell. */
    public record Example(List<Transition> way, int process, Call call) {}

    private record Coverage(long state, int process, Call call) {}

    private final Scope scope;
    private final PackedSearch search;
    private final Map<GuardCombination, Coverage> sightings;
    private final Ways ways;

    private WitnessIndex(
            Scope scope,
            PackedSearch search,
            Map<GuardCombination, Coverage> sightings,
            Ways ways) {
        this.scope = scope;
        this.search = search;
        this.sightings = sightings;
        this.ways = ways;
    }

    /**
     * Explores {@code scope}. {@code reading} decides every point that the model's profile leaves
     * open.
     */
    public static WitnessIndex of(
            Model model, Interpretation interpretation, Scope scope, long pageSize) {
        Worlds worlds = new Worlds(model, interpretation, scope, pageSize);
        Map<GuardCombination, Coverage> sightings = new LinkedHashMap<>();
        PackedWorlds packed =
                new PackedWorlds(
                        worlds,
                        (combination, state, process, call) ->
                                sightings.putIfAbsent(
                                        combination, new Coverage(state, process, call)));
        PackedSearch search = PackedSearch.of(packed, PackedSearch.Order.quiet());
        List<Long> states = sightings.values().stream().map(Coverage::state).toList();
        return new WitnessIndex(scope, search, sightings, new Ways(worlds, packed, search, states));
    }

    public Scope scope() {
        return scope;
    }

    public PackedSearch.Reach reach() {
        return search.reach();
    }

    /** Every cell, in the order of the length of the shortest way to it. */
    public List<GuardCombination> cells() {
        return List.copyOf(sightings.keySet());
    }

    /** A call in the cell, at the end of a shortest way from where nothing had been said. */
    public Example example(GuardCombination combination) {
        Coverage sighting =
                requireNonNull(sightings.get(combination), "a combination of the index");
        return new Example(ways.to(sighting.state), sighting.process, sighting.call);
    }
}
