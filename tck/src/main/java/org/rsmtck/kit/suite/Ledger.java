package org.rsmtck.kit.suite;

import org.rsmtck.kit.plan.Owed;
import org.rsmtck.reports.Book;
import org.rsmtck.reports.Entry;
import org.rsmtck.reports.Obligation;
import org.rsmtck.reports.Results;
import org.rsmtck.reports.Status;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a run owes and what has come of it, entry by entry: each is told to the recorder before the
 * run goes on. For any number of threads.
 */
final class Ledger {
    private final Recorder recorder;
    private final Predicate<Owed> selection;
    private final Book book = new Book();
    private final Map<String, Obligation> obligations = new LinkedHashMap<>();
    private final Map<String, Long> settledOfSuite = new HashMap<>();
    private final Set<String> planned = new HashSet<>();

    Ledger(Recorder recorder, Predicate<Owed> selection) {
        this.recorder = recorder;
        this.selection = selection;
    }

    synchronized void enter(Entry entry) {
        book.add(entry);
        recorder.enter(entry);
    }

    /** What is owed, as far as it is wanted, of which nothing has ended yet. */
    synchronized void plan(Collection<Owed> owed) {
        owed.stream().filter(selection).forEach(this::plan);
    }

    private void plan(Owed owed) {
        if (planned.add(owed.id())) {
            enter(new Entry.Owed(owed.id(), owed.suite(), owed.clauses(), owed.rules()));
        }
    }

    /** Says how an obligation has ended. */
    synchronized void settle(
            Owed owed, Status status, String reason, String failure, long milliseconds) {
        plan(owed);
        Obligation earlier =
                obligations.put(
                        owed.id(),
                        new Obligation(
                                owed.id(),
                                owed.suite(),
                                owed.clauses(),
                                owed.rules(),
                                status,
                                reason,
                                failure));
        if (earlier != null) {
            throw new IllegalStateException("obligation " + owed.id() + " was settled twice");
        }
        settledOfSuite.merge(owed.suite(), 1L, Long::sum);
        enter(new Entry.Settled(owed.id(), status, reason, failure, milliseconds));
    }

    /** Whether nothing has ended yet. */
    synchronized boolean isEmpty() {
        return obligations.isEmpty();
    }

    synchronized boolean hasSettled(String id) {
        return obligations.containsKey(id);
    }

    /** How many obligations of the suite have ended. */
    synchronized long settled(String suite) {
        return settledOfSuite.getOrDefault(suite, 0L);
    }

    /** Everything that has ended, in that order. */
    synchronized List<Obligation> settled() {
        return List.copyOf(obligations.values());
    }

    /** What has come of the run, as the data that reports are made from. */
    synchronized Results results() {
        return book.results();
    }
}
