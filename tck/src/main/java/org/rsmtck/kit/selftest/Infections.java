package org.rsmtck.kit.selftest;

import static java.util.Objects.requireNonNull;

import org.rsmtck.api.Call;
import org.rsmtck.kit.Suites;
import org.rsmtck.kit.execute.Program;
import org.rsmtck.kit.suite.CombinationsSuite;
import org.rsmtck.kit.suite.Level;
import org.rsmtck.kit.suite.Manner;
import org.rsmtck.kit.suite.PermissionsSuite;
import org.rsmtck.kit.suite.Recorder;
import org.rsmtck.kit.suite.RulesSuite;
import org.rsmtck.kit.suite.RunRequest;
import org.rsmtck.kit.suite.Suite;
import org.rsmtck.kit.suite.TestRun;
import org.rsmtck.kit.suite.TransitionsSuite;
import org.rsmtck.kit.suite.WalksSuite;
import org.rsmtck.model.Model;
import org.rsmtck.reports.Terms;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The sequences in which mutants do something that no right implementation may. A right one goes
 * through the suites of a level once, and at every step each mutant is asked what it would have
 * done: only a sequence in which it differs can show what is wrong with it.
 */
final class Infections {
    /** Of the sequences of a suite that a mutant differs in, these are kept at first. */
    static final Set<Integer> FEW = Set.of(1, 2, 3, 5, 8, 12);

    /** And these, where they are not enough. */
    static final Set<Integer> MANY =
            IntStream.concat(
                            IntStream.rangeClosed(1, 200),
                            IntStream.iterate(210, i -> i <= 3_000, i -> i + 10))
                    .boxed()
                    .collect(Collectors.toUnmodifiableSet());

    private static final int AT_ONCE = 500;

    /** Those that go through sequences one after the other, walks at the end. */
    static final List<String> SUITES =
            List.of(
                    RulesSuite.NAME,
                    PermissionsSuite.NAME,
                    TransitionsSuite.NAME,
                    CombinationsSuite.NAME,
                    WalksSuite.NAME);

    private final Model model;
    private final Set<Integer> kept;
    private final int enough;
    private final Map<Mutant, Suspect> byMutant = new HashMap<>();
    private final List<Suspect> ofSeveralCalls = new ArrayList<>();
    private final Map<Class<? extends Call>, List<Suspect>> byCall = new HashMap<>();
    private String suite = "";

    /** A sequence of a suite, with what its observers did. */
    record Trace(String suite, Program program) {}

    /** A mutant, and where it differs. */
    static final class Suspect {
        private final Mutant mutant;
        private final List<Trace> traces = new ArrayList<>();

        /** How often it has differed in the suite that is gone through. */
        private int times;

        private Suspect(Mutant mutant) {
            this.mutant = mutant;
        }

        Mutant mutant() {
            return mutant;
        }
    }

    private Infections(Model model, List<Mutant> mutants, Set<Integer> kept) {
        this.model = model;
        this.kept = kept;
        this.enough = Collections.max(kept);
        for (Mutant mutant : mutants) {
            Suspect suspect = new Suspect(mutant);
            byMutant.put(mutant, suspect);
            mutant.on()
                    .map(call -> byCall.computeIfAbsent(call, _ -> new ArrayList<>()))
                    .orElse(ofSeveralCalls)
                    .add(suspect);
        }
    }

    /**
     * Goes through the suites of a level.
     *
     * @param walks the number of random sequences among them
     * @param suites the names of those to go through; none for all
     * @param kept which of the sequences that a mutant differs in, by their number
     * @param progress is told the name of each suite as it begins
     */
    static Infections of(
            Model model,
            List<Mutant> mutants,
            Level level,
            long seed,
            int walks,
            Set<String> suites,
            Set<Integer> kept,
            Consumer<String> progress) {
        Infections infections = new Infections(model, mutants, kept);
        MutantFabric right =
                new MutantFabric("right", model, topology -> new Shadows(infections, topology));
        RunRequest request =
                RunRequest.of(right, model.profile(), level, seed)
                        .in(new Manner("", suites, false, Terms.USUAL, Recorder.NONE));
        try (TestRun run = Suites.run(request)) {
            for (String name : SUITES) {
                if (!run.isToRun(name)) {
                    continue;
                }
                infections.begin(name, progress);
                run.suites().stream()
                        .filter(suite -> suite.name().equals(name))
                        .flatMap(Suite::steps)
                        .takeWhile(step -> infections.isOpen())
                        .forEach(Infections::go);
            }
            for (int walked = 0; walked < walks && infections.isOpen(); walked += AT_ONCE) {
                run.suite(WalksSuite.class).goSome(AT_ONCE, seed + walked);
            }
            if (!run.failures().all().isEmpty()) {
                throw new IllegalStateException(
                        "what the model does fails: " + run.failures().all().getFirst());
            }
        }
        return infections;
    }

    private static void go(Suite.SuiteStep step) {
        step.go()
                .get()
                .forEach(failure -> {
                    throw new IllegalStateException("what the model does fails: " + failure);
                });
    }

    private void begin(String name, Consumer<String> progress) {
        progress.accept(name);
        synchronized (this) {
            suite = name;
            byMutant.values().forEach(suspect -> suspect.times = 0);
        }
    }

    /** Whether there is a mutant of which more is to be seen. */
    private synchronized boolean isOpen() {
        return byMutant.values().stream().anyMatch(suspect -> suspect.times < enough);
    }

    Model model() {
        return model;
    }

    /** Some of the sequences in which the mutant differs, the shortest first. */
    List<Trace> of(Mutant mutant) {
        return requireNonNull(byMutant.get(mutant), mutant.words()).traces.stream()
                .sorted(Comparator.comparingInt(trace -> trace.program().size()))
                .toList();
    }

    /** The open ones that look at one kind of call. */
    synchronized List<Suspect> of(Class<? extends Call> call) {
        return open(byCall.getOrDefault(call, List.of()));
    }

    /** The open ones that look at several kinds, or at none. */
    synchronized List<Suspect> ofSeveralCalls() {
        return open(ofSeveralCalls);
    }

    private List<Suspect> open(List<Suspect> all) {
        return all.stream().filter(suspect -> suspect.times < enough).toList();
    }

    /** A sequence is over, in which these have differed. */
    synchronized void ended(Program program, Set<Suspect> different) {
        Trace trace = new Trace(suite, program);
        for (Suspect suspect : different) {
            suspect.times++;
            if (kept.contains(suspect.times)) {
                suspect.traces.add(trace);
            }
        }
    }
}
