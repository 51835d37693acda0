package org.rsmtck.kit.suite;

import org.rsmtck.api.Capabilities;
import org.rsmtck.api.Fabric;
import org.rsmtck.kit.catalogue.CoveringArray;
import org.rsmtck.kit.catalogue.Life;
import org.rsmtck.kit.catalogue.Pairs;
import org.rsmtck.kit.catalogue.Scenario;
import org.rsmtck.kit.execute.Outcome;
import org.rsmtck.kit.execute.Program;
import org.rsmtck.kit.plan.Owed;
import org.rsmtck.kit.suite.CatalogueValues.Cell;
import org.rsmtck.reports.Share;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every value of the catalogue: each alone, all else being as usual, and then in combinations in
 * which more and more pairs of values meet. What a value owes is that every program in which it
 * takes part is judged right to its end; a combination that fails is laid to the values without
 * which it does not.
 */
public final class CombinationsSuite implements Suite {
    /** As filters and obligation ids spell it. */
    public static final String NAME = "combinations";

    /** So many programs are prepared while one is under way. */
    private static final int AHEAD = 6;

    private static final int ENOUGH_FAILURES = 20;

    private final TestRun run;
    private final CatalogueValues values;
    private final Deque<Begun> ahead = new ArrayDeque<>();
    private final List<String> found = new ArrayList<>();
    private Optional<Pairs> pairs = Optional.empty();
    private int combinations;
    private int begun;

    private record Begun(Scenario scenario, ProgramRunner.Begun program) {}

    public CombinationsSuite(TestRun run) {
        this.run = run;
        this.values = new CatalogueValues(run);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Owed> owed() {
        return CatalogueValues.all().stream().map(Cell::owed).toList();
    }

    @Override
    public Stream<SuiteStep> steps() {
        if (!run.isToRun(NAME)) {
            return Stream.empty();
        }
        run.plan(owed());
        List<Cell> wanted = values.wanted();
        return wanted.isEmpty()
                ? Stream.empty()
                : Stream.of(
                        SuiteStep.of(
                                NAME + ": basics",
                                () -> {
                                    Owed first = wanted.getFirst().owed();
                                    String failure = run.unlessItFailsAtBasics(first, () -> "");
                                    values.basics(failure);
                                    return failure;
                                }),
                        new SuiteStep(NAME + ": each value alone", () -> alone(1, 0)),
                        new SuiteStep(
                                NAME + ": together",
                                () -> {
                                    List<String> failures = together(most());
                                    values.settle();
                                    return failures;
                                }));
    }

    /**
     * Goes through one value of so many, and through so many combinations of them.
     *
     * @param lot which ones: others for each from 0 to {@code every - 1}
     */
    public void goSome(int every, int lot, int most) {
        alone(every, lot);
        together(most);
    }

    private List<String> alone(int every, int lot) {
        List<Cell> possible = values.possible();
        go(Scenario.usual());
        for (int i = lot; i < possible.size(); i += every) {
            possible.get(i).alone().stream().filter(values::isPossible).forEach(this::go);
        }
        return finished();
    }

    private List<String> together(int most) {
        CoveringArray array = new CoveringArray(values.combinable(), run.request().seed());
        pairs = Optional.of(new Pairs(values.combinable()));
        Optional<Scenario> next = array.next();
        while (next.isPresent() && combinations < most && !isOver()) {
            combinations++;
            go(next.get());
            next = array.next();
        }
        return finished();
    }

    private int most() {
        return run.request().level().combinations(run.request().fabric().hasProcesses());
    }

    private boolean isOver() {
        return values.failed() >= ENOUGH_FAILURES || run.isOver(NAME).isPresent();
    }

    private void go(Scenario scenario) {
        if (isOver()) {
            return;
        }
        run.request().progress().at(NAME, ++begun, () -> most() + values.programs());
        boolean isAlone = Life.isAlone(scenario);
        if (isAlone) {
            finishAll();
        }
        ahead.add(new Begun(scenario, run.begin(program(scenario), List.of())));
        if (isAlone || ahead.size() > AHEAD) {
            finish(ahead.remove());
        }
    }

    private Program program(Scenario scenario) {
        Capabilities target = run.capabilities();
        return Life.of(run.request().model(), scenario, target.pageSize(), target.limits());
    }

    private List<String> finished() {
        finishAll();
        List<String> failures = List.copyOf(found);
        found.clear();
        return failures;
    }

    private void finishAll() {
        while (!ahead.isEmpty()) {
            finish(ahead.remove());
        }
    }

    private void finish(Begun one) {
        try {
            Outcome outcome = run.finish(NAME, one.program);
            if (outcome.isAllowed()) {
                run.isWell(NAME);
                pairs.ifPresent(known -> known.meet(one.scenario));
                values.passed(one.scenario, outcome.beyond(), outcome.lacking());
            } else if (!isOver()) {
                fail(one.scenario, outcome);
            }
        } catch (Fabric.UnsupportedTopologyException e) {
            values.unmet(one.scenario, e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            values.unmet(one.scenario, run.trouble(NAME, e));
        }
    }

    private void fail(Scenario scenario, Outcome outcome) {
        String failure = run.fail(NAME, outcome);
        found.add(failure);
        values.failed(culprits(scenario), failure);
    }

    /** The values without any one of which the scenario does not fail; all, if there is none. */
    private List<Cell> culprits(Scenario scenario) {
        List<Cell> all = CatalogueValues.unusual(scenario);
        if (all.size() == 1) {
            return all;
        }
        List<Cell> culprits =
                all.stream()
                        .filter(cell ->
                                run.run(NAME, program(scenario.with(cell.quantity(), 0)), List.of())
                                        .isAllowed())
                        .toList();
        return culprits.isEmpty() ? all : culprits;
    }

    @Override
    public Map<String, Share> pairs() {
        return pairs.map(Pairs::byQuantity).orElse(Map.of());
    }

    @Override
    public String summary() {
        return pairs.map(known ->
                        String.format(
                                Locale.ROOT,
                                "Values of the catalogue: %,d of %,d met, and %,d of %,d pairs of"
                                        + " them, in %,d combinations.",
                                values.met(),
                                CatalogueValues.all().size(),
                                known.met(),
                                known.all(),
                                combinations))
                .orElse("");
    }
}
