package org.rsmtck.explore.packed;

import org.rsmtck.model.ProcessState;
import org.rsmtck.model.Table;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Everything that was ever asked of the parts of a scope's worlds. */
final class Attributes {
    private record Key(int part, Facet facet, Object asked) {}

    private final Map<Key, Attribute> known = new HashMap<>();

    /** Which keys a table has. */
    Attribute keys(int part, Facet facet) {
        return known(part, facet, "keys", false, value -> Set.copyOf(facet.of(value).keys()));
    }

    /** What a table holds under a key. */
    Attribute entry(int part, Facet facet, Object entry) {
        return known(part, facet, entry, true, value -> entry(facet.of(value), entry));
    }

    /** The first key under which a table holds a value like this. */
    Attribute first(int part, Facet facet, Predicate<?> condition) {
        return known(part, facet, condition, false, value -> first(facet.of(value), condition));
    }

    /** All that a table holds. */
    Attribute whole(int part, Facet facet) {
        return known(part, facet, "whole", false, facet::of);
    }

    /** What a process is apart from what it holds. */
    Attribute condition(int part) {
        return known(
                part,
                Facet.CONDITION,
                "condition",
                false,
                value -> Facet.Condition.of((ProcessState) value));
    }

    private Attribute known(
            int part,
            Facet facet,
            Object asked,
            boolean isEntry,
            Function<Object, Object> question) {
        return known.computeIfAbsent(
                new Key(part, facet, asked), key -> new Attribute(part, facet, isEntry, question));
    }

    @SuppressWarnings("unchecked")
    private static <K extends Comparable<K>> Object entry(Table<K, ?> table, Object key) {
        return table.get((K) key);
    }

    @SuppressWarnings("unchecked")
    private static <K extends Comparable<K>, V> Object first(
            Table<K, V> table, Predicate<?> condition) {
        return table.first((Predicate<V>) condition);
    }
}
