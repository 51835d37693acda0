package org.rsmtck.explore.tla;

import static org.rsmtck.explore.tla.Value.tuple;

import static java.util.stream.Collectors.joining;

import org.rsmtck.api.Call;
import org.rsmtck.explore.Transition;
import org.rsmtck.explore.Worlds;
import org.rsmtck.explore.packed.PackedWorlds;
import org.rsmtck.model.Model;
import org.rsmtck.model.World;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * The worlds of the Java model next to those of the model in TLA+: what is observed, what is
 * called, what is replied, and what is observed then.
 *
 * <p>Breadth first, so that the first difference stands at the end of a shortest way.
 */
final class Comparison {
    private static final long PAGE = 4096;

    private final Transitions twin;
    private final Worlds readable;
    private final PackedWorlds worlds;
    private final Map<Long, Arrival> arrivals = new HashMap<>();
    private final Map<Long, Value> observed = new HashMap<>();

    /** The same step comes as the same object. */
    private final Map<Transition, Made> made = new IdentityHashMap<>();

    private final Set<Value> met = new HashSet<>();
    private long transitions;

    /** How a world was first come to: from another one, by a call and its reply. */
    private record Arrival(long from, Made made) {}

    private record Made(Value.Tuple call, Value.Tuple reply, Value.Tuple withoutChange) {
        Made(Value.Tuple call, Value.Tuple reply) {
            this(call, reply, tuple(reply, tuple()));
        }

        Value outcome(Value before, Value after) {
            return after.equals(before) ? withoutChange : tuple(reply, after);
        }
    }

    private record Step(Transition transition, long next, boolean isWithin) {}

    /**
     * Where the models part.
     *
     * @param way calls and replies from the start
     * @param java replies, and what is observed after each; null if the call is not made
     * @param tla the same of the other model
     */
    record Difference(
            List<String> way, Value state, Value.Tuple call, Set<Value> java, Set<Value> tla) {
        @Override
        public String toString() {
            List<String> lines = new ArrayList<>();
            lines.add("the model in Java and the one in TLA+ part");
            lines.add("  history  every process has got controller 1");
            for (int i = 0; i < way.size(); i++) {
                lines.add("           %d: %s".formatted(i + 1, way.get(i)));
            }
            lines.add("  call     %d: %s".formatted(way.size() + 1, called(call)));
            lines.add("  Java     " + said(java));
            lines.add("  TLA+     " + said(tla));
            lines.add("  before   " + state);
            return String.join("\n", lines);
        }

        private static String said(Set<Value> outcomes) {
            if (outcomes == null) {
                return "does not make this call here";
            }
            return outcomes.stream()
                    .map(outcome -> said((Value.Tuple) outcome))
                    .sorted()
                    .collect(joining("\n           or "));
        }

        private static String said(Value.Tuple outcome) {
            String reply = replied((Value.Tuple) outcome.at(0));
            return outcome.at(1).equals(tuple()) ? reply : reply + ", then " + outcome.at(1);
        }
    }

    private static String called(Value.Tuple byProcess) {
        Value.Tuple call = (Value.Tuple) byProcess.at(1);
        return call.of().stream()
                .skip(1)
                .map(Comparison::plain)
                .collect(
                        joining(
                                ", ",
                                "process " + byProcess.at(0) + " " + plain(call.at(0)) + "(",
                                ")"));
    }

    private static String replied(Value.Tuple reply) {
        return reply.of().stream().map(Comparison::plain).collect(joining(" "));
    }

    private static String plain(Value value) {
        return value instanceof Value.Word(String of) ? of : value.toString();
    }

    /**
     * What came of it.
     *
     * @param states observed
     * @param transitions of these states
     */
    record Result(int states, long transitions, Optional<Difference> difference) {}

    private Comparison(Transitions twin, Model model, Setting setting) {
        this.twin = twin;
        this.readable = new Worlds(model, setting.reading(), setting.scope(), PAGE);
        this.worlds = new PackedWorlds(readable);
    }

    static Result of(Transitions twin, Model model, Setting setting) {
        return new Comparison(twin, model, setting).run();
    }

    private Result run() {
        Queue<Long> next = new ArrayDeque<>();
        long start = worlds.initial().getFirst();
        arrivals.put(start, new Arrival(0, null));
        next.add(start);
        while (!next.isEmpty()) {
            long state = next.remove();
            List<Step> steps;
            try {
                steps = steps(state);
            } catch (NoSuchElementException e) {
                return new Result(met.size(), transitions, Optional.of(failure(state)));
            }
            Optional<Difference> difference = difference(state, steps);
            if (difference.isPresent()) {
                return new Result(met.size(), transitions, difference);
            }
            for (Step step : steps) {
                if (step.isWithin && !arrivals.containsKey(step.next)) {
                    arrivals.put(step.next, new Arrival(state, made(step.transition)));
                    next.add(step.next);
                }
            }
        }
        return new Result(met.size(), transitions, Optional.empty());
    }

    private List<Step> steps(long state) {
        List<Step> steps = new ArrayList<>();
        worlds.visit(
                state, (transition, to, isWithin) -> steps.add(new Step(transition, to, isWithin)));
        return steps;
    }

    /** The call that the Java model has no answer to: it takes for granted what does not hold. */
    private Difference failure(long state) {
        World world = worlds.world(state);
        Value before = observed(state);
        for (int process = 0; process < readable.scope().roles().size(); process++) {
            for (String word : readable.words(process)) {
                for (Call call : readable.calls(world, process, word)) {
                    try {
                        readable.answer(world, process, call);
                    } catch (NoSuchElementException e) {
                        Value.Tuple made = tuple(process + 1, Projection.of(call));
                        return new Difference(
                                way(state),
                                before,
                                made,
                                Set.of(tuple(tuple("fails", e.getMessage()), tuple())),
                                twin.byState().getOrDefault(before, Map.of()).get(made));
                    }
                }
            }
        }
        throw new IllegalStateException("every call has an answer by itself in " + before);
    }

    private Optional<Difference> difference(long state, List<Step> steps) {
        Value before = observed(state);
        Map<Value.Tuple, Set<Value>> outcomes = new HashMap<>();
        for (Step step : steps) {
            Made made = made(step.transition);
            outcomes.computeIfAbsent(made.call, call -> new HashSet<>(2))
                    .add(made.outcome(before, observed(step.next)));
        }
        Map<Value.Tuple, Set<Value>> others = twin.byState().getOrDefault(before, Map.of());
        if (met.add(before)) {
            transitions += outcomes.values().stream().mapToLong(Set::size).sum();
        }
        if (outcomes.equals(others)) {
            return Optional.empty();
        }
        Set<Value.Tuple> calls = new HashSet<>(outcomes.keySet());
        calls.addAll(others.keySet());
        return calls.stream()
                .filter(call -> !Objects.equals(outcomes.get(call), others.get(call)))
                .min(Comparator.comparing(Value.Tuple::toString))
                .map(call ->
                        new Difference(
                                way(state), before, call, outcomes.get(call), others.get(call)));
    }

    private List<String> way(long state) {
        List<String> way = new ArrayList<>();
        for (Arrival at = arrivals.get(state); at.made != null; at = arrivals.get(at.from)) {
            way.add(called(at.made.call) + " -> " + replied(at.made.reply));
        }
        return way.reversed();
    }

    private Value observed(long state) {
        return observed.computeIfAbsent(state, one -> Projection.of(worlds.world(one)));
    }

    private Made made(Transition transition) {
        return made.computeIfAbsent(
                transition,
                one ->
                        switch (one) {
                            case Transition.Made(int process, var call, var reply, _) ->
                                    new Made(
                                            tuple(process + 1, Projection.of(call)),
                                            Projection.of(reply));
                            case Transition.Happened _, Transition.Arrived _ ->
                                    throw new IllegalArgumentException(
                                            "the model in TLA+ has no " + one);
                        });
    }
}
