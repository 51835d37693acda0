package org.rsmtck.kit.suite;

import org.rsmtck.kit.execute.TraceFile;
import org.rsmtck.reports.Entry;
import org.rsmtck.reports.Failure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells the journal and whoever watches of each failure that is met, the first time in full. */
final class KeptFailures {
    private final RunRequest request;
    private final Failures failures;
    private final Ledger ledger;
    private final Map<String, Integer> times = new HashMap<>();

    /** By the id of a failure: the clauses that it was known to break when it was last entered. */
    private final Map<String, List<String>> clauses = new HashMap<>();

    KeptFailures(RunRequest request, Failures failures, Ledger ledger) {
        this.request = request;
        this.failures = failures;
        this.ledger = ledger;
    }

    /** The failure of this id was met, for the first time or again. */
    synchronized void met(String id) {
        Failure failure = failures.named(id);
        boolean isNew = times.merge(id, 1, Integer::sum) == 1;
        boolean breaksOthers = !failure.clauses().equals(clauses.put(id, failure.clauses()));
        if (isNew) {
            keep(failure);
            return;
        }
        if (breaksOthers) {
            ledger.enter(new Entry.Found(failure));
        }
        ledger.enter(new Entry.Met(id, failure.times()));
    }

    private void keep(Failure failure) {
        String profile = request.model().profile().name();
        Optional<TraceFile> trace =
                failures.program(failure.id())
                        .map(program -> new TraceFile(profile, failure.clause(), program));
        request.manner().recorder().keep(failure, trace, failures.history(failure.id()));
        ledger.enter(new Entry.Found(failure));
        request.progress().found(failure);
    }
}
