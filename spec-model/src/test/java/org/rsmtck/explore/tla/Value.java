package org.rsmtck.explore.tla;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A value of TLA+, as far as the projection has them. In words it reads as TLC prints it. */
sealed interface Value {

    record Number(int of) implements Value {
        @Override
        public String toString() {
            return Integer.toString(of);
        }
    }

    record Word(String of) implements Value {
        @Override
        public String toString() {
            return '"' + of + '"';
        }
    }

    record Tuple(List<Value> of) implements Value {
        public Tuple {
            of = List.copyOf(of);
        }

        Value at(int index) {
            return of.get(index);
        }

        @Override
        public String toString() {
            return of.stream().map(Value::toString).collect(joining(", ", "<<", ">>"));
        }
    }

    record Elements(Set<Value> of) implements Value {
        public Elements {
            of = Set.copyOf(of);
        }

        @Override
        public String toString() {
            return of.stream().map(Value::toString).sorted().collect(joining(", ", "{", "}"));
        }
    }

    /**
     * A tuple of numbers, words and values.
     *
     * @param of each an {@code Integer}, a {@code String} or a {@code Value}
     */
    static Tuple tuple(Object... of) {
        return new Tuple(Arrays.stream(of).map(Value::value).toList());
    }

    static Elements elements(Stream<Value> of) {
        return new Elements(Set.of(of.toArray(Value[]::new)));
    }

    private static Value value(Object of) {
        return switch (of) {
            case Integer number -> new Number(number);
            case String word -> new Word(word);
            case Value value -> value;
            default -> throw new IllegalArgumentException("no value of TLA+: " + of);
        };
    }
}
