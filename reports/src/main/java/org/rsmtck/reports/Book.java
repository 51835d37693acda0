package org.rsmtck.reports;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The entries of a journal so far, taken together. A run keeps one, and whoever reads its journal
 * makes the same one again: so a report says the same whether the run wrote it or somebody later.
 */
public final class Book {
    /** Why the obligation of a run that went on to its end was not exercised, if nobody says. */
    public static final String NOT_REACHED = "the run ended before it";

    private static final String NO_END = "cut short: its journal has no end";

    private Entry.@Nullable Begun begun;
    private Optional<Entry.Reached> reached = Optional.empty();
    private final Map<String, Obligation> obligations = new LinkedHashMap<>();
    private final Map<String, Failure> failures = new LinkedHashMap<>();
    private final Map<String, Integer> times = new LinkedHashMap<>();
    private final List<Trouble> troubles = new ArrayList<>();
    private Optional<Entry.Ended> ended = Optional.empty();

    /** Takes the next entry in. */
    public synchronized void add(Entry entry) {
        switch (entry) {
            case Entry.Begun first -> begun = first;
            case Entry.Owed owed ->
                    obligations.put(
                            owed.id(),
                            new Obligation(
                                    owed.id(),
                                    owed.suite(),
                                    owed.clauses(),
                                    owed.rules(),
                                    Status.NOT_EXERCISED,
                                    NOT_REACHED,
                                    ""));
            case Entry.Settled settled ->
                    obligations.computeIfPresent(settled.id(), settle(settled));
            case Entry.Found(Failure failure) -> failures.put(failure.id(), failure);
            case Entry.Met(String failure, int number) -> times.put(failure, number);
            case Entry.Troubled(Trouble trouble) -> troubles.add(trouble);
            case Entry.Reached further -> reached = Optional.of(further);
            case Entry.Ended last -> ended = Optional.of(last);
        }
    }

    private static BiFunction<String, Obligation, Obligation> settle(Entry.Settled settled) {
        return (id, owed) ->
                new Obligation(
                        id,
                        owed.suite(),
                        owed.clauses(),
                        owed.rules(),
                        settled.status(),
                        settled.reason(),
                        settled.failure(),
                        settled.milliseconds());
    }

    /** Whether the first entry has been made. */
    public synchronized boolean hasBegun() {
        return begun != null;
    }

    private Entry.Begun begun() {
        return requireNonNull(begun, "the first entry is that the run has begun");
    }

    /** All of it, as the data that reports are made from. */
    public synchronized Results results() {
        Results bare =
                new Results(
                        Results.VERSION,
                        reached.map(Entry.Reached::progress)
                                .map(begun().run()::at)
                                .orElse(begun().run()),
                        List.copyOf(obligations.values()),
                        failures.values().stream()
                                .map(failure ->
                                        failure.met(
                                                times.getOrDefault(failure.id(), failure.times())))
                                .toList(),
                        reached.map(Entry.Reached::outOfReach).orElse(Map.of()),
                        reached.map(Entry.Reached::robustness).orElse(Robustness.NOT_TRIED),
                        unstated(),
                        troubles,
                        Terms.USUAL);
        return bare.on(begun().terms());
    }

    private String unstated() {
        String early = ended.map(Entry.Ended::early).orElse(NO_END);
        if (early.isEmpty()) {
            return begun().part();
        }
        return begun().part().isEmpty() ? early : early + ", and " + begun().part();
    }
}
