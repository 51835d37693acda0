package org.rsmtck.kit.suite;

import org.rsmtck.kit.plan.Owed;
import org.rsmtck.kit.plan.Plan;
import org.rsmtck.model.Clause;
import org.rsmtck.model.Clauses;
import org.rsmtck.reports.Book;
import org.rsmtck.reports.Obligation;
import org.rsmtck.reports.Status;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a run has not come to: a level's list of obligations is whole at its end. */
final class Remainder {
    private final TestRun run;
    private final Ledger ledger;

    Remainder(TestRun run, Ledger ledger) {
        this.run = run;
        this.ledger = ledger;
    }

    /** What nobody came to is told, not left out. */
    void settle() {
        if (run.isCutShort() || !run.request().manner().suites().isEmpty()) {
            settleThePlanned();
            return;
        }
        List<Owed> all = new ArrayList<>();
        run.suites().forEach(suite -> all.addAll(suite.owed()));
        settleTheUncalledFor(all);
        all.stream()
                .filter(run.request().selection())
                .filter(owed -> !ledger.hasSettled(owed.id()))
                .forEach(this::settleAsNotReached);
    }

    /** A part has no statement, whatever else its level owes. */
    private void settleThePlanned() {
        for (Obligation one : ledger.results().obligations()) {
            if (!ledger.hasSettled(one.id())) {
                settleAsNotReached(new Owed(one.id(), one.suite(), one.clauses(), one.rules()));
            }
        }
    }

    private void settleAsNotReached(Owed owed) {
        String why = run.isOver(owed.suite()).orElse(Book.NOT_REACHED);
        run.settle(owed, Status.NOT_EXERCISED, why, "");
    }

    /** What the profile leaves no call to be answered with is owed by nobody. */
    private void settleTheUncalledFor(List<Owed> all) {
        Set<String> owed = new HashSet<>();
        all.forEach(one -> owed.addAll(one.clauses()));
        RunRequest request = run.request();
        Set<String> unreachable =
                Plan.of(request.model(), run.capabilities().pageSize()).rules().unreachable();
        Clauses.of(request.model().rules()).stream()
                .map(Clause::id)
                .filter(clause -> unreachable.contains(clause) && !owed.contains(clause))
                .map(clause ->
                        new Owed(
                                RulesSuite.NAME + ": not called for " + clause,
                                RulesSuite.NAME,
                                List.of(clause),
                                List.of()))
                .filter(request.selection())
                .forEach(one ->
                        run.settle(
                                one,
                                Status.NOT_APPLICABLE,
                                "no call is answered with it under "
                                        + request.model().profile().name(),
                                ""));
    }

    /** The clauses that no obligation of any level exercises through this door, and why. */
    Map<String, String> outOfReach() {
        Set<String> exercised = new LinkedHashSet<>();
        ledger.settled().stream()
                .filter(obligation ->
                        run.suites().stream().noneMatch(suite -> suite.isOutOfReach(obligation)))
                .forEach(obligation -> exercised.addAll(obligation.clauses()));
        String why =
                run.suites().stream()
                        .map(Suite::whyOutOfReach)
                        .filter(sentence -> !sentence.isEmpty())
                        .findFirst()
                        .orElse("");
        Map<String, String> outOfReach = new LinkedHashMap<>();
        for (Clause clause : Clauses.of(run.request().model().rules())) {
            if (!exercised.contains(clause.id()) && !clause.later().isEmpty()) {
                outOfReach.put(clause.id(), why + clause.later());
            }
        }
        return outOfReach;
    }
}
