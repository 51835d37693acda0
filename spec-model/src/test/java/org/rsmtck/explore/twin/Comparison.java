package org.rsmtck.explore.twin;

import static org.rsmtck.explore.twin.Value.tuple;

import org.rsmtck.explore.Move;
import org.rsmtck.explore.Scope;
import org.rsmtck.explore.Worlds;
import org.rsmtck.explore.packed.PackedWorlds;
import org.rsmtck.model.Model;
import org.rsmtck.model.Reading;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;

/**
 * The worlds of the Java model next to those of the model in TLA+: what is observed, what is
 * called, what is replied, and what is observed then.
 *
 * <p>Breadth first, so that the first difference stands at the end of a shortest way.
 */
final class Comparison {
    private static final long PAGE = 4096;

    private final Transitions twin;
    private final PackedWorlds worlds;
    private final Map<Long, Arrival> arrivals = new HashMap<>();
    private final Map<Long, Value> observed = new HashMap<>();
    private final Map<Move, Made> made = new HashMap<>();
    private final Set<Value> met = new HashSet<>();
    private long transitions;

    /** How a world was first come to: from another one, by a call and its reply. */
    private record Arrival(long from, Made made) {}

    private record Made(Value call, Value reply) {}

    private record Step(Move move, long next, boolean isWithin) {}

    /**
     * Where the models part.
     *
     * @param way calls and replies from the start
     */
    record Difference(List<String> way, Value state, Value call, Set<Value> java, Set<Value> tla) {
        @Override
        public String toString() {
            List<String> lines = new ArrayList<>();
            lines.add("the Java model and the one in TLA+ part");
            for (int i = 0; i < way.size(); i++) {
                lines.add(
                        "  %s%d: %s"
                                .formatted(
                                        i == 0 ? "history   " : "          ", i + 1, way.get(i)));
            }
            lines.add("  state     " + state);
            lines.add("  call      " + call);
            lines.add("  Java      " + said(java));
            lines.add("  TLA+      " + said(tla));
            return String.join("\n", lines);
        }

        private static String said(Set<Value> outcomes) {
            return outcomes == null
                    ? "does not make this call"
                    : String.join(" or ", outcomes.stream().map(Value::toString).sorted().toList());
        }
    }

    /**
     * What came of it.
     *
     * @param states observed
     * @param transitions of these states
     */
    record Result(int states, long transitions, Optional<Difference> difference) {}

    private Comparison(Transitions twin, Model model, Reading reading, Scope scope) {
        this.twin = twin;
        this.worlds = new PackedWorlds(new Worlds(model, reading, scope, PAGE));
    }

    static Result of(Transitions twin, Model model, Reading reading, Scope scope) {
        return new Comparison(twin, model, reading, scope).run();
    }

    private Result run() {
        Queue<Long> next = new ArrayDeque<>();
        long start = worlds.initial().getFirst();
        arrivals.put(start, new Arrival(0, null));
        next.add(start);
        while (!next.isEmpty()) {
            long state = next.remove();
            List<Step> steps = new ArrayList<>();
            worlds.visit(state, (move, to, isWithin) -> steps.add(new Step(move, to, isWithin)));
            Optional<Difference> difference = difference(state, steps);
            if (difference.isPresent()) {
                return new Result(met.size(), transitions, difference);
            }
            for (Step step : steps) {
                if (step.isWithin && !arrivals.containsKey(step.next)) {
                    arrivals.put(step.next, new Arrival(state, made(step.move)));
                    next.add(step.next);
                }
            }
        }
        return new Result(met.size(), transitions, Optional.empty());
    }

    private Optional<Difference> difference(long state, List<Step> steps) {
        Value before = observed(state);
        Map<Value, Set<Value>> outcomes = new HashMap<>();
        for (Step step : steps) {
            Value after = observed(step.next);
            Made made = made(step.move);
            outcomes.computeIfAbsent(made.call, call -> new HashSet<>())
                    .add(tuple(made.reply, after.equals(before) ? tuple() : after));
        }
        Map<Value, Set<Value>> others = twin.byState().getOrDefault(before, Map.of());
        if (met.add(before)) {
            transitions += outcomes.values().stream().mapToLong(Set::size).sum();
        }
        if (outcomes.equals(others)) {
            return Optional.empty();
        }
        Map<String, Value> calls = new TreeMap<>();
        outcomes.keySet().forEach(call -> calls.put(call.toString(), call));
        others.keySet().forEach(call -> calls.put(call.toString(), call));
        return calls.values().stream()
                .filter(call -> !java.util.Objects.equals(outcomes.get(call), others.get(call)))
                .findFirst()
                .map(call ->
                        new Difference(
                                way(state), before, call, outcomes.get(call), others.get(call)));
    }

    private List<String> way(long state) {
        List<String> way = new ArrayList<>();
        for (Arrival at = arrivals.get(state); at.made != null; at = arrivals.get(at.from)) {
            way.add(at.made.call + " -> " + at.made.reply);
        }
        return way.reversed();
    }

    private Value observed(long state) {
        return observed.computeIfAbsent(state, one -> Projection.of(worlds.world(one)));
    }

    private Made made(Move move) {
        return made.computeIfAbsent(
                move,
                one ->
                        switch (one) {
                            case Move.Made(int process, var call, var reply, _) ->
                                    new Made(
                                            tuple(process + 1, Projection.of(call)),
                                            Projection.of(reply));
                            case Move.Happened _, Move.Arrived _ ->
                                    throw new IllegalArgumentException(
                                            "the model in TLA+ has no " + one);
                        });
    }
}
