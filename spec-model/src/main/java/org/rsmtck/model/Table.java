package org.rsmtck.model;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** An immutable map in the order of its keys. */
public final class Table<K extends Comparable<K>, V> {
    private static final Table<?, ?> EMPTY = new Table<>(new TreeMap<String, Object>());

    private final TreeMap<K, V> entries;

    private Table(TreeMap<K, V> entries) {
        this.entries = entries;
    }

    @SuppressWarnings("unchecked")
    public static <K extends Comparable<K>, V> Table<K, V> empty() {
        return (Table<K, V>) EMPTY;
    }

    public Optional<V> get(K key) {
        return Optional.ofNullable(entries.get(key));
    }

    public boolean has(K key) {
        return entries.containsKey(key);
    }

    public Table<K, V> with(K key, V value) {
        TreeMap<K, V> changed = new TreeMap<>(entries);
        changed.put(key, value);
        return new Table<>(changed);
    }

    public Table<K, V> without(K key) {
        if (!entries.containsKey(key)) {
            return this;
        }
        TreeMap<K, V> changed = new TreeMap<>(entries);
        changed.remove(key);
        return changed.isEmpty() ? empty() : new Table<>(changed);
    }

    public int size() {
        return entries.size();
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    public Set<K> keys() {
        return java.util.Collections.unmodifiableSet(entries.keySet());
    }

    public Collection<V> values() {
        return java.util.Collections.unmodifiableCollection(entries.values());
    }

    public Set<Map.Entry<K, V>> entries() {
        return java.util.Collections.unmodifiableSet(entries.entrySet());
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
