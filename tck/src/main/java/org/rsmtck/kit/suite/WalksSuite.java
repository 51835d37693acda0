package org.rsmtck.kit.suite;

import org.rsmtck.api.Call;
import org.rsmtck.api.Fabric;
import org.rsmtck.explore.Scope;
import org.rsmtck.kit.execute.Observer;
import org.rsmtck.kit.execute.Outcome;
import org.rsmtck.kit.execute.Program;
import org.rsmtck.kit.plan.Owed;
import org.rsmtck.kit.plan.Plan;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.Rule;
import org.rsmtck.reports.Status;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Long random sequences of everything, several processes at once. What they owe is that each of
 * them is judged right to its end, and that between them they have met every rule of connect and
 * disconnect that can be met.
 */
public final class WalksSuite implements Suite {
    /** As filters and obligation ids spell it. */
    public static final String NAME = "walks";

    private static final int ENOUGH_FAILURES = 50;
    private static final int SHARE_OF_PROCESSES = 20;
    private static final List<String> CLAUSES =
            List.of(
                    "connect/logical-connection",
                    "connect/returns",
                    "disconnect/returns",
                    "frame/exporter-independent",
                    "frame/forced-disconnect",
                    "frame/no-crash-no-hang",
                    "frame/others-untouched",
                    "frame/refusal-changes-nothing");

    private final TestRun run;
    private final List<Scope> scopes;
    private final Map<String, Integer> walked = new HashMap<>();
    private final Map<String, String> failureByScope = new LinkedHashMap<>();
    private final Map<String, String> unsupported = new HashMap<>();
    private final Map<String, Integer> met = new HashMap<>();
    private final Map<String, Integer> made = new HashMap<>();
    private int tries;
    private int all;
    private int judged;
    private String trouble = "";
    private int failed;

    public WalksSuite(TestRun run) {
        this.run = run;
        this.scopes = WalkScopes.of(run.capabilities());
    }

    /**
     * The number of tries that the property makes; each goes as many walks as its level asks for.
     */
    public static final int TRIES = 20_000;

    /** A walk that is yet to be gone. */
    public record Planned(Scope scope, Program program) {
        @Override
        public String toString() {
            return scope.name() + ", " + program.size() + " acts";
        }
    }

    /** Goes the walks that {@code seed} leads to: as many as make up the level over all tries. */
    public void goAll(long seed) {
        if (!run.isToRun(NAME)) {
            return;
        }
        if (tries == 0) {
            run.planning(() -> {
                run.plan(owed());
                return "";
            });
        }
        if (tries++ % share() != 0) {
            return;
        }
        Random random = new Random(seed ^ run.request().seed());
        for (int walk = 0; walk < run.request().level().walks() / TRIES && isWanted(); walk++) {
            go(plan(random));
        }
    }

    /** One of how many walks of the level are gone. */
    private int share() {
        return run.request().fabric().hasProcesses() ? SHARE_OF_PROCESSES : 1;
    }

    /** How many walks are a full measure. */
    private int measure() {
        return run.request().level().walks() / share();
    }

    /** That there were fewer, and why. */
    private String fewer() {
        String why =
                failed >= ENOUGH_FAILURES
                        ? failed + " of them failed, which is enough"
                        : run.isOver(NAME).orElse(trouble);
        return String.format(
                Locale.ROOT,
                "%,d of %,d sequences were judged%s",
                judged,
                measure(),
                why.isEmpty() ? "" : ": " + why);
    }

    private boolean isWanted() {
        return owed().stream().anyMatch(run.request().selection());
    }

    @Override
    public String name() {
        return NAME;
    }

    /** That it settles what was owed: the sequences before are made by whoever draws seeds. */
    @Override
    public Stream<SuiteStep> steps() {
        return Stream.of(new SuiteStep(NAME, this::settle));
    }

    @Override
    public List<Owed> owed() {
        List<Owed> owed = new ArrayList<>();
        scopes.forEach(scope -> owed.add(owed(scope)));
        toBeMet().forEach(rule -> owed.add(owed(rule)));
        return owed;
    }

    private static Owed owed(Scope scope) {
        return new Owed(NAME + ": " + scope.name(), NAME, CLAUSES, List.of());
    }

    private static Owed owed(Rule rule) {
        return new Owed(NAME + ": meet " + rule.id(), NAME, rule.clauses(), List.of(rule.id()));
    }

    /** The walk that {@code random} leads to. */
    public Planned plan(Random random) {
        RunRequest request = run.request();
        Random own = new Random(random.nextLong());
        Scope scope = scopes.get(own.nextInt(scopes.size()));
        Interpretation reading = profile().readings().getFirst();
        return new Planned(
                scope,
                Walk.of(request.model(), reading, scope, run.capabilities().pageSize(), own, made));
    }

    /** Goes the walk. */
    public void go(Planned planned) {
        if (failed >= ENOUGH_FAILURES || run.isOver(NAME).isPresent()) {
            return;
        }
        int gone = walked.getOrDefault(planned.scope().name(), 0) + 1;
        run.request().progress().at(NAME, ++all, this::measure);
        List<Observer> observers = Observer.ORDERS.get(gone % Observer.ORDERS.size());
        Outcome outcome;
        try {
            outcome = run.run(planned.program(), observers);
        } catch (Fabric.UnsupportedTopologyException e) {
            unsupported.put(planned.scope().name(), e.getMessage());
            // Other scopes have their measure all the same.
            judged++;
            return;
        } catch (RuntimeException | LinkageError e) {
            trouble = run.trouble(NAME, e);
            return;
        }
        run.isWell(NAME);
        walked.put(planned.scope().name(), gone);
        judged++;
        outcome.rules()
                .forEach(rules -> rules.forEach(rule -> met.merge(rule.id(), 1, Integer::sum)));
        if (!outcome.isAllowed()) {
            try {
                String failure = run.fail(NAME, outcome);
                failed++;
                failureByScope.putIfAbsent(planned.scope().name(), failure);
            } catch (RuntimeException e) {
                judged--;
                trouble = run.trouble(NAME, e);
            }
        }
    }

    /**
     * Settles what was owed.
     *
     * @return the ids of the failures that walks met first in each scope
     */
    public List<String> settle() {
        if (tries == 0 && !run.isToRun(NAME)) {
            return List.of();
        }
        scopes.stream()
                .filter(scope -> run.request().selection().test(owed(scope)))
                .forEach(this::settle);
        toBeMet().stream()
                .filter(rule -> run.request().selection().test(owed(rule)))
                .forEach(this::settle);
        return List.copyOf(failureByScope.values());
    }

    private void settle(Scope scope) {
        int gone = walked.getOrDefault(scope.name(), 0);
        String failure = failureByScope.get(scope.name());
        if (unsupported.containsKey(scope.name())) {
            run.settle(owed(scope), Status.NOT_APPLICABLE, unsupported.get(scope.name()), "");
        } else if (failure != null) {
            run.settle(owed(scope), Status.FAILED, "", failure);
        } else if (gone == 0 || judged < measure()) {
            run.settle(owed(scope), Status.NOT_EXERCISED, fewer(), "");
        } else {
            run.settle(owed(scope), Status.PASSED, gone + " sequences", "");
        }
    }

    private void settle(Rule rule) {
        Integer times = met.get(rule.id());
        if (times != null) {
            run.settle(owed(rule), Status.PASSED, "met " + times + " times", "");
        } else {
            run.settle(
                    owed(rule),
                    Status.NOT_EXERCISED,
                    "no sequence was answered by it" + (judged < measure() ? "; " + fewer() : ""),
                    "");
        }
    }

    /**
     * The rules of the page's own calls that any target meets on one node, whatever it is capable
     * of.
     */
    private List<Rule> toBeMet() {
        Model model = run.request().model();
        Set<String> reachable =
                Plan.of(model, run.capabilities().pageSize()).rules().metOnOneNode();
        return model.rules().stream()
                .filter(rule ->
                        rule.on() == Call.Connect.class || rule.on() == Call.Disconnect.class)
                .filter(rule -> reachable.contains(rule.id()))
                .toList();
    }

    private Profile profile() {
        return run.request().model().profile();
    }
}
