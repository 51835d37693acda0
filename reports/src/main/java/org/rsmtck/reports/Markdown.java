package org.rsmtck.reports;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Results as a summary for the page of a CI job. */
public final class Markdown {
    private Markdown() {}

    /** Failures shown in full; the others are counted. */
    private static final int SHOWN = 10;

    /**
     * The summary, ending in a newline.
     *
     * @throws Tally.UnbalancedException if the obligations do not add up
     */
    public static String of(Results results) {
        return of(results, Optional.empty());
    }

    /** The same, telling also what has changed since an earlier run. */
    public static String of(Results results, Optional<Comparison> changes) {
        Tally tally = Tally.of(results);
        List<ClauseRollup> rollups = ClauseRollup.of(results);
        Statement statement = Statement.of(results, rollups);
        return """
        ## %s %s

        **%s**

        %s

        %s
        %s%s%s%s%s<details><summary>Clauses that this door cannot judge, supporting clauses, and the run</summary>

        %s%s%s%s
        </details>
        """
                .formatted(
                        symbol(statement),
                        statement.words(),
                        escaped(statement.line()),
                        results.whyUnstated().isEmpty()
                                ? Statement.SELF_ASSERTED
                                : "It says nothing of the level as a whole, for or against.",
                        counts(tally),
                        troubles(results.troubles()),
                        changes.map(Markdown::changes).orElse(""),
                        lists("Not as known", KnownFailures.unlike(results)),
                        failures(results),
                        table("Section", Section.required(rollups)),
                        outOfReach(rollups),
                        table("Supporting call", Section.supporting(rollups)),
                        slowest(results),
                        run(results.run()));
    }

    private static String symbol(Statement statement) {
        return switch (statement.verdict()) {
            case CONFORMANT, CONFORMANT_WITH_WAIVERS -> "✅";
            case INCOMPLETE, NONE -> "⚠️";
            case NOT_CONFORMANT -> "❌";
        };
    }

    private static String counts(Tally tally) {
        if (tally.total() == 0) {
            return "No obligations.\n";
        }
        return tally.byStatus().entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> entry.getValue() + " " + entry.getKey().words())
                .collect(Collectors.joining(", ", tally.total() + " obligations: ", ".\n"));
    }

    private static String troubles(List<Trouble> troubles) {
        String lines =
                troubles.stream()
                        .map(trouble ->
                                "- %s: %s\n"
                                        .formatted(
                                                escaped(trouble.suite()), escaped(trouble.words())))
                        .collect(Collectors.joining());
        return lines.isEmpty() ? "" : "### Troubles\n\n" + lines + "\n";
    }

    private static String changes(Comparison changes) {
        return lists("Since " + escaped(changes.baseline()), changes.byKind());
    }

    /** A list of obligations for each word that has any; the first of many. */
    private static String lists(String title, Map<String, List<String>> byWord) {
        StringBuilder text = new StringBuilder();
        byWord.forEach((word, ids) -> {
            text.append(String.format(Locale.ROOT, "- %d %s\n", ids.size(), word));
            ids.stream()
                    .limit(SHOWN)
                    .forEach(id -> text.append("  - ").append(code(id)).append('\n'));
        });
        return text.isEmpty() ? "" : "### " + title + "\n\n" + text + "\n";
    }

    private static String slowest(Results results) {
        StringBuilder text = new StringBuilder();
        for (Obligation one : results.slowest(SHOWN)) {
            row(text, code(one.id()).replace("|", "\\|"), Durations.words(one.milliseconds()));
        }
        return text.isEmpty()
                ? ""
                : "| Slowest obligations | Time |\n| :-- | --: |\n" + text + "\n";
    }

    private static String failures(Results results) {
        List<Failure> failures = results.failures();
        if (failures.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("### Failures\n\n");
        for (Failure failure : failures.subList(0, Math.min(SHOWN, failures.size()))) {
            text.append(fenced(FailureText.of(failure))).append('\n');
        }
        if (failures.size() > SHOWN) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "… and %d more, in the report.\n\n",
                            failures.size() - SHOWN));
        }
        return text.toString();
    }

    private static String table(String title, List<Section> sections) {
        StringBuilder text =
                new StringBuilder("| " + title + " | Clauses | Result |\n| :-- | --: | :-- |\n");
        for (Section section : sections) {
            String result =
                    section.counts().entrySet().stream()
                            .map(entry -> entry.getValue() + " " + entry.getKey().words())
                            .collect(Collectors.joining(", "));
            text.append(
                    String.format(
                            Locale.ROOT,
                            "| %s | %d | %s |\n",
                            escaped(section.title()),
                            section.rollups().size(),
                            result));
        }
        String unsettled = unsettled(sections);
        return unsettled.isEmpty() ? text + "\n" : text + "\n" + unsettled;
    }

    /** The clauses of these sections that a reader must know of. */
    private static String unsettled(List<Section> sections) {
        String lines =
                sections.stream()
                        .flatMap(section -> section.rollups().stream())
                        .filter(rollup -> isNews(rollup))
                        .map(rollup ->
                                "- %s: **%s**, %s\n"
                                        .formatted(
                                                code(rollup.clause().id()),
                                                rollup.support().words(),
                                                escaped(rollup.clause().words())))
                        .collect(Collectors.joining());
        return lines.isEmpty() ? "" : lines + "\n";
    }

    private static boolean isNews(ClauseRollup rollup) {
        return rollup.support().isBroken()
                || rollup.support() == Support.WAIVED
                || rollup.support() == Support.NOT_JUDGED && rollup.clause().isRequired();
    }

    private static String outOfReach(List<ClauseRollup> rollups) {
        String lines =
                rollups.stream()
                        .filter(rollup -> rollup.support() == Support.OUT_OF_REACH)
                        .map(rollup ->
                                "- %s: %s\n"
                                        .formatted(
                                                code(rollup.clause().id()),
                                                escaped(rollup.outOfReach())))
                        .collect(Collectors.joining());
        return lines.isEmpty() ? "" : lines + "\n";
    }

    private static String run(Run run) {
        StringBuilder text = new StringBuilder("| | |\n| :-- | :-- |\n");
        row(text, "target", escaped(run.target()));
        row(text, "command", code(run.command()).replace("|", "\\|"));
        row(text, "seed", Long.toString(run.seed()));
        row(text, "started", escaped(run.started()));
        row(text, "time", Durations.words(run.progress().milliseconds()));
        row(
                text,
                "sequences",
                String.format(
                        Locale.ROOT,
                        "%d with %d calls",
                        run.progress().sequences(),
                        run.progress().calls()));
        run.progress()
                .environment()
                .forEach((name, value) -> row(text, escaped(name), escaped(value)));
        run.progress()
                .readings()
                .forEach((point, choice) -> row(text, escaped(point), escaped(choice)));
        return text.toString();
    }

    private static void row(StringBuilder text, String name, String value) {
        text.append("| %s | %s |\n".formatted(name, value));
    }

    /** A block that no text can end early. */
    private static String fenced(String text) {
        String fence = "```";
        while (text.contains(fence)) {
            fence += "`";
        }
        return fence + "text\n" + text + fence + "\n";
    }

    /** A code span that no text can end early. */
    private static String code(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        String fence = "`";
        while (line.contains(fence)) {
            fence += "`";
        }
        return fence.length() == 1 ? "`" + line + "`" : fence + " " + line + " " + fence;
    }

    /** One line of plain text, whatever it holds. */
    private static String escaped(String text) {
        return text.replaceAll("\\R", " ")
                .replaceAll("\\p{Cntrl}", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replaceAll("([\\\\`*_\\[\\]|~#@])", "\\\\$1");
    }
}
