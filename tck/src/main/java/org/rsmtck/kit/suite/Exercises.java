package org.rsmtck.kit.suite;

import org.rsmtck.api.Capability;
import org.rsmtck.api.Fabric;
import org.rsmtck.kit.execute.Outcome;
import org.rsmtck.kit.plan.Exercise;
import org.rsmtck.kit.plan.Owed;
import org.rsmtck.model.Rule;
import org.rsmtck.reports.Status;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How an exercise is carried out, and what comes of it. */
public final class Exercises {
    private Exercises() {}

    /** What they owe. */
    static List<Owed> owed(List<Exercise> exercises) {
        return exercises.stream().map(Exercise::owed).toList();
    }

    /** One step for each that is wanted. */
    static Stream<Suite.SuiteStep> steps(
            TestRun run, String suite, Supplier<List<Exercise>> exercises) {
        if (!run.isToRun(suite)) {
            return Stream.empty();
        }
        List<Exercise> all = run.planning(exercises);
        run.plan(owed(all));
        return all.stream()
                .filter(exercise -> run.request().selection().test(exercise.owed()))
                .map(exercise ->
                        Suite.SuiteStep.of(
                                exercise.owed().id(),
                                () ->
                                        run.unlessItFailsAtBasics(
                                                exercise.owed(), () -> run(run, exercise))));
    }

    /**
     * Exercises it and settles what it owes.
     *
     * @return the id of the failure, or empty
     */
    public static String run(TestRun run, Exercise exercise) {
        String suite = exercise.owed().suite();
        run.request().progress().at(suite, run.settled(suite) + 1, () -> run.owedOf(suite));
        List<Capability> lacking = run.lacking(exercise.needs());
        if (!lacking.isEmpty()) {
            run.settle(
                    exercise.owed(),
                    Status.NOT_APPLICABLE,
                    "the target declares no " + lacking,
                    "");
            return "";
        }
        Optional<String> over = run.isOver(suite);
        if (over.isPresent()) {
            run.settle(exercise.owed(), Status.NOT_EXERCISED, over.get(), "");
            return "";
        }
        if (exercise.program().acts().isEmpty()) {
            run.settle(
                    exercise.owed(), Status.NOT_APPLICABLE, "it is further than the kit goes", "");
            return "";
        }
        try {
            return exercised(run, exercise);
        } catch (RuntimeException | LinkageError e) {
            String why = run.trouble(suite, e);
            run.settle(exercise.owed(), Status.NOT_EXERCISED, why, "");
            return "";
        }
    }

    private static String exercised(TestRun run, Exercise exercise) {
        Deque<ProgramRunner.Begun> begun = new ArrayDeque<>();
        exercise.orders().forEach(order -> begun.add(run.begin(exercise.program(), order)));
        try {
            return finished(run, exercise, begun);
        } finally {
            run.drop(List.copyOf(begun));
        }
    }

    private static String finished(
            TestRun run, Exercise exercise, Deque<ProgramRunner.Begun> begun) {
        List<Outcome> outcomes = new ArrayList<>();
        while (!begun.isEmpty()) {
            Outcome outcome;
            try {
                outcome = run.finish(exercise.owed().id(), begun.remove());
            } catch (Fabric.UnsupportedTopologyException e) {
                run.settle(exercise.owed(), Status.NOT_APPLICABLE, e.getMessage(), "");
                return "";
            }
            if (!outcome.isAllowed()) {
                run.drop(List.copyOf(begun));
                String failure = run.fail(exercise.owed().suite(), outcome);
                run.settle(exercise.owed(), Status.FAILED, "", failure);
                return failure;
            }
            outcomes.add(outcome);
        }
        run.isWell(exercise.owed().suite());
        settle(run, exercise, outcomes);
        return "";
    }

    private static void settle(TestRun run, Exercise exercise, List<Outcome> outcomes) {
        List<String> rules = exercise.owed().rules();
        List<String> lacking = outcomes.getFirst().lacking();
        List<String> beyond = outcomes.getFirst().beyond();
        Set<String> due = ids(outcomes, Outcome::due);
        Set<String> answeredBy = ids(outcomes, Outcome::targetRules);
        Status status;
        String reason;
        if (!lacking.isEmpty()) {
            status = Status.NOT_EXERCISED;
            reason = "the target lacks " + String.join(", ", lacking);
        } else if (!beyond.isEmpty() && !due.containsAll(rules)) {
            status = Status.NOT_APPLICABLE;
            reason = "the target declares " + String.join(", ", beyond);
        } else if (rules.stream().anyMatch(due::contains)) {
            boolean isMet = rules.stream().anyMatch(answeredBy::contains);
            status = isMet || !owesSuccess(run, exercise) ? Status.PASSED : Status.NOT_EXERCISED;
            reason =
                    isMet
                            ? ""
                            : "answered by "
                                    + String.join(" and ", answeredBy)
                                    + ", which is allowed";
        } else if (outcomes.stream().anyMatch(Outcome::wasDiverted)) {
            status = Status.NOT_EXERCISED;
            reason = "a call on the way was refused, as it may be";
        } else {
            status = Status.NOT_APPLICABLE;
            reason = "by the choices that the target has shown, its calls lead elsewhere";
        }
        run.settle(exercise.owed(), status, reason, "");
    }

    private static boolean owesSuccess(TestRun run, Exercise exercise) {
        return run.request().model().rules().stream()
                .filter(rule -> exercise.owed().rules().contains(rule.id()))
                .allMatch(rule -> rule instanceof Rule.Effect<?>);
    }

    private static Set<String> ids(List<Outcome> outcomes, Function<Outcome, Set<Rule>> rules) {
        return outcomes.stream()
                .flatMap(outcome -> rules.apply(outcome).stream())
                .map(Rule::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
