package org.rsmtck.kit.suite;

import org.rsmtck.api.Capability;
import org.rsmtck.api.Fabric;
import org.rsmtck.kit.catalogue.Catalogue;
import org.rsmtck.kit.catalogue.CoveringArray;
import org.rsmtck.kit.catalogue.Life;
import org.rsmtck.kit.catalogue.Pairs;
import org.rsmtck.kit.catalogue.Quantity;
import org.rsmtck.kit.catalogue.Scenario;
import org.rsmtck.kit.execute.Outcome;
import org.rsmtck.kit.execute.Program;
import org.rsmtck.kit.plan.Owed;
import org.rsmtck.reports.Status;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
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

    private static final int AHEAD = 6;
    private static final int ENOUGH_FAILURES = 20;
    private static final List<String> CLAUSES =
            List.of(
                    "connect/creates-import",
                    "connect/logical-connection",
                    "connect/perm-checked",
                    "disconnect/always-possible",
                    "disconnect/breaks-connection",
                    "frame/exporter-independent",
                    "frame/forced-disconnect",
                    "frame/others-untouched",
                    "frame/refusal-changes-nothing");

    private final TestRun run;
    private final Deque<Begun> ahead = new ArrayDeque<>();
    private final Map<Cell, String> failures = new LinkedHashMap<>();
    private final Map<Cell, String> unmet = new LinkedHashMap<>();
    private final Map<Cell, Integer> judged = new LinkedHashMap<>();
    private final List<String> met = new ArrayList<>();
    private Optional<Pairs> pairs = Optional.empty();
    private int combinations;

    /** A value of a quantity, by their places. */
    private record Cell(int quantity, int value) {}

    private record Begun(Scenario scenario, ProgramRunner.Begun program) {}

    public CombinationsSuite(TestRun run) {
        this.run = run;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Owed> owed() {
        return cells().stream().map(CombinationsSuite::owed).toList();
    }

    private static List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (int quantity = 0; quantity < Catalogue.ALL.size(); quantity++) {
            for (int value = 0; value < Catalogue.ALL.get(quantity).values().size(); value++) {
                cells.add(new Cell(quantity, value));
            }
        }
        return cells;
    }

    private static Owed owed(Cell cell) {
        Quantity<?> quantity = Catalogue.ALL.get(cell.quantity);
        String id =
                NAME + ": " + quantity.name() + ": " + quantity.values().get(cell.value).words();
        return new Owed(id, NAME, CLAUSES, List.of());
    }

    @Override
    public Stream<SuiteStep> steps() {
        if (!run.isToRun(NAME)) {
            return Stream.empty();
        }
        run.plan(owed());
        List<Cell> wanted =
                cells().stream()
                        .filter(cell -> run.request().selection().test(owed(cell)))
                        .toList();
        if (wanted.isEmpty()) {
            return Stream.empty();
        }
        return Stream.of(
                new SuiteStep("each value alone", () -> alone(wanted)),
                new SuiteStep("combinations", () -> combined(wanted)));
    }

    private List<String> alone(List<Cell> wanted) {
        Owed first = owed(wanted.getFirst());
        String basics = run.unlessItFailsAtBasics(first, () -> "");
        if (!basics.isEmpty()) {
            return List.of(basics);
        }
        for (Cell cell : wanted) {
            String lacking = lacking(cell);
            if (!lacking.isEmpty()) {
                unmet.put(cell, lacking);
            } else {
                go(Scenario.usual().with(cell.quantity, cell.value));
            }
        }
        finishAll();
        return taken();
    }

    private String lacking(Cell cell) {
        List<Capability> lacking = run.lacking(value(cell).needs());
        return lacking.isEmpty() ? "" : "the target declares no " + lacking;
    }

    private static Quantity.Value<?> value(Cell cell) {
        return Catalogue.ALL.get(cell.quantity).values().get(cell.value);
    }

    private List<String> combined(List<Cell> wanted) {
        CoveringArray array = new CoveringArray(allowed(wanted), run.request().seed());
        pairs = Optional.of(new Pairs(allowed(wanted)));
        int most = most();
        while (combinations < most && !isOver()) {
            Optional<Scenario> next = array.next();
            if (next.isEmpty()) {
                break;
            }
            combinations++;
            go(next.get());
        }
        finishAll();
        wanted.forEach(this::settle);
        return taken();
    }

    private int most() {
        return run.request().level().combinations(run.request().fabric().hasProcesses());
    }

    /** By quantity, the values that are wanted, can be met, and have not failed alone. */
    private List<List<Integer>> allowed(List<Cell> wanted) {
        List<List<Integer>> allowed = new ArrayList<>();
        for (int quantity = 0; quantity < Catalogue.ALL.size(); quantity++) {
            int place = quantity;
            List<Integer> values =
                    wanted.stream()
                            .filter(cell -> cell.quantity == place)
                            .filter(cell -> judged.containsKey(cell) && !failures.containsKey(cell))
                            .filter(cell -> !value(cell).isCostly())
                            .map(Cell::value)
                            .toList();
            allowed.add(values.isEmpty() ? List.of(0) : values);
        }
        return allowed;
    }

    private List<String> taken() {
        List<String> taken = List.copyOf(met);
        met.clear();
        return taken;
    }

    private boolean isOver() {
        return failures.size() >= ENOUGH_FAILURES || run.isOver(NAME).isPresent();
    }

    private void go(Scenario scenario) {
        if (isOver()) {
            return;
        }
        run.request().progress().at(NAME, judgedSoFar() + 1, () -> most() + cells().size());
        Program program = program(scenario);
        if (Life.isAlone(scenario)) {
            finishAll();
        }
        ahead.add(new Begun(scenario, run.begin(program, List.of())));
        if (ahead.size() > AHEAD || Life.isAlone(scenario)) {
            finish(ahead.remove());
        }
    }

    private int judgedSoFar() {
        return judged.size() + combinations;
    }

    private Program program(Scenario scenario) {
        return Life.of(run.request().model(), scenario, run.capabilities().pageSize());
    }

    private void finishAll() {
        while (!ahead.isEmpty()) {
            finish(ahead.remove());
        }
    }

    private void finish(Begun begun) {
        try {
            Outcome outcome = run.finish(begun.program);
            if (outcome.isAllowed()) {
                run.isWell(NAME);
                pairs.ifPresent(known -> known.meet(begun.scenario));
                cellsOf(begun.scenario).forEach(cell -> judged.merge(cell, 1, Integer::sum));
            } else if (failures.size() < ENOUGH_FAILURES) {
                fail(begun.scenario, outcome);
            }
        } catch (Fabric.UnsupportedTopologyException e) {
            blame(begun.scenario).forEach(cell -> unmet.putIfAbsent(cell, e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            String why = run.trouble(NAME, e);
            blame(begun.scenario).forEach(cell -> unmet.putIfAbsent(cell, why));
        }
    }

    private static List<Cell> cellsOf(Scenario scenario) {
        List<Cell> cells = new ArrayList<>();
        for (int quantity = 0; quantity < Catalogue.ALL.size(); quantity++) {
            cells.add(new Cell(quantity, scenario.chosen().get(quantity)));
        }
        return cells;
    }

    /** What is not as usual, or something that is if all is. */
    private static List<Cell> blame(Scenario scenario) {
        List<Cell> blame =
                scenario.unusual().stream()
                        .map(quantity -> new Cell(quantity, scenario.chosen().get(quantity)))
                        .toList();
        return blame.isEmpty() ? List.of(new Cell(0, 0)) : blame;
    }

    private void fail(Scenario scenario, Outcome outcome) {
        String failure = run.fail(NAME, outcome);
        met.add(failure);
        List<Cell> culprits = scenario.unusual().size() < 2 ? List.of() : culprits(scenario);
        for (Cell cell : culprits.isEmpty() ? blame(scenario) : culprits) {
            failures.putIfAbsent(cell, failure);
        }
    }

    /** The values without any one of which the scenario does not fail. */
    private List<Cell> culprits(Scenario scenario) {
        List<Cell> culprits = new ArrayList<>();
        for (int quantity : scenario.unusual()) {
            if (run.run(program(scenario.with(quantity, 0)), List.of()).isAllowed()) {
                culprits.add(new Cell(quantity, scenario.chosen().get(quantity)));
            }
        }
        return culprits;
    }

    private void settle(Cell cell) {
        String failure = failures.get(cell);
        int times = judged.getOrDefault(cell, 0);
        if (failure != null) {
            run.settle(owed(cell), Status.FAILED, "", failure);
        } else if (times > 0) {
            run.settle(owed(cell), Status.PASSED, times + " sequences", "");
        } else if (unmet.containsKey(cell)) {
            boolean isBeyond = !lacking(cell).isEmpty();
            run.settle(
                    owed(cell),
                    isBeyond ? Status.NOT_APPLICABLE : Status.NOT_EXERCISED,
                    unmet.get(cell),
                    "");
        } else {
            run.settle(
                    owed(cell),
                    Status.NOT_EXERCISED,
                    run.isOver(NAME).orElse(failures.size() + " values failed, which is enough"),
                    "");
        }
    }

    @Override
    public String summary() {
        return pairs.map(known ->
                        String.format(
                                Locale.ROOT,
                                "Values of the catalogue: %,d of %,d met, and %,d of %,d pairs of"
                                        + " them, in %,d combinations.",
                                judged.size(),
                                cells().size(),
                                known.met(),
                                known.all(),
                                combinations))
                .orElse("");
    }
}
