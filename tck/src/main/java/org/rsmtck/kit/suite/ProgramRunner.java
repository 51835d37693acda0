package org.rsmtck.kit.suite;

import org.rsmtck.kit.execute.Driver;
import org.rsmtck.kit.execute.Observer;
import org.rsmtck.kit.execute.Outcome;
import org.rsmtck.kit.execute.Program;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.VariationPoint;
import org.rsmtck.reports.Progress;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/** Runs programs against the target of a run, and learns from each what the target has chosen. */
final class ProgramRunner {
    private static final int MOST_HANGS = 3;

    /** Each costs a tenth of the patience. */
    private static final int MOST_KNOWN_HANGS = 60;

    private final Driver driver;
    private final ShownChoices shown = new ShownChoices();
    private final Set<String> due = new HashSet<>();
    private final Set<String> answeredBy = new HashSet<>();

    /** How often a call was refused by a shortage or a signal that nobody brought about. */
    private final Map<String, Integer> uncaused = new ConcurrentSkipListMap<>();

    private Set<Interpretation> readings = Set.of(Interpretation.NONE);
    private int hangs;
    private int knownHangs;

    ProgramRunner(Driver driver) {
        this.driver = driver;
    }

    /** What the target may be, as far as its choices are known. */
    Set<Interpretation> readings() {
        return readings;
    }

    /** By what traces its choices have been shown. */
    ShownChoices choices() {
        return shown;
    }

    /** How often a call was refused by a shortage or a signal that nobody brought about. */
    Map<String, Integer> uncaused() {
        return uncaused;
    }

    /** Runs a program as the target's choices are known by now, and learns from it. */
    Outcome run(Program program, List<Observer> observers) {
        return finish(begin(program, observers));
    }

    /**
     * A program that was begun with what was known then.
     *
     * @param readings what the target could be
     */
    record Begun(
            Program program,
            List<Observer> observers,
            Set<Interpretation> readings,
            Driver.Begun driven) {}

    /** Begins a program; others may be begun before it is finished, in the same order. */
    Begun begin(Program program, List<Observer> observers) {
        return new Begun(program, observers, readings, driver.begin(program, observers, readings));
    }

    /**
     * What has come of it. Where the target has shown more of its choices since it was begun, it
     * runs again: results are the same as if each had waited for the one before.
     */
    Outcome finish(Begun begun) {
        Program program = begun.program;
        List<Observer> observers = begun.observers;
        Outcome outcome = driver.finish(begun.driven);
        if (!begun.readings.equals(readings)) {
            outcome = driver.run(program, observers, readings);
        }
        if (outcome.trouble().isPresent() && outcome.isAllowed()) {
            outcome = driver.run(program, observers, readings);
        }
        if (outcome.trouble().isPresent() && outcome.isAllowed()) {
            throw new UnfinishedException(outcome.trouble().get());
        }
        learn(outcome);
        if (outcome.hangsAsKnown()) {
            knownHangs++;
            throw new UnresolvedHangException(
                    hanging(outcome) + " is known to hang, and was not waited for in full again");
        }
        hangs += outcome.hangs() ? 1 : 0;
        return outcome;
    }

    /** Nobody will ask what has come of these. */
    void drop(List<Begun> begun) {
        driver.drop(begun.stream().map(Begun::driven).toList());
    }

    private void learn(Outcome outcome) {
        if (outcome.isAllowed()) {
            readings = outcome.readings();
            shown.learn(outcome);
        }
        outcome.uncaused().forEach(refusal -> uncaused.merge(refusal, 1, Integer::sum));
        outcome.due().forEach(rule -> due.add(rule.id()));
        outcome.rules().forEach(rules -> rules.forEach(rule -> answeredBy.add(rule.id())));
    }

    private static String hanging(Outcome outcome) {
        return outcome.mismatch().orElseThrow().observed().call().word();
    }

    /**
     * Runs again what hangs: only what hangs twice is a failure, and is not paid for in full again.
     */
    void confirm(Outcome hanging) {
        Outcome again = driver.run(hanging.program(), List.of(), readings);
        if (!again.hangs()) {
            throw new UnresolvedHangException(
                    "a call was not answered in time once, and was when it was repeated");
        }
        driver.expectHang(hanging(again));
    }

    /** Why nothing more is run, where too much has hung. */
    Optional<String> hasGivenUp() {
        if (knownHangs >= MOST_KNOWN_HANGS) {
            return Optional.of(
                    "calls that are known to hang were not answered "
                            + MOST_KNOWN_HANGS
                            + " times more: the kit waits for no more");
        }
        return hangs >= MOST_HANGS
                ? Optional.of(
                        "the target left "
                                + MOST_HANGS
                                + " calls unanswered: the kit waits for no more")
                : Optional.empty();
    }

    /** Whether the target may still be one that makes these choices. */
    boolean mayBe(Interpretation interpretation) {
        return readings.stream()
                .anyMatch(known ->
                        known.choices().entrySet().stream()
                                .allMatch(choice ->
                                        interpretation
                                                .at(choice.getKey())
                                                .filter(option -> option != choice.getValue())
                                                .isEmpty()));
    }

    /** Rules that had a say and were never what the target answered by. */
    List<String> unused() {
        Set<String> unused = new TreeSet<>(due);
        unused.removeAll(answeredBy);
        return List.copyOf(unused);
    }

    /** Ids of all rules that a reply followed. */
    List<String> given() {
        return List.copyOf(new TreeSet<>(answeredBy));
    }

    /** At each of the points: what the target has shown to do, where that is one thing. */
    Map<String, String> shownAt(List<VariationPoint<?>> points) {
        Map<String, String> at = new LinkedHashMap<>();
        for (VariationPoint<?> point : points) {
            Set<String> options = new LinkedHashSet<>();
            for (Interpretation interpretation : readings) {
                options.add(interpretation.at(point).map(Enum::name).orElse(Progress.NOT_SEEN));
            }
            at.put(point.words(), String.join(" or ", options));
        }
        return at;
    }
}
