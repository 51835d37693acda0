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
        List<Exercise> wanted =
                all.stream()
                        .filter(exercise -> run.request().selection().test(exercise.owed()))
                        .toList();
        Ahead<Exercise> ahead = new Ahead<>(wanted, exercise -> begunAhead(run, exercise));
        return wanted.stream()
                .map(exercise ->
                        Suite.SuiteStep.of(
                                exercise.owed().id(),
                                () ->
                                        run.unlessItFailsAtBasics(
                                                exercise.owed(),
                                                () -> run(run, exercise, ahead.turnOf(exercise)))));
    }

    /**
     * Exercises it and settles what it owes.
     *
     * @return the id of the failure, or empty
     */
    public static String run(TestRun run, Exercise exercise) {
        return run(run, exercise, List.of());
    }

    /**
     * As {@link #run(TestRun, Exercise)}, where it may be under way already.
     *
     * @param begun its programs in their order; empty if none has begun
     */
    private static String run(TestRun run, Exercise exercise, List<ProgramRunner.Begun> begun) {
        String suite = exercise.owed().suite();
        run.request().progress().at(suite, run.settled(suite) + 1, () -> run.owedOf(suite));
        Optional<Unrun> unrun = unrun(run, exercise);
        if (unrun.isPresent()) {
            run.drop(begun);
            run.settle(exercise.owed(), unrun.get().status, unrun.get().why, "");
            return "";
        }
        try {
            return exercised(run, exercise, begun.isEmpty() ? begin(run, exercise) : begun);
        } catch (RuntimeException | LinkageError e) {
            String why = run.trouble(suite, e);
            run.settle(exercise.owed(), Status.NOT_EXERCISED, why, "");
            return "";
        }
    }

    /** That an exercise is not carried out, and why. */
    private record Unrun(Status status, String why) {}

    private static Optional<Unrun> unrun(TestRun run, Exercise exercise) {
        List<Capability> lacking = run.lacking(exercise.needs());
        if (!lacking.isEmpty()) {
            return Optional.of(
                    new Unrun(Status.NOT_APPLICABLE, "the target declares no " + lacking));
        }
        Optional<String> over = run.isOver(exercise.owed().suite());
        if (over.isPresent()) {
            return Optional.of(new Unrun(Status.NOT_EXERCISED, over.get()));
        }
        return exercise.program().acts().isEmpty()
                ? Optional.of(new Unrun(Status.NOT_APPLICABLE, "it is further than the kit goes"))
                : Optional.empty();
    }

    private static List<ProgramRunner.Begun> begunAhead(TestRun run, Exercise exercise) {
        return unrun(run, exercise).isEmpty() ? begin(run, exercise) : List.of();
    }

    /** Begins its programs, one for each order of observers. */
    private static List<ProgramRunner.Begun> begin(TestRun run, Exercise exercise) {
        return exercise.orders().stream()
                .map(order -> run.begin(exercise.program(), order))
                .toList();
    }

    private static String exercised(
            TestRun run, Exercise exercise, List<ProgramRunner.Begun> programs) {
        Deque<ProgramRunner.Begun> begun = new ArrayDeque<>(programs);
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
