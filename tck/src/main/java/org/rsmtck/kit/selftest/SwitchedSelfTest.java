package org.rsmtck.kit.selftest;

import org.rsmtck.kit.Suites;
import org.rsmtck.kit.selftest.SelfTest.Grade;
import org.rsmtck.kit.suite.Level;
import org.rsmtck.kit.suite.Manner;
import org.rsmtck.kit.suite.Recorder;
import org.rsmtck.kit.suite.RunRequest;
import org.rsmtck.kit.suite.TestRun;
import org.rsmtck.kit.target.AgentFabric;
import org.rsmtck.kit.target.TargetConfig;
import org.rsmtck.kit.target.TargetSetupException;
import org.rsmtck.model.Profile;
import org.rsmtck.reports.Failure;
import org.rsmtck.reports.FailureText;
import org.rsmtck.reports.Terms;
import org.rsmtck.reports.Trouble;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * What the suites of a level make of mistakes that an implementation has built in. Each is judged
 * as a vendor's implementation is, until the first failure, but only by those steps of the suites
 * in which it would have made a difference: the implementation says so when it is asked to.
 */
public final class SwitchedSelfTest {
    /** In this order: what takes least comes first. */
    private static final List<String> SUITES =
            List.of(
                    "rules",
                    "permissions",
                    "transitions",
                    "combinations",
                    "walks",
                    "probes",
                    "histories",
                    "races");

    /** What a mutant that is excused has to stand: whether its excuse holds. */
    private static final Set<String> CHEAP = Set.of("rules", "permissions", "transitions");

    private static final int AT_ONCE = 2;

    private final TargetConfig config;
    private final Profile profile;
    private final Level level;
    private final long seed;
    private final Set<String> suites;
    private final int most;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Unit> units = new ArrayList<>();

    /**
     * @param config the implementation
     * @param seed of what the suites draw
     * @param suites the names of those that take part; none for all
     * @param most so many steps of each suite, of those in which a mutant makes a difference
     */
    public SwitchedSelfTest(
            TargetConfig config,
            Profile profile,
            Level level,
            long seed,
            Set<String> suites,
            int most) {
        this.config = config;
        this.profile = profile;
        this.level = level;
        this.seed = seed;
        this.suites = Set.copyOf(suites);
        this.most = most;
    }

    /**
     * What the kit made of a mutant. One that is not found is equivalent or open if the
     * implementation says why; else it is missed, and open if it makes no difference in any step,
     * or keeps the suites from judging.
     *
     * @param steps how many steps of the suites it makes a difference in
     * @param suite that found it; empty if none did
     * @param clauses that the failure names, its own first
     * @param told of the failure, or of what kept the suites from judging
     * @param calls in the failure's history
     */
    public record Graded(
            SwitchedMutant mutant,
            Grade grade,
            int steps,
            String suite,
            List<String> clauses,
            String told,
            int calls,
            Duration took) {
        /** Whether the failure names a clause of the code that the place stands for, if for one. */
        public boolean isNamedRight() {
            return mutant.code().isEmpty()
                    || clauses.stream().anyMatch(id -> id.endsWith("/" + mutant.code()));
        }

        /** Whether it was found, though its place says that it is no mistake. */
        public boolean isExcusedWrongly() {
            return grade == Grade.KILLED && !mutant.excuse().isEmpty() && !mutant.isOpen();
        }
    }

    /** What the suites find, in one run that ends at its first failure. */
    private record Found(String suite, List<String> clauses, String told, int calls) {
        static final Found NOTHING = unjudged("");

        static Found unjudged(String why) {
            return new Found("", List.of(), why, 0);
        }

        static Found of(Failure failure) {
            return new Found(
                    failure.suite(),
                    failure.clauses(),
                    FailureText.of(failure),
                    failure.history().size());
        }
    }

    /**
     * Something that a run does: a step of a suite, or some walks.
     *
     * @param reached the numbers of the mutants that would have made a difference in it
     */
    private record Unit(String suite, int number, BitSet reached) {}

    /**
     * Goes through the suites with nothing switched on, and learns where each mutant would have
     * made a difference.
     *
     * @param mutants all that there are, in the order in which they are listed
     * @return what the suites find; empty if nothing. Only then a mutant says anything
     */
    public String learn(List<SwitchedMutant> mutants) {
        numbers.clear();
        units.clear();
        for (int i = 0; i < mutants.size(); i++) {
            numbers.put(mutants.get(i).id(), i);
        }
        try (Reach reach = new Reach(mutants.size())) {
            Found found =
                    in(
                            config.with(SwitchedMutants.VARIABLE, reach.word()),
                            run -> {
                                reach.take();
                                for (String suite : SUITES) {
                                    List<Runnable> steps = steps(run, suite);
                                    for (int i = 0; i < steps.size() && !run.isCutShort(); i++) {
                                        steps.get(i).run();
                                        units.add(new Unit(suite, i, reach.take()));
                                    }
                                }
                            });
            return found.suite.isEmpty() ? found.told : found.suite + ": " + found.told;
        }
    }

    /**
     * Judges each of them, two at a time, by what would have been different with it. To be called
     * after {@link #learn}.
     *
     * @param progress is told of each when it has been judged, by one thread at a time
     */
    public List<Graded> grade(List<SwitchedMutant> mutants, Consumer<Graded> progress) {
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Graded>> all =
                    mutants.stream()
                            .map(mutant -> threads.submit(() -> tell(grade(mutant), progress)))
                            .toList();
            List<Graded> graded = new ArrayList<>();
            for (Future<Graded> one : all) {
                graded.add(one.get());
            }
            return graded;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private synchronized Graded tell(Graded graded, Consumer<Graded> progress) {
        progress.accept(graded);
        return graded;
    }

    private Graded grade(SwitchedMutant mutant) {
        long start = System.nanoTime();
        int number = Objects.requireNonNull(numbers.get(mutant.id()), "learn first");
        boolean isExcused = !mutant.excuse().isEmpty();
        List<Unit> reaching =
                units.stream()
                        .filter(unit -> unit.reached.get(number))
                        .filter(unit -> !isExcused || CHEAP.contains(unit.suite))
                        .toList();
        TargetConfig target = config.with(SwitchedMutants.VARIABLE, mutant.id());
        Found found =
                reaching.isEmpty() ? Found.NOTHING : in(target, run -> go(run, spread(reaching)));
        return new Graded(
                mutant,
                grade(mutant, reaching, found),
                reaching.size(),
                found.suite,
                found.clauses,
                found.told,
                found.calls,
                Duration.ofNanos(System.nanoTime() - start));
    }

    private static Grade grade(SwitchedMutant mutant, List<Unit> reaching, Found found) {
        if (!found.suite.isEmpty()) {
            return Grade.KILLED;
        }
        if (mutant.isOpen() || !found.told.isEmpty()) {
            return Grade.OPEN;
        }
        if (!mutant.excuse().isEmpty()) {
            return Grade.EQUIVALENT;
        }
        return reaching.isEmpty() ? Grade.OPEN : Grade.MISSED;
    }

    /** Some of each suite, from its beginning to its end. */
    private List<Unit> spread(List<Unit> units) {
        List<Unit> some = new ArrayList<>();
        for (String suite : SUITES) {
            List<Unit> mine = units.stream().filter(unit -> unit.suite.equals(suite)).toList();
            int number = Math.min(most, mine.size());
            for (int i = 0; i < number; i++) {
                some.add(mine.get((int) ((long) i * mine.size() / number)));
            }
        }
        return some;
    }

    private void go(TestRun run, List<Unit> chosen) {
        Map<String, List<Runnable>> steps = new HashMap<>();
        for (Unit unit : chosen) {
            if (!run.isCutShort()) {
                steps.computeIfAbsent(unit.suite, suite -> steps(run, suite))
                        .get(unit.number)
                        .run();
            }
        }
    }

    private List<Runnable> steps(TestRun run, String suite) {
        return suites.isEmpty() || suites.contains(suite) ? StepsOfSuite.of(run, suite) : List.of();
    }

    private Found in(TargetConfig target, Consumer<TestRun> what) {
        try (AgentFabric fabric = new AgentFabric(target)) {
            RunRequest request =
                    RunRequest.of(fabric, profile, level, seed)
                            .waiting(fabric.patience())
                            .in(new Manner("", suites, true, Terms.USUAL, Recorder.NONE));
            try (TestRun run = Suites.run(request)) {
                what.accept(run);
                List<Failure> failures = run.failures().all();
                if (!failures.isEmpty()) {
                    return Found.of(failures.getFirst());
                }
                List<Trouble> troubles = run.results().troubles();
                return troubles.isEmpty()
                        ? Found.NOTHING
                        : Found.unjudged(troubles.getFirst().words());
            }
        } catch (TargetSetupException e) {
            // It cannot even be started, or asked what it is.
            return Found.unjudged(String.valueOf(e.getMessage()));
        }
    }
}
