package org.rsmtck.kit.suite;

import org.rsmtck.api.Capability;
import org.rsmtck.kit.catalogue.Catalogue;
import org.rsmtck.kit.catalogue.Circumstances;
import org.rsmtck.kit.catalogue.Quantity;
import org.rsmtck.kit.catalogue.Scenario;
import org.rsmtck.kit.plan.Owed;
import org.rsmtck.reports.Status;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What each value of the catalogue owes in a run, and what has come of it so far. */
final class CatalogueValues {
    private static final String DECLARES = "the target declares ";
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
    private final List<Cell> wanted;
    private final Map<Cell, String> failures = new LinkedHashMap<>();
    private final Map<Cell, String> unmet = new HashMap<>();
    private final Map<Cell, Integer> judged = new HashMap<>();

    /** Functions that the target lacks and that every program asks for. */
    private final Set<String> alwaysLacking = new HashSet<>();

    private boolean isFirstSettled;

    /** A value of a quantity, by their places in the catalogue. */
    record Cell(int quantity, int value) {
        Quantity.Value<?> chosen() {
            return Catalogue.ALL.get(quantity).values().get(value);
        }

        Owed owed() {
            String id =
                    CombinationsSuite.NAME
                            + ": "
                            + Catalogue.ALL.get(quantity).name()
                            + ": "
                            + chosen().words();
            return new Owed(id, CombinationsSuite.NAME, CLAUSES, List.of());
        }

        /** The scenarios in which it is gone through by itself. */
        List<Scenario> alone() {
            return Circumstances.of(quantity, value);
        }
    }

    CatalogueValues(TestRun run) {
        this.run = run;
        this.wanted =
                all().stream().filter(cell -> run.request().selection().test(cell.owed())).toList();
        for (Cell cell : wanted) {
            List<Capability> lacking = run.lacking(cell.chosen().needs());
            if (!lacking.isEmpty()) {
                unmet.put(cell, DECLARES + "no " + lacking);
            }
        }
    }

    /** Every value of every quantity. */
    static List<Cell> all() {
        List<Cell> cells = new ArrayList<>();
        for (int quantity = 0; quantity < Catalogue.ALL.size(); quantity++) {
            for (int value = 0; value < Catalogue.ALL.get(quantity).values().size(); value++) {
                cells.add(new Cell(quantity, value));
            }
        }
        return cells;
    }

    List<Cell> wanted() {
        return wanted;
    }

    /** Those that are wanted and can be met, as far as is known. */
    List<Cell> possible() {
        return wanted.stream().filter(cell -> !unmet.containsKey(cell)).toList();
    }

    /** Whether the target is capable of all that the scenario takes. */
    boolean isPossible(Scenario scenario) {
        return unusual(scenario).stream()
                .allMatch(cell -> run.lacking(cell.chosen().needs()).isEmpty());
    }

    /** In so many programs, values are gone through by themselves. */
    int programs() {
        return possible().stream().mapToInt(cell -> cell.alone().size()).sum();
    }

    /** By quantity, the values that have been judged, were right alone, and are not costly. */
    List<List<Integer>> combinable() {
        List<List<Integer>> combinable = new ArrayList<>();
        for (int quantity = 0; quantity < Catalogue.ALL.size(); quantity++) {
            int place = quantity;
            List<Integer> values =
                    wanted.stream()
                            .filter(cell -> cell.quantity == place && !cell.chosen().isCostly())
                            .filter(cell -> judged.containsKey(cell) && !failures.containsKey(cell))
                            .map(Cell::value)
                            .toList();
            combinable.add(values.isEmpty() ? List.of(0) : values);
        }
        return combinable;
    }

    int failed() {
        return failures.size();
    }

    int met() {
        return judged.size();
    }

    /** A program of the scenario was judged right to its end. */
    void passed(Scenario scenario, List<String> beyond, List<String> lacking) {
        if (scenario.unusual().isEmpty()) {
            alwaysLacking.addAll(lacking);
        }
        List<String> missing =
                lacking.stream().filter(function -> !alwaysLacking.contains(function)).toList();
        if (!beyond.isEmpty()) {
            unmet(scenario, DECLARES + String.join(", ", beyond));
        } else if (!missing.isEmpty()) {
            unmet(scenario, "the target lacks " + String.join(", ", missing));
        } else {
            for (int quantity = 0; quantity < Catalogue.ALL.size(); quantity++) {
                Cell cell = new Cell(quantity, scenario.chosen().get(quantity));
                judged.merge(cell, 1, Integer::sum);
            }
        }
    }

    /** The scenario could not be gone through, and why. */
    void unmet(Scenario scenario, String why) {
        unusual(scenario).forEach(cell -> unmet.putIfAbsent(cell, why));
    }

    /** A scenario has failed, and these values had a part in it. */
    void failed(List<Cell> culprits, String failure) {
        culprits.forEach(cell -> failures.putIfAbsent(cell, failure));
    }

    /** What is not as usual in the scenario; the first value of all where nothing is. */
    static List<Cell> unusual(Scenario scenario) {
        List<Cell> unusual =
                scenario.unusual().stream()
                        .map(quantity -> new Cell(quantity, scenario.chosen().get(quantity)))
                        .toList();
        return unusual.isEmpty() ? List.of(new Cell(0, 0)) : unusual;
    }

    /** The first value that is wanted has failed at the basics, if this is a failure's id. */
    void basics(String failure) {
        isFirstSettled = !failure.isEmpty();
    }

    void settle() {
        wanted.stream().skip(isFirstSettled ? 1 : 0).forEach(this::settle);
    }

    private void settle(Cell cell) {
        String failure = failures.get(cell);
        int times = judged.getOrDefault(cell, 0);
        if (failure != null) {
            run.settle(cell.owed(), Status.FAILED, "", failure);
        } else if (times > 0) {
            run.settle(cell.owed(), Status.PASSED, times + " sequences", "");
        } else {
            String why = unmet.getOrDefault(cell, "");
            Status status = why.startsWith(DECLARES) ? Status.NOT_APPLICABLE : Status.NOT_EXERCISED;
            run.settle(cell.owed(), status, why.isEmpty() ? over() : why, "");
        }
    }

    private String over() {
        return run.isOver(CombinationsSuite.NAME)
                .orElse(failures.size() + " values failed, which is enough");
    }
}
