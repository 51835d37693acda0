package org.rsmtck.explore.packed;

import org.rsmtck.api.Call;
import org.rsmtck.api.Call.OnHandle;
import org.rsmtck.api.Event;
import org.rsmtck.explore.GuardCombination;
import org.rsmtck.explore.Search.Leg;
import org.rsmtck.explore.Transition;
import org.rsmtck.explore.Worlds;
import org.rsmtck.explore.packed.Outcomes.Effect;
import org.rsmtck.explore.packed.Outcomes.Seen;
import org.rsmtck.explore.property.Property;
import org.rsmtck.model.Table;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What there is to ask of each part of a state: which steps it may take, and which claims it
 * breaks. Each answer is remembered with what of the world it rests on.
 */
final class Questions {
    private final Worlds worlds;
    private final Knowledge knowledge;
    private final Claims claims;
    private final boolean isSighted;
    private final Set<List<String>> meetings = ConcurrentHashMap.newKeySet();
    private final Map<Group, MemoisedQuery<Outcomes>> outcomesByGroup = new HashMap<>();

    /** By part: what may happen to it, each question answered by those to ask next. */
    private final List<List<MemoisedQuery<List<MemoisedQuery<Outcomes>>>>> steps =
            new ArrayList<>();

    /** By part: what is claimed of it, each question answered by those to ask next. */
    private final List<List<MemoisedQuery<List<MemoisedQuery<List<Property>>>>>> claimed =
            new ArrayList<>();

    private record Group(int process, List<Call> calls) {}

    /**
     * @param isSighted whether to say of each call which cell it falls into
     */
    Questions(Worlds worlds, Knowledge knowledge, Claims claims, boolean isSighted) {
        this.worlds = worlds;
        this.knowledge = knowledge;
        this.claims = claims;
        this.isSighted = isSighted;
        for (int part = 0; part < knowledge.parts().count(); part++) {
            steps.add(new ArrayList<>());
            claimed.add(new ArrayList<>());
        }
        for (int process = 0; process < worlds.scope().roles().size(); process++) {
            addProcess(process);
            addClaims(process);
        }
        for (Event event : worlds.scope().events()) {
            add(ownPart(event), watch -> outcomes(watch, worlds.happenings(watch.world(), event)));
        }
    }

    /** The ids of rules that had a say in the same call, for all calls that were met. */
    Set<List<String>> meetings() {
        return Set.copyOf(meetings);
    }

    /** All that may happen to the part. */
    List<Outcomes> outcomes(int part, long state) {
        List<Outcomes> all = new ArrayList<>();
        for (MemoisedQuery<List<MemoisedQuery<Outcomes>>> question : steps.get(part)) {
            for (MemoisedQuery<Outcomes> group : question.at(state)) {
                all.add(group.at(state));
            }
        }
        return all;
    }

    /**
     * The same.
     *
     * @param path takes the attributes that the answer rests on
     */
    List<Outcomes> outcomes(int part, long state, Collection<Attribute> path) {
        return answers(steps.get(part), state, path);
    }

    /**
     * The claims about the part that are broken.
     *
     * @param path takes the attributes that the answer rests on
     */
    List<Property> broken(int part, long state, Collection<Attribute> path) {
        return answers(claimed.get(part), state, path).stream().flatMap(List::stream).toList();
    }

    private static <T> List<T> answers(
            List<MemoisedQuery<List<MemoisedQuery<T>>>> questions,
            long state,
            Collection<Attribute> path) {
        List<T> all = new ArrayList<>();
        for (MemoisedQuery<List<MemoisedQuery<T>>> question : questions) {
            for (MemoisedQuery<T> next : question.at(state, path)) {
                all.add(next.at(state, path));
            }
        }
        return all;
    }

    private void addProcess(int process) {
        for (String word : worlds.words(process)) {
            steps.get(process + 1)
                    .add(
                            new MemoisedQuery<>(
                                    knowledge,
                                    watch ->
                                            groups(
                                                    process,
                                                    worlds.calls(watch.world(), process, word))));
        }
        Map<Long, MemoisedQuery<Outcomes>> arrivals = new HashMap<>();
        steps.get(process + 1)
                .add(
                        new MemoisedQuery<>(
                                knowledge,
                                watch ->
                                        watch.world().process(process).imports().keys().stream()
                                                .map(handle ->
                                                        arrivals.computeIfAbsent(
                                                                handle,
                                                                to -> arrivals(process, to)))
                                                .toList()));
    }

    private void addClaims(int process) {
        List<MemoisedQuery<List<MemoisedQuery<List<Property>>>>> all = claimed.get(process + 1);
        MemoisedQuery<List<Property>> own =
                new MemoisedQuery<>(knowledge, watch -> claims.ofProcess(watch.world(), process));
        all.add(new MemoisedQuery<>(knowledge, watch -> List.of(own)));
        Map<Long, MemoisedQuery<List<Property>>> imports = new HashMap<>();
        all.add(
                new MemoisedQuery<>(
                        knowledge,
                        watch ->
                                each(
                                        watch.world().process(process).imports(),
                                        imports,
                                        (world, handle) ->
                                                claims.ofImport(world, process, handle))));
        Map<Long, MemoisedQuery<List<Property>>> exports = new HashMap<>();
        all.add(
                new MemoisedQuery<>(
                        knowledge,
                        watch ->
                                each(
                                        watch.world().process(process).exports(),
                                        exports,
                                        (world, handle) ->
                                                claims.ofExport(world, process, handle))));
    }

    private <T> List<MemoisedQuery<T>> each(
            Table<Long, ?> table,
            Map<Long, MemoisedQuery<T>> known,
            BiFunction<World, Long, T> question) {
        return table.keys().stream()
                .map(handle ->
                        known.computeIfAbsent(
                                handle,
                                met ->
                                        new MemoisedQuery<>(
                                                knowledge,
                                                watch -> question.apply(watch.world(), met))))
                .toList();
    }

    private MemoisedQuery<Outcomes> arrivals(int process, long handle) {
        return new MemoisedQuery<>(
                knowledge,
                watch -> outcomes(watch, worlds.arrivals(watch.world(), process, handle)));
    }

    private void add(int part, Function<DependencyTracker, Outcomes> question) {
        MemoisedQuery<Outcomes> decisions = new MemoisedQuery<>(knowledge, question);
        steps.get(part).add(new MemoisedQuery<>(knowledge, watch -> List.of(decisions)));
    }

    /** The part that says most about whether the event can happen. */
    private static int ownPart(Event event) {
        return switch (event) {
            case Event.Killed(int process) -> process + 1;
            case Event.Interruption(int process) -> process + 1;
            case Event.Shortage(int process, var resource) -> process + 1;
            case Event.ShortageOver(int process, var resource) -> process + 1;
            case Event.LinkLost e -> 0;
            case Event.LinkBack e -> 0;
            case Event.NodeLost e -> 0;
            case Event.NodeBack e -> 0;
            case Event.ControllerRemoved e -> 0;
            case Event.ControllerBack e -> 0;
            case Event.Settled e -> 0;
        };
    }

    /** Calls on the same handle rest on much the same. */
    private List<MemoisedQuery<Outcomes>> groups(int process, List<Call> calls) {
        Map<Object, List<Call>> byHandle = new LinkedHashMap<>();
        for (Call call : calls) {
            Object handle = call instanceof OnHandle on ? on.handle() : "";
            byHandle.computeIfAbsent(handle, first -> new ArrayList<>()).add(call);
        }
        return byHandle.values().stream()
                .map(group ->
                        outcomesByGroup.computeIfAbsent(
                                new Group(process, group),
                                met ->
                                        new MemoisedQuery<>(
                                                knowledge, watch -> outcomes(watch, met))))
                .toList();
    }

    private Outcomes outcomes(DependencyTracker watch, Group group) {
        List<Effect> effects = new ArrayList<>();
        List<Seen> seen = new ArrayList<>();
        for (Call call : group.calls) {
            worlds.answer(watch.world(), group.process, call)
                    .ifPresent(answer -> {
                        answer.steps().forEach(leg -> effects.add(effect(watch, leg)));
                        meetings.add(worlds.rules(call, answer));
                        if (isSighted) {
                            GuardCombination combination =
                                    worlds.combination(watch.world(), group.process, call, answer);
                            seen.add(new Seen(combination, group.process, call));
                        }
                    });
        }
        return new Outcomes(effects, seen);
    }

    private Outcomes outcomes(DependencyTracker watch, List<Leg<World, Transition>> legs) {
        return new Outcomes(legs.stream().map(leg -> effect(watch, leg)).toList(), List.of());
    }

    private Effect effect(DependencyTracker watch, Leg<World, Transition> leg) {
        List<DependencyTracker.Part> changes = watch.changes(leg.to());
        return new Effect(
                leg.label(),
                changes.stream().map(knowledge::change).toArray(Change[]::new),
                claims.broken(leg.label(), changes));
    }
}
