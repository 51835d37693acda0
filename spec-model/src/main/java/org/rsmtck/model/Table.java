package org.rsmtck.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * An immutable map in the order of its keys. It can be made to tell what is looked at in it: then
 * whoever asks something of a world learns on which of its entries the answer rests.
 */
public final class Table<K extends Comparable<K>, V> {
    private static final Table<?, ?> EMPTY =
            new Table<>(new TreeMap<String, Object>(), new Unwatched<>(), List.of());

    /** Is told what is looked at, a change of an entry included. */
    public interface ReadTracker<K> {
        /** Somebody wanted to know which keys there are. */
        void lookedAtKeys();

        /** Somebody wanted to know what there is under {@code key}, or changes it. */
        void lookedUp(K key);

        /** Somebody wanted to know under which key there is first a value like this. */
        void searched(Predicate<?> condition);
    }

    private record Unwatched<K>() implements ReadTracker<K> {
        @Override
        public void lookedAtKeys() {}

        @Override
        public void lookedUp(K key) {}

        @Override
        public void searched(Predicate<?> condition) {}
    }

    private final NavigableMap<K, V> entries;
    private final ReadTracker<? super K> onlooker;
    private final List<UnaryOperator<V>> mappings;

    private Table(
            NavigableMap<K, V> entries,
            ReadTracker<? super K> onlooker,
            List<UnaryOperator<V>> mappings) {
        this.entries = entries;
        this.onlooker = onlooker;
        this.mappings = mappings;
    }

    private boolean isWatched() {
        return !(onlooker instanceof Unwatched<?>);
    }

    @SuppressWarnings("unchecked")
    public static <K extends Comparable<K>, V> Table<K, V> empty() {
        return (Table<K, V>) EMPTY;
    }

    /** This table, which from now on tells {@code other}, as do the tables made from it. */
    public Table<K, V> watchedBy(ReadTracker<? super K> other) {
        return new Table<>(entries, other, List.of());
    }

    /** This table without anybody looking on. */
    public Table<K, V> unwatched() {
        return entries.isEmpty() ? empty() : new Table<>(entries, new Unwatched<>(), List.of());
    }

    /** Whether what is looked at in this table is told to the same onlooker as in {@code other}. */
    public boolean isWatchedAs(Table<K, V> other) {
        return onlooker == other.onlooker;
    }

    public Optional<V> get(K key) {
        onlooker.lookedUp(key);
        return Optional.ofNullable(entries.get(key));
    }

    public boolean has(K key) {
        onlooker.lookedAtKeys();
        return entries.containsKey(key);
    }

    public Table<K, V> with(K key, V value) {
        onlooker.lookedUp(key);
        TreeMap<K, V> changed = new TreeMap<>(entries);
        changed.put(key, value);
        return new Table<>(changed, onlooker, mappings);
    }

    public Table<K, V> without(K key) {
        onlooker.lookedUp(key);
        if (!entries.containsKey(key)) {
            return this;
        }
        TreeMap<K, V> changed = new TreeMap<>(entries);
        changed.remove(key);
        return new Table<>(changed, onlooker, mappings);
    }

    /**
     * The first key under which there is a value like this.
     *
     * @param condition equal to another one only if it means the same: a record, say
     */
    public Optional<K> first(Predicate<? super V> condition) {
        if (mappings.isEmpty()) {
            onlooker.searched(condition);
        } else {
            lookAtAll();
        }
        for (Map.Entry<K, V> entry : entries.entrySet()) {
            if (condition.test(entry.getValue())) {
                return Optional.of(entry.getKey());
            }
        }
        return Optional.empty();
    }

    /** Whether there is a value like this; see {@link #first}. */
    public boolean any(Predicate<? super V> condition) {
        return first(condition).isPresent();
    }

    /**
     * This table with every value changed in the same way.
     *
     * @param change equal to another one only if it does the same: a record, say
     */
    public Table<K, V> mapped(UnaryOperator<V> change) {
        TreeMap<K, V> changed = new TreeMap<>(entries);
        changed.replaceAll((key, value) -> change.apply(value));
        if (!isWatched()) {
            return new Table<>(changed, onlooker, mappings);
        }
        List<UnaryOperator<V>> more = new ArrayList<>(mappings);
        more.add(change);
        return new Table<>(changed, onlooker, List.copyOf(more));
    }

    /** While somebody looks on: how every value was changed since, in this order. */
    public List<UnaryOperator<V>> mappings() {
        return mappings;
    }

    /** The keys under which this table holds something else than {@code earlier}. */
    public Set<K> differencesFrom(Table<K, V> earlier) {
        Set<K> keys = new TreeSet<>(entries.keySet());
        keys.addAll(earlier.entries.keySet());
        keys.removeIf(key -> Objects.equals(entries.get(key), earlier.entries.get(key)));
        return keys;
    }

    public int size() {
        onlooker.lookedAtKeys();
        return entries.size();
    }

    public boolean isEmpty() {
        onlooker.lookedAtKeys();
        return entries.isEmpty();
    }

    public Set<K> keys() {
        onlooker.lookedAtKeys();
        return java.util.Collections.unmodifiableSet(entries.keySet());
    }

    public Collection<V> values() {
        lookAtAll();
        return java.util.Collections.unmodifiableCollection(entries.values());
    }

    public Set<Map.Entry<K, V>> entries() {
        lookAtAll();
        return java.util.Collections.unmodifiableSet(entries.entrySet());
    }

    private void lookAtAll() {
        if (isWatched()) {
            onlooker.lookedAtKeys();
            entries.keySet().forEach(onlooker::lookedUp);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Table<?, ?> that && entries.equals(that.entries);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (Map.Entry<K, V> entry : entries.entrySet()) {
            hash = hash * 0x9E3779B1 + entry.getKey().hashCode();
            hash = hash * 0x85EBCA6B + entry.getValue().hashCode();
        }
        return hash;
    }

    @Override
    public String toString() {
        return entries.toString();
    }
}
