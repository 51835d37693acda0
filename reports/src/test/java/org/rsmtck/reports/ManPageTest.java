package org.rsmtck.reports;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

import org.junit.jupiter.api.Test;
import org.rsmtck.model.Clause;
import org.rsmtck.reports.ManPage.Sentence;

import java.util.List;
import java.util.stream.Stream;

/** The man page in the report: each sentence once, where the page has it, with its verdict. */
class ManPageTest {
    private static ManPage of(Results results) {
        return ManPage.of(ClauseRollup.of(results));
    }

    private static Stream<Sentence> sentences(Results results) {
        return of(results).headings().stream().flatMap(heading -> heading.sentences().stream());
    }

    private static Sentence sentence(Results results, String clause) {
        return sentences(results)
                .filter(one -> clauses(one).contains(clause))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> clauses(Sentence sentence) {
        return sentence.clauses().stream().map(rollup -> rollup.clause().id()).toList();
    }

    @Test
    void every_clause_of_the_page_stands_in_it_once_under_the_heading_of_its_source() {
        for (ManPage.Heading heading : of(Examples.passing()).headings()) {
            assertThat(heading.sentences())
                    .flatExtracting(Sentence::clauses)
                    .extracting(rollup -> rollup.clause().source())
                    .allMatch(source ->
                            source.endsWith(", " + heading.title())
                                    || source.startsWith("implied by"));
        }
        assertThat(sentences(Examples.passing()).flatMap(one -> clauses(one).stream()))
                .containsExactlyInAnyOrderElementsOf(
                        Catalogue.clauses().stream()
                                .filter(Clause::isRequired)
                                .map(Clause::id)
                                .toList());
    }

    @Test
    void headings_stand_in_the_order_of_the_page() {
        assertThat(of(Examples.passing()).headings())
                .extracting(ManPage.Heading::title)
                .containsExactly(
                        "DESCRIPTION",
                        "RETURN VALUES",
                        "ERRORS",
                        "ATTRIBUTES",
                        "Implied by the page");
    }

    @Test
    void what_is_said_of_both_calls_is_one_sentence_and_a_code_has_one_place() {
        assertThat(clauses(sentence(Examples.passing(), "connect/returns")))
                .containsExactly("connect/returns", "disconnect/returns");
        assertThat(clauses(sentence(Examples.passing(), "connect/MT-safe")))
                .containsExactly("connect/MT-safe", "disconnect/MT-safe");
        List<String> terms =
                sentences(Examples.passing())
                        .map(Sentence::term)
                        .filter(term -> !term.isEmpty())
                        .toList();
        assertThat(terms).startsWith("BAD_SEG_HNDL", "BAD_SEG_HNDL", "BAD_CTLR_HNDL");
        assertThat(terms).endsWith("SEG_STILL_MAPPED", "POLLFD_IN_USE");
    }

    @Test
    void a_sentence_says_what_became_of_it() {
        Results failing = Examples.failing();
        assertThat(sentence(failing, "disconnect/SEG_STILL_MAPPED").verdict())
                .isEqualTo(SentenceVerdict.FAILED);
        assertThat(sentence(failing, "disconnect/POLLFD_IN_USE").verdict())
                .isEqualTo(SentenceVerdict.NOT_EXERCISED);
        assertThat(sentence(failing, "connect/INTERRUPTED").verdict())
                .isEqualTo(SentenceVerdict.NOT_APPLICABLE);
        assertThat(sentence(failing, "connect/MT-safe").verdict())
                .isEqualTo(SentenceVerdict.NOT_JUDGED);
        assertThat(sentence(failing, "connect/BAD_CTLR_HNDL").verdict())
                .isEqualTo(SentenceVerdict.PASSED);
    }

    @Property(tries = 100)
    @Domain(AnyResults.class)
    void a_sentence_fails_where_one_of_its_clauses_is_broken(@ForAll Results results) {
        ManPage page = of(results);
        assertThat(sentences(results))
                .allMatch(one ->
                        page.failed().contains(one)
                                == one.clauses().stream()
                                        .anyMatch(clause -> clause.support().isBroken()));
        assertThat(page.counts().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(sentences(results).count());
    }

    @Test
    void the_report_names_what_does_not_hold_before_the_first_sentence() {
        assertThat(Html.of(Examples.failing()))
                .containsSubsequence(
                        "id=\"man-page\"",
                        "Do not hold: <a href=\"#page-connect/SEG_NOT_PUBLISHED\"",
                        "<h3>DESCRIPTION</h3>",
                        "<li class=\"sentence failed\" id=\"page-connect/SEG_NOT_PUBLISHED\">",
                        "href=\"#failure-connect-not-published\"");
        assertThat(Html.of(Examples.passing())).doesNotContain("Do not hold");
    }
}
