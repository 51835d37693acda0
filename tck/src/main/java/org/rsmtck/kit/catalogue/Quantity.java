package org.rsmtck.kit.catalogue;

import org.rsmtck.api.Capability;

import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Something that differs from one program to the next.
 *
 * @param name what it is, such as {@code imports of the process besides}
 * @param values each with its words; the first is the usual one
 */
public record Quantity<T>(String name, List<Value<T>> values) {
    private static final int MOST_IN_COMBINATIONS = 65;

    /**
     * One of them.
     *
     * @param words by which it is told, unique in its quantity
     * @param needs what a target must be capable of
     * @param isCostly whether it takes so many calls that it is gone through alone, and not in
     *     combinations
     */
    public record Value<T>(T value, String words, Set<Capability> needs, boolean isCostly) {}

    public Quantity {
        values = List.copyOf(values);
    }

    static <T> Quantity<T> of(String name, List<T> values, Function<T, String> words) {
        return of(name, values, words, value -> Set.of());
    }

    static <T> Quantity<T> of(
            String name,
            List<T> values,
            Function<T, String> words,
            Function<T, Set<Capability>> needs) {
        return new Quantity<>(
                name,
                values.stream()
                        .map(value ->
                                new Value<>(value, words.apply(value), needs.apply(value), false))
                        .toList());
    }

    /** So many of something. */
    static Quantity<Integer> count(String name, List<Integer> values) {
        return new Quantity<>(
                name,
                values.stream()
                        .map(count ->
                                new Value<>(
                                        count,
                                        String.valueOf(count),
                                        Set.of(),
                                        count > MOST_IN_COMBINATIONS))
                        .toList());
    }

    @Override
    public String toString() {
        return name;
    }
}
