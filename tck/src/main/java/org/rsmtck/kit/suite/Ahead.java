package org.rsmtck.kit.suite;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;

/**
 * What takes its turn in a known order: while one is looked at, the programs of the next few are
 * under way. What comes of each is the same as if it had waited for its turn.
 */
final class Ahead<T> {
    private static final int AHEAD = 6;

    private final Deque<T> waiting;
    private final Function<T, List<ProgramRunner.Begun>> begin;
    private final IdentityHashMap<T, List<ProgramRunner.Begun>> begun = new IdentityHashMap<>();

    /**
     * Begins nothing yet.
     *
     * @param begin begins the programs of one; none where its turn will show why not
     */
    Ahead(Collection<T> inOrder, Function<T, List<ProgramRunner.Begun>> begin) {
        this.waiting = new ArrayDeque<>(inOrder);
        this.begin = begin;
    }

    /**
     * Begins the next few, this one among them.
     *
     * @return the programs of this one that have begun; empty if none has
     */
    List<ProgramRunner.Begun> turnOf(T one) {
        while (begun.size() <= AHEAD && !waiting.isEmpty()) {
            T next = waiting.remove();
            begun.put(next, begun(next));
        }
        List<ProgramRunner.Begun> mine = begun.remove(one);
        return mine == null ? List.of() : mine;
    }

    private List<ProgramRunner.Begun> begun(T one) {
        try {
            return begin.apply(one);
        } catch (RuntimeException e) {
            // Its turn will meet the same, and tell.
            return List.of();
        }
    }
}
