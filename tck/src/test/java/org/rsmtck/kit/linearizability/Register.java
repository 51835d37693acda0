package org.rsmtck.kit.linearizability;

import java.util.LinkedHashSet;
import java.util.Set;

/** A number that is read, written, and exchanged for another where it is the one expected. */
public final class Register implements Specification.OfStates<Integer, Register.Operation> {

    /** What is done with it, and what came of it. */
    public sealed interface Operation {

        record Read(int value) implements Operation {}

        record Write(int value) implements Operation {}

        record CompareAndSet(int expected, int value, boolean isDone) implements Operation {}

        /**
         * One that was not answered.
         *
         * @param operation whose answer nobody saw
         */
        record Open(Operation operation) implements Operation {}
    }

    @Override
    public Set<Integer> initial() {
        return Set.of(0);
    }

    @Override
    public Set<Integer> next(Integer state, Operation operation) {
        return switch (operation) {
            case Operation.Read(int value) -> value == state ? Set.of(state) : Set.of();
            case Operation.Write(int value) -> Set.of(value);
            case Operation.CompareAndSet(int expected, int value, boolean isDone) ->
                    isDone != (expected == state) ? Set.of() : Set.of(isDone ? value : state);
            case Operation.Open(Operation open) -> afterAny(state, open);
        };
    }

    private Set<Integer> afterAny(int state, Operation open) {
        return switch (open) {
            case Operation.Read _ -> Set.of(state);
            case Operation.Write write -> next(state, write);
            case Operation.CompareAndSet(int expected, int value, boolean _) -> {
                Set<Integer> all = new LinkedHashSet<>(next(state, done(expected, value, true)));
                all.addAll(next(state, done(expected, value, false)));
                yield all;
            }
            case Operation.Open further -> throw new IllegalArgumentException("open: " + further);
        };
    }

    private static Operation done(int expected, int value, boolean isDone) {
        return new Operation.CompareAndSet(expected, value, isDone);
    }
}
