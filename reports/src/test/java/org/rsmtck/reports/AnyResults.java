package org.rsmtck.reports;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

import org.rsmtck.model.Clause;
import org.rsmtck.reports.Failure.Line;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Results whose books balance, of three kinds: a perfect run with a few obligations that went
 * otherwise, the same with clauses taken out of the level, and any obligations at all.
 */
class AnyResults extends DomainContextBase {
    static final List<String> CLAUSES = Catalogue.clauses().stream().map(Clause::id).toList();

    @Provide
    Arbitrary<Results> results() {
        Arbitrary<List<Obligation>> some = obligation().list().ofMaxSize(12);
        Arbitrary<List<Obligation>> nearlyPerfect =
                some.map(others -> {
                    List<Obligation> all = new ArrayList<>(perfect());
                    all.addAll(others);
                    return all;
                });
        return Combinators.combine(
                        Arbitraries.frequencyOf(Tuple.of(3, nearlyPerfect), Tuple.of(1, some)),
                        failure().list().ofSize(3),
                        Arbitraries.maps(Arbitraries.of(CLAUSES), text()).ofMaxSize(3),
                        run())
                .as(AnyResults::balanced)
                .withoutEdgeCases();
    }

    /** One passed obligation for each clause. */
    static List<Obligation> perfect() {
        return CLAUSES.stream()
                .map(clause ->
                        new Obligation(
                                "perfect/" + clause,
                                "rules",
                                List.of(clause),
                                List.of(),
                                Status.PASSED,
                                "",
                                ""))
                .toList();
    }

    /** Gives obligations ids of their own, and those that failed one of the failures. */
    private static Results balanced(
            List<Obligation> obligations,
            List<Failure> failures,
            Map<String, String> outOfReach,
            Run run) {
        List<Failure> numbered = new ArrayList<>();
        for (Failure failure : failures) {
            numbered.add(withId(failure, "failure-" + numbered.size()));
        }
        List<Obligation> balanced = new ArrayList<>();
        for (Obligation o : obligations) {
            int number = balanced.size();
            balanced.add(
                    new Obligation(
                            number + o.id(),
                            o.suite(),
                            o.clauses(),
                            o.rules(),
                            o.status(),
                            o.reason(),
                            o.status().isFailure() ? "failure-" + number % 3 : ""));
        }
        boolean anyFailed = balanced.stream().anyMatch(o -> o.status().isFailure());
        return new Results(
                Results.VERSION, run, balanced, anyFailed ? numbered : List.of(), outOfReach);
    }

    private static Failure withId(Failure f, String id) {
        return new Failure(
                id,
                f.clause(),
                f.also(),
                f.suite(),
                f.call(),
                f.allowed(),
                f.observed(),
                f.explanation(),
                f.history(),
                f.replay(),
                f.times());
    }

    private Arbitrary<Obligation> obligation() {
        return Combinators.combine(
                        text(),
                        Arbitraries.of("rules", "walks", "probes"),
                        Arbitraries.of(CLAUSES).list().uniqueElements().ofMinSize(1).ofMaxSize(3),
                        Arbitraries.of(Status.class),
                        text())
                .as((id, suite, clauses, status, reason) ->
                        new Obligation(id, suite, clauses, List.of(), status, reason, ""));
    }

    private Arbitrary<Failure> failure() {
        Arbitrary<List<Line>> history =
                Combinators.combine(
                                Arbitraries.integers().between(1, 9),
                                Arbitraries.integers().between(-1, 3),
                                text(),
                                text())
                        .as(Line::new)
                        .list()
                        .ofMaxSize(4);
        return Combinators.combine(
                        Arbitraries.of(CLAUSES),
                        Arbitraries.of(CLAUSES).list().ofMaxSize(2),
                        text(),
                        text().list().ofMaxSize(2),
                        history)
                .as((clause, also, text, texts, lines) ->
                        new Failure(
                                "", clause, also, "rules", 1, texts, text, texts, lines, text, 1));
    }

    private Arbitrary<Run> run() {
        Arbitrary<Map<String, String>> map = Arbitraries.maps(text(), text()).ofMaxSize(2);
        return Combinators.combine(text(), text().list().ofMaxSize(2), map, Arbitraries.longs())
                .as((text, list, entries, number) ->
                        new Run(
                                text,
                                text,
                                "quick",
                                text,
                                list,
                                list,
                                list,
                                number,
                                text,
                                text,
                                new Progress(
                                        Math.abs(number / 2),
                                        number,
                                        number,
                                        entries,
                                        list,
                                        list,
                                        Map.of(text, new Share(number, number)),
                                        entries)));
    }

    private static Arbitrary<String> text() {
        return Arbitraries.strings()
                .ofMaxLength(6)
                .withChars("ab <>&\"'`|\\${}#]]>\n\t\r\u0000\u001b\u0085\u2028é\ufffe");
    }
}
