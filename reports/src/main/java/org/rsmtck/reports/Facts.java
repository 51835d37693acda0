package org.rsmtck.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** A failure as facts in a fixed order; every report shows these. */
final class Facts {
    private Facts() {}

    /**
     * One fact.
     *
     * @param name as reports label it
     * @param lines what is so, at least one line
     */
    record Fact(String name, List<String> lines) {}

    static List<Fact> of(Failure failure) {
        List<Fact> facts = new ArrayList<>();
        add(facts, "in short", List.of(failure.title()));
        facts.add(new Fact("clause", clause(failure)));
        add(
                facts,
                "call",
                failure.offending().map(line -> called(failure, line)).stream().toList());
        add(facts, "allowed", failure.allowed());
        facts.add(new Fact("observed", List.of(observed(failure))));
        add(facts, "explanation", failure.explanation());
        add(facts, "setting", failure.setting());
        add(facts, "history", before(failure));
        add(facts, "replay", List.of(failure.replay()));
        return facts;
    }

    /** Page and section, or the id's own words where this release does not know the clause. */
    static String source(String clause) {
        return Catalogue.contains(clause) ? Catalogue.clause(clause).source() : clause;
    }

    /** Whether it matters which process called. */
    static boolean hasManyProcesses(Failure failure) {
        return failure.history().stream()
                        .filter(Predicate.not(Failure.Line::isEvent))
                        .mapToInt(Failure.Line::process)
                        .distinct()
                        .count()
                > 1;
    }

    private static List<String> clause(Failure failure) {
        List<String> lines = new ArrayList<>(List.of(source(failure.clause())));
        failure.also().forEach(also -> lines.add("also " + also));
        return lines;
    }

    private static String observed(Failure failure) {
        return failure.times() > 1
                ? String.format(
                        Locale.ROOT,
                        "%s (%d times in this run)",
                        failure.observed(),
                        failure.times())
                : failure.observed();
    }

    private static List<String> before(Failure failure) {
        return failure.history().stream()
                .filter(line -> line.number() != failure.call())
                .map(line -> replied(failure, line))
                .toList();
    }

    private static String replied(Failure failure, Failure.Line line) {
        String called = called(failure, line);
        return line.reply().isEmpty() ? called : called + " -> " + line.reply();
    }

    private static String called(Failure failure, Failure.Line line) {
        String who =
                !line.isEvent() && hasManyProcesses(failure)
                        ? "process " + line.process() + " "
                        : "";
        return line.number() + ": " + who + line.call();
    }

    private static void add(List<Fact> facts, String name, List<String> lines) {
        if (!lines.isEmpty() && lines.stream().anyMatch(Predicate.not(String::isBlank))) {
            facts.add(new Fact(name, lines));
        }
    }
}
