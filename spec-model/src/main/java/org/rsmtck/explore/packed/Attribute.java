package org.rsmtck.explore.packed;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Something that can be asked of a part of a world: for instance, what its process holds under
 * import handle 2. Its values are numbered from 1 as they are met.
 *
 * <p>Read without a lock, learnt under one: a reader that is late sees 0, unknown.
 */
final class Attribute {
    static final int UNKNOWN = 0;

    private final int part;
    private final Facet facet;
    private final boolean isEntry;
    private final Function<Object, Object> question;
    private final Map<Object, Integer> numbers = new HashMap<>();
    private int[] byPart = new int[64];

    /**
     * @param part the index of the part that is asked
     * @param isEntry whether it asks what a table holds under a key
     */
    Attribute(int part, Facet facet, boolean isEntry, Function<Object, Object> question) {
        this.part = part;
        this.facet = facet;
        this.isEntry = isEntry;
        this.question = question;
    }

    int part() {
        return part;
    }

    Facet facet() {
        return facet;
    }

    boolean isEntry() {
        return isEntry;
    }

    /** The number of the value that part number {@code id} has, or {@link #UNKNOWN}. */
    int of(int id) {
        int[] known = byPart;
        return id < known.length ? known[id] : UNKNOWN;
    }

    /** Asks part number {@code id}, which is {@code value}. */
    int learn(int id, Object value) {
        int known = of(id);
        if (known != UNKNOWN) {
            return known;
        }
        int number = numbers.computeIfAbsent(question.apply(value), met -> numbers.size() + 1);
        if (id >= byPart.length) {
            byPart = Arrays.copyOf(byPart, Math.max(id + 1, 2 * byPart.length));
        }
        byPart[id] = number;
        return number;
    }
}
