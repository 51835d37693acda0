package org.rsmtck.model;

import java.util.AbstractList;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * An immutable map in the order of its keys. It can be made to tell what is looked at in it: then
 * whoever asks something of a world learns on which of its entries the answer rests.
 *
 * <p>Keys and values are kept side by side in arrays, in the order of the keys: tables are small,
 * and a change copies them.
 */
public final class Table<K extends Comparable<K>, V> {
    private static final Table<?, ?> EMPTY =
            new Table<>(new Object[0], new Object[0], new Unwatched<>(), List.of());

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

    private final Object[] keys;
    private final Object[] values;
    private final ReadTracker<? super K> tracker;
    private final List<UnaryOperator<V>> mappings;

    /** 0 until somebody has asked. */
    private int hash;

    private Table(
            Object[] keys,
            Object[] values,
            ReadTracker<? super K> tracker,
            List<UnaryOperator<V>> mappings) {
        this.keys = keys;
        this.values = values;
        this.tracker = tracker;
        this.mappings = mappings;
    }

    private boolean isWatched() {
        return !(tracker instanceof Unwatched<?>);
    }

    @SuppressWarnings("unchecked")
    public static <K extends Comparable<K>, V> Table<K, V> empty() {
        return (Table<K, V>) EMPTY;
    }

    /** This table, which from now on tells {@code other}, as do the tables made from it. */
    public Table<K, V> watchedBy(ReadTracker<? super K> other) {
        return new Table<K, V>(keys, values, other, List.of());
    }

    /** This table without anybody looking on. */
    public Table<K, V> unwatched() {
        return keys.length == 0
                ? empty()
                : new Table<K, V>(keys, values, new Unwatched<>(), List.of());
    }

    /** Whether what is looked at in this table is told to the same tracker as in {@code other}. */
    public boolean isWatchedAs(Table<K, V> other) {
        return tracker == other.tracker;
    }

    @SuppressWarnings("unchecked")
    private K keyAt(int index) {
        return (K) keys[index];
    }

    @SuppressWarnings("unchecked")
    private V valueAt(int index) {
        return (V) values[index];
    }

    /** Where the key stands; where it is absent, {@code -1 - place} of the place it would have. */
    private int find(Object key) {
        @SuppressWarnings("unchecked")
        K wanted = (K) key;
        int low = 0;
        int high = keys.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = keyAt(middle).compareTo(wanted);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1 - low;
    }

    public Optional<V> get(K key) {
        tracker.lookedUp(key);
        int index = find(key);
        return index < 0 ? Optional.empty() : Optional.of(valueAt(index));
    }

    public boolean has(K key) {
        tracker.lookedAtKeys();
        return find(key) >= 0;
    }

    public Table<K, V> with(K key, V value) {
        tracker.lookedUp(key);
        int index = find(key);
        if (index >= 0) {
            Object[] changed = values.clone();
            changed[index] = value;
            return new Table<K, V>(keys, changed, tracker, mappings);
        }
        int place = -1 - index;
        return new Table<K, V>(
                inserted(keys, place, key), inserted(values, place, value), tracker, mappings);
    }

    public Table<K, V> without(K key) {
        tracker.lookedUp(key);
        int index = find(key);
        return index < 0
                ? this
                : new Table<K, V>(removed(keys, index), removed(values, index), tracker, mappings);
    }

    private static Object[] inserted(Object[] all, int place, Object one) {
        Object[] more = new Object[all.length + 1];
        System.arraycopy(all, 0, more, 0, place);
        more[place] = one;
        System.arraycopy(all, place, more, place + 1, all.length - place);
        return more;
    }

    private static Object[] removed(Object[] all, int place) {
        Object[] fewer = new Object[all.length - 1];
        System.arraycopy(all, 0, fewer, 0, place);
        System.arraycopy(all, place + 1, fewer, place, fewer.length - place);
        return fewer;
    }

    /**
     * The first key under which there is a value like this.
     *
     * @param condition equal to another one only if it means the same: a record, say
     */
    public Optional<K> first(Predicate<? super V> condition) {
        if (mappings.isEmpty()) {
            tracker.searched(condition);
        } else {
            lookAtAll();
        }
        for (int i = 0; i < keys.length; i++) {
            if (condition.test(valueAt(i))) {
                return Optional.of(keyAt(i));
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
        Object[] changed = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            changed[i] = change.apply(valueAt(i));
        }
        if (!isWatched()) {
            return new Table<K, V>(keys, changed, tracker, mappings);
        }
        List<UnaryOperator<V>> more = new ArrayList<>(mappings);
        more.add(change);
        return new Table<K, V>(keys, changed, tracker, List.copyOf(more));
    }

    /** While somebody looks on: how every value was changed since, in this order. */
    public List<UnaryOperator<V>> mappings() {
        return mappings;
    }

    /** The keys under which this table holds something else than {@code earlier}. */
    public Set<K> differencesFrom(Table<K, V> earlier) {
        Set<K> differences = new TreeSet<>();
        for (int i = 0; i < keys.length; i++) {
            int there = earlier.find(keys[i]);
            if (there < 0 || !values[i].equals(earlier.values[there])) {
                differences.add(keyAt(i));
            }
        }
        for (int i = 0; i < earlier.keys.length; i++) {
            if (find(earlier.keys[i]) < 0) {
                differences.add(earlier.keyAt(i));
            }
        }
        return differences;
    }

    public int size() {
        tracker.lookedAtKeys();
        return keys.length;
    }

    public boolean isEmpty() {
        tracker.lookedAtKeys();
        return keys.length == 0;
    }

    public Set<K> keys() {
        tracker.lookedAtKeys();
        return new View<>() {
            @Override
            K at(int index) {
                return keyAt(index);
            }

            @Override
            public boolean contains(Object key) {
                return find(key) >= 0;
            }
        };
    }

    public Collection<V> values() {
        lookAtAll();
        return new AbstractList<>() {
            @Override
            public V get(int index) {
                return valueAt(index);
            }

            @Override
            public int size() {
                return values.length;
            }
        };
    }

    public Set<Map.Entry<K, V>> entries() {
        lookAtAll();
        return new View<>() {
            @Override
            Map.Entry<K, V> at(int index) {
                return Map.entry(keyAt(index), valueAt(index));
            }
        };
    }

    /** What this table holds, in the order of the keys. */
    private abstract class View<E> extends AbstractSet<E> {
        abstract E at(int index);

        @Override
        public Iterator<E> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < keys.length;
                }

                @Override
                public E next() {
                    if (next == keys.length) {
                        throw new NoSuchElementException();
                    }
                    return at(next++);
                }
            };
        }

        @Override
        public int size() {
            return keys.length;
        }
    }

    private void lookAtAll() {
        if (isWatched()) {
            tracker.lookedAtKeys();
            for (int i = 0; i < keys.length; i++) {
                tracker.lookedUp(keyAt(i));
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Table<?, ?> that
                        && hashCode() == that.hashCode()
                        && Arrays.equals(keys, that.keys)
                        && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            int sum = 1;
            for (int i = 0; i < keys.length; i++) {
                sum = sum * 0x9E3779B1 + keys[i].hashCode();
                sum = sum * 0x85EBCA6B + values[i].hashCode();
            }
            hash = sum;
        }
        return hash;
    }

    @Override
    public String toString() {
        StringBuilder words = new StringBuilder("{");
        for (int i = 0; i < keys.length; i++) {
            words.append(i == 0 ? "" : ", ").append(keys[i]).append('=').append(values[i]);
        }
        return words.append('}').toString();
    }
}
