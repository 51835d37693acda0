package org.rsmtck.explore.packed;

import org.rsmtck.explore.Move;
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
    private final Map<Integer, Move> moves = new HashMap<>();

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

    /** What leads to this state from where nothing had been said. */
    public List<Move> to(long state) {
        List<Move> way = new ArrayList<>();
        int number = numbers.get(state);
        while (search.parent(number) >= 0) {
            way.add(moves.computeIfAbsent(number, this::moveTo));
            number = search.parent(number);
        }
        way.addAll(worlds.prelude().reversed());
        return way.reversed();
    }

    private Move moveTo(int number) {
        List<Move> found = new ArrayList<>();
        packed.visit(
                search.state(search.parent(number)),
                (move, next, isWithin) -> {
                    if (next == search.state(number)) {
                        found.add(move);
                    }
                });
        return found.getFirst();
    }
}
