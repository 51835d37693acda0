package org.rsmtck.reports;

import org.rsmtck.model.Clause;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The man page from top to bottom, with what a run says of each of its sentences. The sentences are
 * those of the clauses, in the words of this project.
 *
 * @param headings in the order of the page; what it implies comes last
 */
public record ManPage(List<Heading> headings) {

    /** The sections of the page that promise something, in its order. */
    private static final List<String> ORDER =
            List.of("DESCRIPTION", "RETURN VALUES", "ERRORS", "ATTRIBUTES");

    private static final String ERRORS = "ERRORS";

    /**
     * A section of the page.
     *
     * @param title as the page spells it
     */
    public record Heading(String title, List<Sentence> sentences) {}

    /**
     * One sentence, and the clauses that say it: the page says some of both its calls at once.
     *
     * @param term the error code that it defines; else empty
     * @param words in which the clauses say it
     * @param clauses at least one
     */
    public record Sentence(String term, String words, List<ClauseRollup> clauses) {

        /** Where the sentence stands, for links within the report. */
        public String anchor() {
            return "page-" + clauses.getFirst().clause().id();
        }

        public SentenceVerdict verdict() {
            return SentenceVerdict.of(clauses);
        }

        /** What the run says of it by one of its clauses. */
        public SentenceVerdict verdictBy(ClauseRollup clause) {
            return SentenceVerdict.of(clause);
        }
    }

    static ManPage of(List<ClauseRollup> rollups) {
        Map<String, Section> sections = new LinkedHashMap<>();
        Section.required(rollups).forEach(section -> sections.put(section.title(), section));
        return new ManPage(
                Stream.concat(
                                ORDER.stream().filter(sections::containsKey),
                                sections.keySet().stream().filter(name -> !ORDER.contains(name)))
                        .map(sections::get)
                        .map(ManPage::heading)
                        .toList());
    }

    /** How many sentences came out each way; ways that did not occur are left out. */
    public Map<SentenceVerdict, Long> counts() {
        return sentences()
                .collect(
                        Collectors.groupingBy(
                                Sentence::verdict,
                                () -> new EnumMap<>(SentenceVerdict.class),
                                Collectors.counting()));
    }

    /** The sentences that do not hold. */
    public List<Sentence> failed() {
        return sentences().filter(one -> one.verdict() == SentenceVerdict.FAILED).toList();
    }

    private Stream<Sentence> sentences() {
        return headings.stream().flatMap(heading -> heading.sentences.stream());
    }

    private static Heading heading(Section section) {
        boolean isFrame = !ORDER.contains(section.title());
        return new Heading(
                isFrame ? "Implied by the page" : section.title(),
                sentences(section.rollups(), section.title().equals(ERRORS)));
    }

    /** The page defines each code once; whatever else it says of two calls alike, it says once. */
    private static List<Sentence> sentences(List<ClauseRollup> rollups, boolean isOfErrors) {
        Map<String, Map<String, List<ClauseRollup>>> byTerm = new LinkedHashMap<>();
        for (ClauseRollup rollup : rollups) {
            Clause clause = rollup.clause();
            byTerm.computeIfAbsent(isOfErrors ? name(clause) : "", _ -> new LinkedHashMap<>())
                    .computeIfAbsent(clause.words(), _ -> new ArrayList<>())
                    .add(rollup);
        }
        List<Sentence> sentences = new ArrayList<>();
        byTerm.forEach((term, byWords) ->
                byWords.forEach((words, said) -> sentences.add(new Sentence(term, words, said))));
        return sentences;
    }

    private static String name(Clause clause) {
        return clause.id().substring(clause.id().indexOf('/') + 1);
    }
}
