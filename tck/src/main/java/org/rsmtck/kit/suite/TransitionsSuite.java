package org.rsmtck.kit.suite;

import org.rsmtck.kit.execute.Outcome;
import org.rsmtck.kit.execute.Program;
import org.rsmtck.kit.judge.Judge;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.plan.Edge;
import org.rsmtck.kit.plan.Owed;
import org.rsmtck.kit.plan.Plan;
import org.rsmtck.kit.plan.Tour;
import org.rsmtck.reports.Status;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A tour over every call, with every class of arguments, in every abstract state of a scope. What
 * is owed is counted by abstract state.
 */
public final class TransitionsSuite implements Suite {
    /** As filters and obligation ids spell it. */
    public static final String NAME = "transitions";

    private final TestRun run;
    private final Set<Edge> taken = new HashSet<>();
    private String failure = "";
    private String trouble = "";
    private int gone;
    private Optional<Boolean> wanted = Optional.empty();
    private final Set<String> lacking = new TreeSet<>();
    private final Set<String> beyond = new TreeSet<>();

    public TransitionsSuite(TestRun run) {
        this.run = run;
    }

    private Tour tour() {
        return Plan.of(run.request().model(), run.capabilities().pageSize()).tour();
    }

    @Override
    public String name() {
        return NAME;
    }

    /** One for each part of the tour, and one that settles what it owed. */
    @Override
    public Stream<SuiteStep> steps() {
        if (!run.isToRun(NAME)) {
            return Stream.empty();
        }
        List<Program> parts =
                run.planning(() -> {
                    run.plan(owed());
                    return programs();
                });
        Ahead<Program> ahead = new Ahead<>(parts, part -> List.of(begin(part)));
        return Stream.concat(
                IntStream.range(0, parts.size())
                        .mapToObj(part ->
                                SuiteStep.of(
                                        NAME + ": part " + (part + 1),
                                        () -> go(parts.get(part), ahead.turnOf(parts.get(part))))),
                Stream.of(
                        new SuiteStep(
                                NAME + ": coverage",
                                () -> {
                                    settle();
                                    return List.of();
                                })));
    }

    @Override
    public String summary() {
        return "tour        " + coverage();
    }

    /** The parts of the tour, each to be gone from an empty fabric. */
    public List<Program> programs() {
        return isWanted() ? tour().programs() : List.of();
    }

    /**
     * Goes one part of the tour.
     *
     * @return the id of the failure, or empty
     */
    public String go(Program program) {
        return go(program, List.of());
    }

    private ProgramRunner.Begun begin(Program part) {
        return run.begin(part, List.of());
    }

    /** Goes one that may be under way already: of {@code begun}, there is one or none. */
    private String go(Program program, List<ProgramRunner.Begun> begun) {
        if (run.isOver(NAME).isPresent()) {
            run.drop(begun);
            return "";
        }
        run.request().progress().at(NAME, gone + 1L, () -> programs().size());
        Outcome outcome;
        try {
            outcome = run.finish(NAME, begun.isEmpty() ? begin(program) : begun.getFirst());
            run.isWell(NAME);
        } catch (RuntimeException | LinkageError e) {
            trouble = run.trouble(NAME, e);
            return "";
        }
        gone++;
        lacking.addAll(outcome.lacking());
        beyond.addAll(outcome.beyond());
        take(outcome);
        if (outcome.isAllowed()) {
            return "";
        }
        try {
            failure = run.fail(NAME, outcome);
            return failure;
        } catch (RuntimeException e) {
            gone--;
            trouble = run.trouble(NAME, e);
            return "";
        }
    }

    /** Which edges the target was really on: by the worlds that its own replies led to. */
    private void take(Outcome outcome) {
        Judge judge =
                Judge.of(
                        run.judgedBy(),
                        outcome.program().setting().start(run.capabilities().pageSize()),
                        outcome.readings().isEmpty() ? List.of() : outcome.readings());
        for (Observation line : outcome.lines()) {
            if (line instanceof Observation.Called(int process, var call, var reply)) {
                Edge edge = Edge.of(judge.world().forgettingRetired(), process, call);
                if (!judge.observe(process, call, reply).isEmpty()) {
                    taken.add(edge);
                }
            }
        }
    }

    /** How many edges there are, and how many were taken. */
    private String coverage() {
        Set<Edge> all = new HashSet<>(tour().edges().keySet());
        int size = all.size();
        all.removeAll(taken);
        return String.format(
                Locale.ROOT,
                "%,d of %,d edges, %,d starts",
                size - all.size(),
                size,
                tour().programs().size());
    }

    /** Settles what was owed. */
    public void settle() {
        for (Map.Entry<String, List<Edge>> state : byState().entrySet()) {
            Owed owed = owed(state.getKey(), state.getValue());
            if (run.request().selection().test(owed)) {
                settle(owed, state.getValue());
            }
        }
    }

    private void settle(Owed owed, List<Edge> edges) {
        List<Edge> missed = edges.stream().filter(edge -> !taken.contains(edge)).toList();
        if (missed.isEmpty()) {
            run.settle(owed, Status.PASSED, edges.size() + " edges", "");
        } else if (!failure.isEmpty()) {
            run.settle(owed, Status.FAILED, "", failure);
        } else if (gone == programs().size()
                && !run.mayBe(run.request().model().profile().readings().getFirst())) {
            run.settle(
                    owed,
                    Status.NOT_APPLICABLE,
                    "by the choices that the target has shown, the same calls lead it elsewhere",
                    "");
        } else {
            boolean isBeyond = !beyond.isEmpty() && lacking.isEmpty();
            run.settle(
                    owed,
                    isBeyond ? Status.NOT_APPLICABLE : Status.NOT_EXERCISED,
                    missed.size()
                            + " of "
                            + edges.size()
                            + " edges were not taken, the first "
                            + missed.getFirst().call()
                            + (isBeyond ? "; the target declares " + String.join(", ", beyond) : "")
                            + (lacking.isEmpty()
                                    ? ""
                                    : "; the target lacks " + String.join(", ", lacking))
                            + early(),
                    "");
        }
    }

    /** Why some parts of the tour were not gone; empty if all were. */
    private String early() {
        String why = trouble.isEmpty() ? run.isOver(NAME).orElse("") : trouble;
        return gone == programs().size() || why.isEmpty() ? "" : "; " + why;
    }

    @Override
    public List<Owed> owed() {
        List<Owed> owed = new ArrayList<>();
        byState().forEach((state, edges) -> owed.add(owed(state, edges)));
        return owed;
    }

    private Owed owed(String state, List<Edge> edges) {
        Set<String> clauses = new TreeSet<>();
        Tour tour = tour();
        edges.forEach(edge -> clauses.addAll(tour.edges().get(edge)));
        return new Owed(NAME + ": " + state, NAME, List.copyOf(clauses), List.of());
    }

    private Map<String, List<Edge>> byState() {
        Map<String, List<Edge>> byState = new TreeMap<>();
        for (Edge edge : tour().edges().keySet()) {
            byState.computeIfAbsent(edge.state(), state -> new ArrayList<>()).add(edge);
        }
        return byState;
    }

    /** Asked for each state: what is owed is the same each time. */
    private boolean isWanted() {
        if (wanted.isEmpty()) {
            wanted = Optional.of(owed().stream().anyMatch(run.request().selection()));
        }
        return wanted.get();
    }
}
