package org.rsmtck.kit.cli;

import org.rsmtck.kit.Suites;
import org.rsmtck.kit.suite.Suite;
import org.rsmtck.kit.suite.TestRun;
import org.rsmtck.kit.target.ProcessFabric;
import org.rsmtck.reports.Obligation;
import org.rsmtck.reports.Results;
import org.rsmtck.reports.Status;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is told at the end of a run, before its statement. */
final class RunSummary {
    private final TestRun run;
    private final Results results;
    private final List<String> lines = new ArrayList<>();

    private RunSummary(TestRun run, Results results) {
        this.run = run;
        this.results = results;
    }

    /** Its lines. */
    static List<String> of(TestRun run, Results results) {
        RunSummary summary = new RunSummary(run, results);
        summary.suites();
        summary.ownWords();
        summary.findings();
        return summary.lines;
    }

    private void add(String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values));
    }

    private void suites() {
        Map<String, List<Obligation>> bySuite =
                results.obligations().stream().collect(Collectors.groupingBy(Obligation::suite));
        for (String suite : Suites.names()) {
            List<Obligation> owed = bySuite.getOrDefault(suite, List.of());
            if (!owed.isEmpty()) {
                add(
                        "%-11s %,d of %,d obligations passed%s",
                        suite, count(owed, Status.PASSED), owed.size(), others(owed));
            }
        }
        add(
                "in all      %,d sequences, %,d calls, %.1f s",
                results.run().progress().sequences(),
                results.run().progress().calls(),
                results.run().progress().milliseconds() / 1000.0);
        add("first       after %.1f s", run.untilFirst().toMillis() / 1000.0);
    }

    private void ownWords() {
        run.request()
                .fabric()
                .as(ProcessFabric.class)
                .map(ProcessFabric::census)
                .ifPresent(agents ->
                        add("agents      %,d started, %,d died", agents.started(), agents.died()));
        Set<String> exercised =
                results.obligations().stream().map(Obligation::suite).collect(Collectors.toSet());
        run.suites().stream()
                .filter(suite -> exercised.contains(suite.name()))
                .map(Suite::summary)
                .filter(summary -> !summary.isEmpty())
                .forEach(lines::add);
    }

    private void findings() {
        if (!results.failures().isEmpty()) {
            add(
                    "failures    %d, shown when they were found, and in the report",
                    results.failures().size());
        }
        lines.addAll(
                Few.of(
                        "trouble     ",
                        results.troubles().stream()
                                .map(trouble -> trouble.suite() + ": " + trouble.words())
                                .toList()));
        if (results.robustness().wasTried()) {
            lines.add("robustness  " + results.robustness().words());
            lines.addAll(Few.of("            ", results.robustness().findings()));
        }
        lines.addAll(KnownFailureLines.of(results));
    }

    private static String others(List<Obligation> owed) {
        return List.of(Status.FAILED, Status.NOT_EXERCISED, Status.NOT_APPLICABLE).stream()
                .filter(status -> count(owed, status) > 0)
                .map(status -> ", " + count(owed, status) + " " + status.words())
                .collect(Collectors.joining());
    }

    private static long count(List<Obligation> owed, Status status) {
        return owed.stream().filter(one -> one.status() == status).count();
    }
}
