package org.rsmtck.kit.suite;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.rsmtck.kit.execute.Driver;
import org.rsmtck.kit.execute.Minimizer;
import org.rsmtck.kit.execute.Outcome;
import org.rsmtck.kit.execute.Program;
import org.rsmtck.kit.history.History;
import org.rsmtck.kit.history.HistoryFile;
import org.rsmtck.kit.judge.FailureDescription;
import org.rsmtck.kit.judge.Mismatch;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.World;
import org.rsmtck.reports.Failure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** What was found, each thing once: cut down, diagnosed, and put into words. */
public final class Failures {
    private static final String COMES_AND_GOES =
            "the same calls, made once more, were all answered right: the failure comes and goes,"
                    + " and the history may hold calls that have no part in it";

    private static final String NOT_CUT =
            "cutting it down took too long and was ended: the history may hold calls that have no"
                    + " part in it";

    /** So many more are looked at where the first could not be cut down to its end. */
    private static final int LOOKS_IF_LONG = 2;

    /** So many where the first did not fail again: they are not cut down, and cost little. */
    private static final int LOOKS_IF_FICKLE = 40;

    private final Driver driver;
    private final UnaryOperator<String> replay;
    private final Map<String, Seen> seenBySymptom = new HashMap<>();
    private final Map<String, Found> byId = new LinkedHashMap<>();

    private static final class Found {
        private Failure failure;
        private final Optional<Program> program;
        private final Optional<HistoryFile> history;
        private int times = 1;

        Found(Failure failure, Optional<Program> program, Optional<HistoryFile> history) {
            this.failure = failure;
            this.program = program;
            this.history = history;
        }

        /** Counts another one of the same cause, which may break more clauses. */
        void takeIn(Failure other) {
            times++;
            Set<String> also = new LinkedHashSet<>(failure.also());
            also.addAll(other.clauses());
            also.remove(failure.clause());
            failure = failure.breaking(failure.clause(), List.copyOf(also));
        }
    }

    /** What was made of the first of a symptom; the same is not looked at over and over. */
    private static final class Seen {
        private final String id;
        private final boolean repeats;
        private int looksLeft;

        Seen(String id, Cut first) {
            this.id = id;
            this.repeats = first.repeats;
            this.looksLeft = first.looks();
        }
    }

    Failures(Driver driver, UnaryOperator<String> replay) {
        this.driver = driver;
        this.replay = replay;
    }

    /**
     * Takes in a failing outcome.
     *
     * @return the id of the failure that it is an instance of
     */
    synchronized String add(
            String suite,
            Outcome failing,
            Collection<Interpretation> readings,
            ShownChoices shown) {
        String symptom = symptom(failing.mismatch().orElseThrow());
        Seen seen = seenBySymptom.get(symptom);
        if (seen != null && seen.looksLeft-- <= 0) {
            found(seen.id).times++;
            return seen.id;
        }
        Cut cut =
                seen == null || seen.repeats
                        ? cut(failing, readings)
                        : new Cut(failing, false, false);
        Failure failure =
                told(driver, suite, cut.outcome, readings, "", cut.repeats, cut.isShortest);
        failure = failure.replayedBy(replay.apply(failure.id()));
        failure = withExplanation(failure, contradictions(cut.outcome, shown));
        Found same = sameAs(failure);
        if (same == null) {
            byId.put(
                    failure.id(),
                    new Found(
                            failure,
                            Optional.of(cut.outcome.program()),
                            Optional.of(
                                    recorded(
                                            cut.outcome,
                                            readings,
                                            cut.repeats && cut.isShortest))));
        } else {
            same.takeIn(failure);
        }
        String id = same == null ? failure.id() : same.failure.id();
        seenBySymptom.putIfAbsent(symptom, new Seen(id, cut));
        return id;
    }

    /**
     * What cutting a failing outcome down came to.
     *
     * @param isShortest whether it came to its end
     * @param repeats whether what is left fails again when it is run again
     */
    private record Cut(Outcome outcome, boolean isShortest, boolean repeats) {

        /** How many more of its symptom are looked at: what is not clear may be so in another. */
        int looks() {
            return repeats ? isShortest ? 0 : LOOKS_IF_LONG : LOOKS_IF_FICKLE;
        }
    }

    private Cut cut(Outcome failing, Collection<Interpretation> readings) {
        Minimizer minimizer = new Minimizer(driver, readings);
        try {
            Outcome smallest = minimizer.minimized(failing);
            Outcome again = driver.run(smallest.program(), List.of(), readings);
            return new Cut(
                    smallest,
                    !minimizer.hasGivenUp(),
                    again.mismatch().isPresent() || again.trouble().isPresent());
        } catch (RuntimeException | LinkageError e) {
            // What was found is not lost because the target could not be asked again.
            return new Cut(failing, false, true);
        }
    }

    /** The failure that is the same, or has the same cause; null if none has. */
    private Found found(String id) {
        return requireNonNull(byId.get(id), id);
    }

    private @Nullable Found sameAs(Failure failure) {
        Found same = byId.get(failure.id());
        return same != null || failure.cause().isEmpty()
                ? same
                : byId.values().stream()
                        .filter(found -> found.failure.cause().equals(failure.cause()))
                        .findFirst()
                        .orElse(null);
    }

    private List<String> contradictions(Outcome failing, ShownChoices shown) {
        Outcome alone;
        try {
            alone = driver.run(failing.program(), List.of(), List.of(Interpretation.NONE));
        } catch (RuntimeException | LinkageError e) {
            return List.of();
        }
        return alone.isAllowed() ? shown.contradictions(alone.readings()) : List.of();
    }

    /** All failures, in the order they were found. */
    public synchronized List<Failure> all() {
        return byId.values().stream().map(found -> found.failure.met(found.times)).toList();
    }

    /**
     * Takes in a failure that no program shows: calls at the same time, or a process that died.
     *
     * @param history what was seen, if the model can judge it
     * @return the id of the failure that it is an instance of
     */
    public synchronized String add(Failure failure, Optional<HistoryFile> history) {
        Found same = byId.get(failure.id());
        if (same == null) {
            byId.put(failure.id(), new Found(failure, Optional.empty(), history));
        } else {
            same.times++;
        }
        return failure.id();
    }

    /** The failure with this id. */
    synchronized Failure named(String id) {
        Found found = found(id);
        return found.failure.met(found.times);
    }

    /** The program that shows the failure with this id, if one does. */
    public synchronized Optional<Program> program(String id) {
        return found(id).program;
    }

    /** What was seen in the failure with this id, if it can be judged again. */
    public synchronized Optional<HistoryFile> history(String id) {
        return found(id).history;
    }

    private HistoryFile recorded(
            Outcome failing, Collection<Interpretation> readings, boolean isShortest) {
        return new HistoryFile(
                driver.model().profile(),
                isShortest,
                History.of(
                        driver.fabric().capabilities().pageSize(),
                        failing.program().setting(),
                        Set.copyOf(readings),
                        failing.lines()));
    }

    /** What two mismatches share when they are, as far as can be told cheaply, the same. */
    private static String symptom(Mismatch mismatch) {
        Set<String> rules = new TreeSet<>();
        FailureDescription.expected(mismatch).forEach(rule -> rules.add(rule.id()));
        return mismatch.observed().call().word()
                + " "
                + FailureDescription.kind(mismatch.observed().reply())
                + " "
                + rules;
    }

    /** The failing outcome in words. */
    public static Failure told(
            Driver driver,
            String suite,
            Outcome failing,
            Collection<Interpretation> readings,
            String replay) {
        return told(driver, suite, failing, readings, replay, true, true);
    }

    private static Failure told(
            Driver driver,
            String suite,
            Outcome failing,
            Collection<Interpretation> readings,
            String replay,
            boolean repeats,
            boolean isCut) {
        World start = failing.program().setting().start(driver.fabric().capabilities().pageSize());
        Failure told =
                FailureDescription.of(
                        driver.model(),
                        start,
                        suite,
                        failing.lines(),
                        failing.mismatch().orElseThrow(),
                        readings,
                        replay,
                        repeats && isCut);
        if (!repeats) {
            return withExplanation(told, List.of(COMES_AND_GOES));
        }
        return isCut ? told : withExplanation(told, List.of(NOT_CUT));
    }

    /** The same failure with a sentence before what explains it. */
    public static Failure saying(Failure failure, String sentence) {
        return withExplanation(failure, List.of(sentence));
    }

    /** The same, laid first to a clause that tells more of the cause. */
    public static Failure blaming(Failure f, String clause) {
        return f.breaking(
                clause, f.clauses().stream().filter(also -> !also.equals(clause)).toList());
    }

    private static Failure withExplanation(Failure failure, List<String> first) {
        List<String> explanation = new ArrayList<>(first);
        explanation.addAll(failure.explanation());
        return failure.explained(explanation);
    }
}
