package org.rsmtck.kit.linearizability;

import java.util.Set;

/** Texts under keys: got, put, and appended to. Each key is an object of its own. */
public final class Store implements Specification.OfStates<String, Store.Operation> {

    /** What is done under a key, and what came of it. */
    public sealed interface Operation {
        String key();

        record Get(String key, String text) implements Operation {}

        record Put(String key, String text) implements Operation {}

        record Append(String key, String text) implements Operation {}
    }

    @Override
    public Set<String> initial() {
        return Set.of("");
    }

    @Override
    public Set<String> next(String state, Operation operation) {
        return switch (operation) {
            case Operation.Get(String _, String text) ->
                    text.equals(state) ? Set.of(state) : Set.of();
            case Operation.Put(String _, String text) -> Set.of(text);
            case Operation.Append(String _, String text) -> Set.of(state + text);
        };
    }

    @Override
    public Object object(Operation operation) {
        return operation.key();
    }
}
