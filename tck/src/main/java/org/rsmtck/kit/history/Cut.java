package org.rsmtck.kit.history;

import org.rsmtck.api.Event;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.linearizability.Budget;
import org.rsmtck.model.Model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Makes a recording shorter, so that what is left is a recording of the same run. */
final class Cut {
    private final Model model;
    private final Budget work;

    Cut(Model model, Budget work) {
        this.model = model;
        this.work = work;
    }

    private boolean isNotAllowed(History history) {
        return Linearization.of(model, history, work) instanceof Linearization.Result.NoOrder;
    }

    /** The shortest beginning that is not allowed; calls that it cuts through stay open. */
    History shortest(History history, int furthest) {
        List<Operation.Completed> over = Operations.of(history).over();
        History last = history;
        try {
            int first = history.earlier().map(earlier -> earlier.leastKept() - 1).orElse(0);
            for (int i = Math.max(furthest, first); i < over.size(); i++) {
                if (over.get(i).line() instanceof Observation.Called) {
                    last = history.cutAfter(over.get(i).end() + 1);
                    if (isNotAllowed(last)) {
                        return last;
                    }
                }
            }
        } catch (Budget.BudgetExceededException e) {
            // The whole of it, up to the last return, is known not to be allowed.
            int end = history.moments().size();
            while (!(history.moments().get(end - 1) instanceof Moment.Returned)) {
                end--;
            }
            return history.cutAfter(end);
        }
        return last;
    }

    /** The same without calls that change nothing in any world, and that it does not need. */
    History relieved(History history) {
        Set<Integer> quiet = quiet(history);
        History least = history;
        try {
            if (quiet.isEmpty() || !history.earlier().map(Earlier::isClean).orElse(true)) {
                return history;
            }
            if (isNotAllowed(history.without(quiet))) {
                return history.without(quiet);
            }
            for (int act : quiet) {
                History less = least.without(Set.of(act));
                if (isNotAllowed(less)) {
                    least = less;
                }
            }
        } catch (Budget.BudgetExceededException e) {
            return least;
        }
        return least;
    }

    private static Set<Integer> quiet(History history) {
        Set<Integer> broken = new HashSet<>();
        Set<Integer> quiet = new TreeSet<>();
        for (Moment moment : history.moments()) {
            if (moment instanceof Moment.Happened(Event.Interruption(int process))) {
                broken.add(process);
            }
        }
        for (Moment moment : history.moments()) {
            if (moment instanceof Moment.Begun begun
                    && !broken.contains(begun.process())
                    && begun.call().facts().isReadOnly()
                    && begun.act() != history.lastAct()) {
                quiet.add(begun.act());
            }
        }
        return quiet;
    }
}
