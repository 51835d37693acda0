package org.rsmtck.kit.selftest;

import org.rsmtck.kit.Suites;
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
import org.rsmtck.reports.Failure;
import org.rsmtck.reports.Terms;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Has the suites of a level judge a mutant until one of them finds what is wrong. */
public final class SelfTest {
    private static final List<Class<? extends Suite>> SUITES =
            List.of(
                    RulesSuite.class,
                    CombinationsSuite.class,
                    PermissionsSuite.class,
                    TransitionsSuite.class);
    private static final int WALKS_AT_ONCE = 500;

    /** What has done nothing wrong in so many suites is not walked through. */
    private static final int ENOUGH_SUITES = 3;

    private final Model model;
    private final Level level;
    private final long seed;
    private final int walks;

    /**
     * Judges by the suites of a level.
     *
     * @param seed of what they draw
     */
    public SelfTest(Model model, Level level, long seed) {
        this(model, level, seed, level.walks());
    }

    /** The same with another number of random sequences. */
    SelfTest(Model model, Level level, long seed, int walks) {
        this.model = model;
        this.level = level;
        this.seed = seed;
        this.walks = walks;
    }

    /** What came of a mutant. */
    public enum Outcome {
        /** A suite has found it. */
        KILLED,
        /** It did something else than a right implementation, and no suite has seen it. */
        MISSED,
        /** In all that the suites made it do, it did nothing else than a right implementation. */
        ALIKE
    }

    /**
     * What the kit made of a mutant.
     *
     * @param suite that found it; empty if none did
     * @param clause that the failure names; empty if there is none
     * @param calls in the failure's history
     */
    public record Graded(Mutant mutant, Outcome outcome, String suite, String clause, int calls) {
        /** Whether the failure names the clause that is broken, where one is known. */
        public boolean isNamedRight() {
            return mutant.clause().isEmpty() || mutant.clause().equals(clause);
        }
    }

    /** Judges it. */
    public Graded grade(Mutant mutant) {
        MutantFabric fabric = mutant.fabric(model);
        RunRequest request =
                RunRequest.of(fabric, model.profile(), level, seed)
                        .in(new Manner("", Set.of(), true, Terms.USUAL, Recorder.NONE));
        try (TestRun run = Suites.run(request)) {
            Optional<Failure> failure = failure(run, fabric);
            return failure.map(found ->
                            new Graded(
                                    mutant,
                                    Outcome.KILLED,
                                    found.suite(),
                                    found.clause(),
                                    found.history().size()))
                    .orElseGet(() ->
                            new Graded(
                                    mutant,
                                    fabric.differences() == 0 ? Outcome.ALIKE : Outcome.MISSED,
                                    "",
                                    "",
                                    0));
        }
    }

    private Optional<Failure> failure(TestRun run, MutantFabric fabric) {
        int gone = 0;
        for (Class<? extends Suite> suite : SUITES) {
            if (gone++ == ENOUGH_SUITES && fabric.differences() == 0) {
                return Optional.empty();
            }
            Iterator<Suite.SuiteStep> steps = run.suite(suite).steps().iterator();
            while (steps.hasNext()) {
                List<String> failures = steps.next().go().get();
                if (!failures.isEmpty()) {
                    return Optional.of(run.failures().all().getFirst());
                }
            }
        }
        for (int walked = 0; walked < walks; walked += WALKS_AT_ONCE) {
            run.suite(WalksSuite.class).goSome(WALKS_AT_ONCE, seed + walked);
            if (!run.failures().all().isEmpty()) {
                return Optional.of(run.failures().all().getFirst());
            }
        }
        return Optional.empty();
    }
}
