package org.rsmtck.kit.explore;

import org.rsmtck.explore.Transition;
import org.rsmtck.explore.Worlds;
import org.rsmtck.explore.packed.PackedSearch;
import org.rsmtck.explore.packed.PackedWorlds;
import org.rsmtck.model.World;

import java.util.HashMap;
import java.util.Map;

/** All worlds of a scope, numbered from 0 in the order of their depth, and the steps between. */
final class StateGraph {
    /** Where a step leads that leaves the scope. */
    static final int BEYOND = -1;

    private final Worlds worlds;
    private final PackedWorlds packed;
    private final PackedSearch search;
    private final Map<Long, Integer> numbers = new HashMap<>();
    private final int[] depths;

    /** Takes a step, and the number of the world that it leads to, or {@link #BEYOND}. */
    interface Visitor {
        void step(Transition move, int to);
    }

    /**
     * Searches the worlds.
     *
     * @param what is to be written of them, for the sentence that refuses
     * @throws TooManyStatesException if there are more than {@code most}
     */
    StateGraph(Worlds worlds, int most, String what) {
        this.worlds = worlds;
        this.packed = new PackedWorlds(worlds);
        this.search = PackedSearch.of(packed, new PackedSearch.Order(1, most, reach -> {}));
        if (!search.reach().isComplete()) {
            throw new TooManyStatesException(worlds.scope().name(), most, what);
        }
        this.depths = new int[search.size()];
        for (int number = 0; number < search.size(); number++) {
            numbers.put(search.state(number), number);
            depths[number] = parent(number) < 0 ? 0 : depths[parent(number)] + 1;
        }
    }

    Worlds worlds() {
        return worlds;
    }

    PackedSearch.Reach reach() {
        return search.reach();
    }

    int size() {
        return search.size();
    }

    World world(int number) {
        return packed.world(search.state(number));
    }

    /** How many steps it takes to get there. */
    int depth(int number) {
        return depths[number];
    }

    /** The world that a shortest way there comes from; negative for the first. */
    int parent(int number) {
        return search.parent(number);
    }

    /** Every step away from the world, in a fixed order; those that stay lead to itself. */
    void steps(int number, Visitor visitor) {
        packed.visit(
                search.state(number),
                (move, next, isWithin) ->
                        visitor.step(move, isWithin ? numbers.get(next) : BEYOND));
    }
}
