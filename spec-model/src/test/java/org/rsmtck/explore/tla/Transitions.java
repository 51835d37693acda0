package org.rsmtck.explore.tla;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the model in TLA+ allows: for what is observed before a call, and each call by a process,
 * the replies and what is observed after each.
 *
 * @param byState what {@code Told} in {@code Twin.tla} prints; an outcome is a reply and what is
 *     observed then, which is empty if nothing has changed
 */
record Transitions(Map<Value, Map<Value.Tuple, Set<Value>>> byState) {

    static Transitions read(Path file) {
        Reader reader = new Reader();
        Map<Value, Map<Value.Tuple, Set<Value>>> byState = new HashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Value.Tuple told = (Value.Tuple) reader.read(line);
                Map<Value.Tuple, Set<Value>> calls =
                        byState.computeIfAbsent(told.at(0), state -> new HashMap<>());
                for (Value one : ((Value.Elements) told.at(1)).of()) {
                    Value.Tuple call = (Value.Tuple) one;
                    calls.merge(
                            (Value.Tuple) call.at(0),
                            ((Value.Elements) call.at(1)).of(),
                            Transitions::sameInAllWorlds);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Transitions(byState);
    }

    /** Worlds that look the same behave the same, or the projection leaves out what matters. */
    private static Set<Value> sameInAllWorlds(Set<Value> one, Set<Value> other) {
        if (!one.equals(other)) {
            throw new IllegalArgumentException(
                    "two worlds look the same, and a call does %s in one and %s in the other"
                            .formatted(one, other));
        }
        return one;
    }

    int states() {
        return byState.size();
    }

    long count() {
        return byState.values().stream()
                .flatMap(calls -> calls.values().stream())
                .mapToLong(Set::size)
                .sum();
    }
}
