package org.rsmtck.kit.suite;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;

import org.rsmtck.api.Fabric;
import org.rsmtck.explore.Scope;
import org.rsmtck.kit.execute.Observer;
import org.rsmtck.kit.execute.Outcome;
import org.rsmtck.kit.execute.Program;
import org.rsmtck.kit.plan.Owed;
import org.rsmtck.model.Profile;
import org.rsmtck.model.Rule;
import org.rsmtck.reports.Status;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Long random sequences of everything, several processes at once. What they owe is that each of
 * them is judged right to its end, and that between them they have met every rule of connect and
 * disconnect that can be met.
 */
public final class WalksSuite implements Suite {
    /** As filters and obligation ids spell it. */
    public static final String NAME = "walks";

    /** The number of tries that the property makes. */
    public static final int TRIES = 1_000;

    private static final int ENOUGH_FAILURES = 50;

    /** So many walks are prepared while one is under way. */
    private static final int AHEAD = 8;

    private static final int SHORT_FOR_A_LONG_ONE = 500;

    private final TestRun run;
    private final List<Scope> scopes;
    private final Scope longScope;
    private final Map<String, Integer> walked = new HashMap<>();
    private final Map<String, Integer> gone = new HashMap<>();
    private final Map<String, String> failureByScope = new LinkedHashMap<>();
    private final Map<String, String> unsupported = new HashMap<>();
    private final Map<String, Integer> met = new HashMap<>();
    private final Map<String, Integer> made = new HashMap<>();
    private final Deque<Begun> ahead = new ArrayDeque<>();
    private boolean isPlanned;
    private int begun;
    private int judged;
    private String trouble = "";
    private int failed;

    private record Begun(Scope scope, ProgramRunner.Begun program) {}

    public WalksSuite(TestRun run) {
        this.run = run;
        this.longScope = WalkScopes.ofLongLives(run.capabilities());
        this.scopes =
                Stream.concat(WalkScopes.of(run.capabilities()).stream(), Stream.of(longScope))
                        .toList();
    }

    /** Walks of this run, as many as each of {@link #TRIES} tries goes. */
    public Arbitrary<List<WalkPlan>> plans() {
        return arbitrary().list().ofSize(measure() / TRIES);
    }

    private Arbitrary<WalkPlan> arbitrary() {
        return WalkArbitraries.plans(
                scopes.subList(0, scopes.size() - 1),
                run.capabilities().pageSize(),
                run.request().seed());
    }

    /** Goes a long walk after each so many short ones. */
    private void goLongIfDue() {
        if (begun % SHORT_FOR_A_LONG_ONE == SHORT_FOR_A_LONG_ONE / 2) {
            RandomGenerator<WalkPlan> generator =
                    WalkArbitraries.longPlans(
                                    longScope, run.capabilities().pageSize(), run.request().seed())
                            .generator(1_000, true);
            go(generator.next(new Random(begun)).value());
        }
    }

    /** Goes so many walks, drawn from the seed, to their end. */
    public void goSome(int number, long seed) {
        JqwikSession.run(() -> {
            RandomGenerator<WalkPlan> generator = arbitrary().generator(1_000, true);
            Random random = new Random(seed);
            for (int i = 0; i < number; i++) {
                go(List.of(generator.next(random).value()));
            }
        });
        finishAll();
    }

    /** Goes the walks; the last ones are still under way when this returns. */
    public void go(List<WalkPlan> plans) {
        if (!run.isToRun(NAME)) {
            return;
        }
        if (!isPlanned) {
            isPlanned = true;
            run.planning(() -> {
                run.plan(owed());
                return "";
            });
        }
        boolean isWanted = isWanted();
        for (WalkPlan plan : plans) {
            if (isWanted && !isOver()) {
                go(plan);
                goLongIfDue();
            }
        }
    }

    /** How many walks are a full measure. */
    private int measure() {
        return run.request().level().walks(run.request().fabric());
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

    private boolean isOver() {
        return failed >= ENOUGH_FAILURES || run.isOver(NAME).isPresent();
    }

    @Override
    public String name() {
        return NAME;
    }

    /** That it settles what was owed: the walks before are gone by whoever draws them. */
    @Override
    public Stream<SuiteStep> steps() {
        return Stream.of(new SuiteStep(NAME, this::settle));
    }

    @Override
    public List<Owed> owed() {
        return WalksOwed.of(scopes, toBeMet());
    }

    private void go(WalkPlan plan) {
        if (plan.scope() != longScope) {
            run.request().progress().at(NAME, ++begun, this::measure);
        }
        Program program =
                Walk.of(
                        run.request().model(),
                        profile().readings().getFirst(),
                        plan,
                        run.capabilities().pageSize(),
                        made);
        int turn = walked.merge(plan.scope().name(), 1, Integer::sum);
        List<Observer> observers = Observer.ORDERS.get(turn % Observer.ORDERS.size());
        ahead.add(new Begun(plan.scope(), run.begin(program, observers)));
        if (ahead.size() > AHEAD) {
            finish(ahead.remove());
        }
    }

    private void finishAll() {
        while (!ahead.isEmpty()) {
            finish(ahead.remove());
        }
    }

    private void finish(Begun walk) {
        Outcome outcome;
        try {
            outcome = run.finish(WalksOwed.of(walk.scope).id(), walk.program);
        } catch (Fabric.UnsupportedTopologyException e) {
            unsupported.put(walk.scope.name(), e.getMessage());
            // Other scopes have their measure all the same.
            judged += walk.scope == longScope ? 0 : 1;
            return;
        } catch (RuntimeException | LinkageError e) {
            trouble = run.trouble(NAME, e);
            return;
        }
        if (isOver()) {
            return;
        }
        run.isWell(NAME);
        judged += walk.scope == longScope ? 0 : 1;
        gone.merge(walk.scope.name(), 1, Integer::sum);
        outcome.rules()
                .forEach(rules -> rules.forEach(rule -> met.merge(rule.id(), 1, Integer::sum)));
        if (!outcome.isAllowed()) {
            try {
                String failure = run.fail(NAME, outcome);
                failed++;
                failureByScope.putIfAbsent(walk.scope.name(), failure);
            } catch (RuntimeException e) {
                judged -= walk.scope == longScope ? 0 : 1;
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
        if (!isPlanned && !run.isToRun(NAME)) {
            return List.of();
        }
        finishAll();
        scopes.stream()
                .filter(scope -> run.request().selection().test(WalksOwed.of(scope)))
                .forEach(this::settle);
        toBeMet().stream()
                .filter(rule -> run.request().selection().test(WalksOwed.of(rule)))
                .forEach(this::settle);
        return List.copyOf(failureByScope.values());
    }

    private void settle(Scope scope) {
        int times = gone.getOrDefault(scope.name(), 0);
        String failure = failureByScope.get(scope.name());
        if (unsupported.containsKey(scope.name())) {
            run.settle(
                    WalksOwed.of(scope), Status.NOT_APPLICABLE, unsupported.get(scope.name()), "");
        } else if (failure != null) {
            run.settle(WalksOwed.of(scope), Status.FAILED, "", failure);
        } else if (times == 0 || judged < measure()) {
            run.settle(WalksOwed.of(scope), Status.NOT_EXERCISED, fewer(), "");
        } else {
            run.settle(WalksOwed.of(scope), Status.PASSED, times + " sequences", "");
        }
    }

    private void settle(Rule rule) {
        Integer times = met.get(rule.id());
        if (times != null) {
            run.settle(WalksOwed.of(rule), Status.PASSED, "met " + times + " times", "");
        } else {
            run.settle(
                    WalksOwed.of(rule),
                    Status.NOT_EXERCISED,
                    "no sequence was answered by it" + (judged < measure() ? "; " + fewer() : ""),
                    "");
        }
    }

    private List<Rule> toBeMet() {
        return WalksOwed.toBeMet(run.request().model(), run.capabilities().pageSize());
    }

    private Profile profile() {
        return run.request().model().profile();
    }
}
