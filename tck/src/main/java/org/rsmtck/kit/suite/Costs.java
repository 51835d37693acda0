package org.rsmtck.kit.suite;

import org.rsmtck.api.Capability;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Limits;
import org.rsmtck.kit.execute.Action;
import org.rsmtck.kit.execute.Driver;
import org.rsmtck.kit.plan.Exercise;
import org.rsmtck.kit.simulated.ModelFabric;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What it costs that a target lacks something: the obligations that cannot be met, and the clauses
 * that nothing else exercises.
 */
public final class Costs {

    /**
     * What the lack of one thing costs.
     *
     * @param what is lacking, in words
     * @param capability that it is, if it is one
     * @param obligations that need it, of all those of the suites {@code rules} and {@code
     *     permissions}
     * @param clauses that are exercised by no obligation that can do without
     */
    public record Cost(
            String what, Optional<Capability> capability, int obligations, List<String> clauses) {}

    private Costs() {}

    /**
     * One for each capability, function and room that the target lacks; none for what costs
     * nothing.
     */
    public static List<Cost> of(Fabric fabric, Model model) {
        long pageSize = fabric.capabilities().pageSize();
        List<Exercise> rules = RulesSuite.of(model, pageSize);
        if (lacksNothing(fabric, rules)) {
            return List.of();
        }
        List<Exercise> all =
                Stream.concat(rules.stream(), PermissionsSuite.of(model, pageSize).stream())
                        .toList();
        List<Cost> costs = new ArrayList<>();
        byCapability(fabric, all)
                .forEach((capability, needing) ->
                        costs.add(cost(capability.words(), Optional.of(capability), needing, all)));
        Map<String, List<Exercise>> byFunction = byFunction(fabric, all);
        if (!byFunction.isEmpty()) {
            costs.add(
                    cost(
                            functions(byFunction.keySet()),
                            Optional.empty(),
                            byFunction.values().stream().flatMap(List::stream).distinct().toList(),
                            all));
        }
        byLimit(fabric, model, all)
                .forEach((limit, needing) ->
                        costs.add(cost("room, with " + limit, Optional.empty(), needing, all)));
        return costs;
    }

    /** By the rules alone: the permission matrix makes no call that they do not make. */
    private static boolean lacksNothing(Fabric fabric, List<Exercise> rules) {
        return Stream.of(Capability.values()).allMatch(fabric.capabilities()::supports)
                && fabric.capabilities().limits().equals(Limits.NONE)
                && byFunction(fabric, rules).isEmpty();
    }

    /** All in one line, with their number where there are several. */
    private static String functions(Set<String> names) {
        return names.size() == 1
                ? names.iterator().next()
                : names.size() + " functions, " + String.join(", ", names);
    }

    private static Map<Capability, List<Exercise>> byCapability(Fabric fabric, List<Exercise> all) {
        Map<Capability, List<Exercise>> byCapability = new EnumMap<>(Capability.class);
        for (Exercise exercise : all) {
            for (Capability need : exercise.needs()) {
                if (!fabric.capabilities().supports(need)) {
                    byCapability.computeIfAbsent(need, _ -> new ArrayList<>()).add(exercise);
                }
            }
        }
        return byCapability;
    }

    private static Map<String, List<Exercise>> byFunction(Fabric fabric, List<Exercise> all) {
        Map<String, List<Exercise>> byFunction = new TreeMap<>();
        for (Exercise exercise : all) {
            exercise.program().acts().stream()
                    .filter(Action.Calling.class::isInstance)
                    .map(act -> fabric.lacking(((Action.Calling) act).call()))
                    .flatMap(Optional::stream)
                    .distinct()
                    .forEach(function ->
                            byFunction
                                    .computeIfAbsent(function, _ -> new ArrayList<>())
                                    .add(exercise));
        }
        return byFunction;
    }

    /** By the limit that the exercise would go beyond on an implementation without mistakes. */
    private static Map<String, List<Exercise>> byLimit(
            Fabric fabric, Model model, List<Exercise> all) {
        Limits limits = fabric.capabilities().limits();
        Map<String, List<Exercise>> byLimit = new TreeMap<>();
        if (limits.equals(Limits.NONE)) {
            return byLimit;
        }
        ModelFabric limited = ModelFabric.of("the model", model).declaring(limits);
        try (Driver driver = new Driver(limited, model, TestRun.PATIENCE)) {
            for (Exercise exercise : all) {
                driver.run(exercise.program(), List.of(), Set.of(Interpretation.NONE))
                        .beyond()
                        .forEach(limit ->
                                byLimit.computeIfAbsent(limit, _ -> new ArrayList<>())
                                        .add(exercise));
            }
        }
        return byLimit;
    }

    private static Cost cost(
            String what,
            Optional<Capability> capability,
            List<Exercise> needing,
            List<Exercise> all) {
        Set<String> lost = new TreeSet<>();
        needing.forEach(exercise -> lost.addAll(exercise.owed().clauses()));
        Set<Exercise> gone = Set.copyOf(needing);
        all.stream()
                .filter(exercise -> !gone.contains(exercise))
                .forEach(exercise -> lost.removeAll(exercise.owed().clauses()));
        return new Cost(what, capability, needing.size(), List.copyOf(lost));
    }
}
