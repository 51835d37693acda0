package org.rsmtck.kit.selftest;

import org.jspecify.annotations.Nullable;
import org.rsmtck.explore.Scope;
import org.rsmtck.explore.Scopes;
import org.rsmtck.kit.Suites;
import org.rsmtck.kit.execute.Outcome;
import org.rsmtck.kit.selftest.Infections.Trace;
import org.rsmtck.kit.suite.Level;
import org.rsmtck.kit.suite.RunRequest;
import org.rsmtck.kit.suite.TestRun;
import org.rsmtck.model.Model;
import org.rsmtck.reports.Failure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What the suites of a level make of mutants. */
public final class SelfTest {
    private final Model model;
    private final Level level;
    private final long seed;
    private final int walks;
    private final Set<String> suites;
    private final List<Scope> scopes;
    private final Consumer<String> progress;

    /**
     * Judges by the suites of a level.
     *
     * @param seed of what the suites draw
     * @param suites the names of those that take part; none for all that can
     * @param progress is told what is being done
     */
    public SelfTest(
            Model model, Level level, long seed, Set<String> suites, Consumer<String> progress) {
        this(model, level, seed, level.walks(), suites, Scopes.ALL, progress);
    }

    /** The same with another number of random sequences, and other scopes. */
    SelfTest(
            Model model,
            Level level,
            long seed,
            int walks,
            Set<String> suites,
            List<Scope> scopes,
            Consumer<String> progress) {
        this.model = model;
        this.level = level;
        this.seed = seed;
        this.walks = walks;
        this.suites = Set.copyOf(suites);
        this.scopes = List.copyOf(scopes);
        this.progress = progress;
    }

    /** The suites that can take part. */
    public static List<String> suites() {
        return Infections.SUITES;
    }

    /** What came of a mutant. */
    public enum Grade {
        /** A sequence has shown what is wrong. */
        KILLED,
        /** In some sequences it did what no right implementation may, and none has shown it. */
        MISSED,
        /**
         * In all sequences it did what a right implementation may, and would do so in every world
         * of the scopes that rules are exercised in.
         */
        EQUIVALENT,
        /** In all sequences it did what a right implementation may, and no more is known. */
        OPEN;

        /** As tables spell it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What the kit made of a mutant.
     *
     * @param suite that found it; of an open one the scope and the call by which it would differ,
     *     if there is one; else empty
     * @param clauses that the failure names, its own first; empty if there is none
     * @param calls in the failure's history
     */
    public record Graded(
            Mutant mutant, Grade grade, String suite, List<String> clauses, int calls) {
        private Graded(Mutant mutant, Grade grade) {
            this(mutant, grade, "", List.of(), 0);
        }

        /**
         * What an open one is once scopes were asked.
         *
         * @param difference by which it would differ; empty if there is none, null if that is not
         *     known
         */
        private Graded proven(@Nullable String difference) {
            if (difference == null) {
                return this;
            }
            return difference.isEmpty()
                    ? new Graded(mutant, Grade.EQUIVALENT)
                    : new Graded(mutant, Grade.OPEN, difference, List.of(), 0);
        }

        /** Whether the failure names the clause that is broken, where one is known. */
        public boolean isNamedRight() {
            return mutant.clauses().isEmpty()
                    || clauses.stream().anyMatch(mutant.clauses()::contains);
        }
    }

    /**
     * Judges each of them: in a few sequences in which it does something wrong and, where these do
     * not show it, in many. Of those that do nothing wrong in any, scopes are asked.
     */
    public List<Graded> grade(List<Mutant> mutants) {
        Map<Mutant, Graded> graded = new LinkedHashMap<>();
        List<Mutant> missed = new ArrayList<>();
        for (Graded one : grade(mutants, Infections.FEW)) {
            graded.put(one.mutant, one);
            if (one.grade == Grade.MISSED) {
                missed.add(one.mutant);
            }
        }
        grade(missed, Infections.MANY).forEach(one -> graded.put(one.mutant, one));
        List<Mutant> open =
                graded.values().stream()
                        .filter(one -> one.grade == Grade.OPEN)
                        .map(Graded::mutant)
                        .toList();
        Map<Mutant, String> known = Equivalence.of(model, open, scopes, progress);
        return graded.values().stream().map(one -> one.proven(known.get(one.mutant))).toList();
    }

    private List<Graded> grade(List<Mutant> mutants, Set<Integer> kept) {
        if (mutants.isEmpty()) {
            return List.of();
        }
        Infections infections =
                Infections.of(model, mutants, level, seed, walks, suites, kept, progress);
        return mutants.stream().map(one -> graded(one, infections.of(one))).toList();
    }

    private Graded graded(Mutant mutant, List<Trace> traces) {
        if (traces.isEmpty()) {
            return new Graded(mutant, Grade.OPEN);
        }
        RunRequest request = RunRequest.of(mutant.fabric(model), model.profile(), level, seed);
        try (TestRun run = Suites.run(request)) {
            for (Trace trace : traces) {
                Outcome outcome = run.run(trace.suite(), trace.program(), List.of());
                if (!outcome.isAllowed()) {
                    run.fail(trace.suite(), outcome);
                    Failure failure = run.failures().all().getFirst();
                    return new Graded(
                            mutant,
                            Grade.KILLED,
                            failure.suite(),
                            failure.clauses(),
                            failure.history().size());
                }
            }
        }
        return new Graded(mutant, Grade.MISSED);
    }
}
