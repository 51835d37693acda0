package org.rsmtck.explore;

import org.rsmtck.api.Call;
import org.rsmtck.explore.packed.PackedSearch;
import org.rsmtck.explore.packed.PackedWorlds;
import org.rsmtck.model.Model;
import org.rsmtck.model.Reading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every world of a scope, under one full reading of the profile, and the shortest way to everything
 * of interest.
 */
public final class Atlas {

    /** A call at the end of a way, as an example of a cell. */
    public record Example(List<Move> way, int process, Call call) {}

    private record Sighting(long state, int process, Call call) {}

    private final Worlds worlds;
    private final PackedWorlds packed;
    private final PackedSearch search;
    private final Map<Cell, Sighting> sightings;

    /** Of the states with a sighting, in the order of arrival. */
    private final Map<Long, Integer> numbers = new HashMap<>();

    private final Map<Integer, Move> moves = new HashMap<>();

    private Atlas(
            Worlds worlds,
            PackedWorlds packed,
            PackedSearch search,
            Map<Cell, Sighting> sightings) {
        this.worlds = worlds;
        this.packed = packed;
        this.search = search;
        this.sightings = sightings;
        sightings.values().forEach(sighting -> numbers.put(sighting.state, -1));
        for (int number = 0; number < search.size(); number++) {
            numbers.replace(search.state(number), number);
        }
    }

    /**
     * Explores {@code scope}. {@code reading} decides every point that the model's profile leaves
     * open.
     */
    public static Atlas of(Model model, Reading reading, Scope scope, long pageSize) {
        Worlds worlds = new Worlds(model, reading, scope, pageSize);
        Map<Cell, Sighting> sightings = new LinkedHashMap<>();
        PackedWorlds packed =
                new PackedWorlds(
                        worlds,
                        (cell, state, process, call) ->
                                sightings.putIfAbsent(cell, new Sighting(state, process, call)));
        PackedSearch search = PackedSearch.of(packed, PackedSearch.Order.quiet());
        return new Atlas(worlds, packed, search, sightings);
    }

    public Scope scope() {
        return worlds.scope();
    }

    public PackedSearch.Reach reach() {
        return search.reach();
    }

    /** Every cell, in the order of the length of the shortest way to it. */
    public List<Cell> cells() {
        return List.copyOf(sightings.keySet());
    }

    /** A call in the cell, at the end of a shortest way from where nothing had been said. */
    public Example example(Cell cell) {
        Sighting sighting = sightings.get(cell);
        List<Move> way = new ArrayList<>();
        int number = numbers.get(sighting.state);
        while (search.parent(number) >= 0) {
            way.add(moves.computeIfAbsent(number, this::moveTo));
            number = search.parent(number);
        }
        way.addAll(worlds.prelude().reversed());
        return new Example(way.reversed(), sighting.process, sighting.call);
    }

    private Move moveTo(int number) {
        List<Move> moves = new ArrayList<>();
        packed.visit(
                search.state(search.parent(number)),
                (move, next, isWithin) -> {
                    if (next == search.state(number)) {
                        moves.add(move);
                    }
                });
        return moves.getFirst();
    }
}
