package org.rsmtck.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.rsmtck.reports.Statement.Verdict;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What waivers and lists of known failures change, and what they do not. */
class TermsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 2, 3);
    private static final String NAME = "waivers.json";

    private static String waivers(String... clauses) {
        List<String> all = new ArrayList<>();
        for (String clause : clauses) {
            all.add(
                    """
                    {"clause": "%s", "reason": "see letter 12", "issuer": "the board", "expires": "2026-02-03"}
                    """
                            .formatted(clause));
        }
        return "{\"version\": 1, \"waivers\": [" + String.join(",", all) + "]}";
    }

    private static Results failing(List<Waiver> waivers, List<KnownFailure> known) {
        return Examples.failing().on(new Terms(Shard.WHOLE, waivers, known));
    }

    @Test
    void the_statement_names_what_is_waived_with_its_issuer_its_end_and_its_reason() {
        List<Waiver> all =
                Waivers.parse(
                        waivers("connect/SEG_NOT_PUBLISHED", "disconnect/SEG_STILL_MAPPED"),
                        NAME,
                        TODAY);
        Statement statement = Statement.of(failing(all, List.of()));

        assertThat(statement.failing()).isZero();
        assertThat(statement.waived()).isPositive();
        assertThat(statement.line())
                .contains(
                        "disconnect/SEG_STILL_MAPPED waived by the board until 2026-02-03: see"
                                + " letter 12");
        assertThat(Html.of(failing(all, List.of()))).contains("see letter 12");
    }

    @Test
    void a_failure_that_breaks_another_clause_as_well_is_not_waived() {
        List<Waiver> one = Waivers.parse(waivers("disconnect/SEG_STILL_MAPPED"), NAME, TODAY);
        Results failing = Examples.failing();
        List<Failure> broader =
                failing.failures().stream()
                        .map(failure ->
                                failure.breaking(failure.clause(), List.of("connect/returns")))
                        .toList();
        Results broken =
                new Results(
                                Results.VERSION,
                                failing.run(),
                                failing.obligations(),
                                broader,
                                failing.outOfReach())
                        .on(new Terms(Shard.WHOLE, one, List.of()));
        assertThat(Tally.of(broken).of(Status.WAIVED)).isZero();
        assertThat(Statement.of(broken).verdict()).isEqualTo(Verdict.NOT_CONFORMANT);
    }

    @Test
    void a_waiver_that_does_not_count_is_refused_with_a_sentence() {
        assertRefused(waivers("conect/returns"), "knows no such clause");
        assertRefused(
                waivers("connect/returns").replace("2026-02-03", "2026-02-02"),
                "expired on 2026-02-02");
        assertRefused(waivers("connect/returns").replace("2026-02-03", "soon"), "which is no day");
        assertRefused(waivers("connect/returns").replace("the board", " "), "who issued it");
        assertRefused(waivers("connect/returns").replace("see letter 12", ""), "gives no reason");
        assertRefused(waivers("connect/returns", "connect/returns"), "twice");
        assertRefused(
                waivers("connect/returns").replace("\"reason\": \"see letter 12\", ", ""),
                "missing field \"reason\"");
        assertRefused("{\"version\": 3, \"waivers\": []}", "has version 3");
        assertRefused("nothing", "it is not JSON");
    }

    private static void assertRefused(String text, String words) {
        assertThatThrownBy(() -> Waivers.parse(text, NAME, TODAY))
                .isInstanceOf(UnreadableResultsException.class)
                .hasMessageStartingWith(NAME)
                .hasMessageContaining(words);
    }

    private static List<KnownFailure> written() {
        return KnownFailures.parse(KnownFailures.text(Examples.failing()), "known.txt");
    }

    @Test
    void the_list_that_is_written_matches_and_changes_no_statement() {
        Results known = failing(List.of(), written());

        assertThat(KnownFailures.match(known).isExact()).isTrue();
        assertThat(KnownFailures.match(known).unjudged()).isEmpty();
        assertThat(KnownFailures.match(known).asListed()).isEqualTo(written().size());
        assertThat(Tally.of(known).of(Status.FAILED)).isZero();
        assertThat(Statement.of(known)).isEqualTo(Statement.of(Examples.failing()));
        assertThat(KnownFailures.text(known)).isEqualTo(KnownFailures.text(Examples.failing()));
    }

    @Test
    void what_is_not_as_listed_is_told_by_its_kind() {
        List<KnownFailure> fewer = written().subList(1, written().size());
        KnownFailures.Match more = KnownFailures.match(failing(List.of(), fewer));
        assertThat(more.unexpected()).containsExactly(written().getFirst().obligation());
        assertThat(more.isExact()).isFalse();

        Results passing = Examples.passing().on(new Terms(Shard.WHOLE, List.of(), written()));
        KnownFailures.Match mended = KnownFailures.match(passing);
        assertThat(mended.mended()).hasSameSizeAs(written());
        assertThat(JUnitXml.of(passing)).contains("take it from the list");
        assertThat(Markdown.of(passing)).contains("take it from the list");

        List<KnownFailure> stale = new ArrayList<>(written());
        stale.add(new KnownFailure(Status.FAILED, "connect/returns", "rules: long gone"));
        assertThat(KnownFailures.match(failing(List.of(), stale)).gone())
                .containsExactly("rules: long gone");

        List<KnownFailure> otherwise =
                written().stream()
                        .map(one ->
                                one.status() == Status.FAILED
                                        ? new KnownFailure(
                                                one.status(), "map/returns", one.obligation())
                                        : one)
                        .toList();
        assertThat(KnownFailures.match(failing(List.of(), otherwise)).unexpected()).isNotEmpty();
    }

    @Test
    void a_list_that_is_none_is_refused_with_its_line() {
        assertThatThrownBy(() -> KnownFailures.parse("# a list\n\nfailed rules\n", "known.txt"))
                .isInstanceOf(UnreadableResultsException.class)
                .hasMessageStartingWith("known.txt, line 3: ");
        String twice = "failed\tconnect/returns\trules: a\n";
        assertThatThrownBy(() -> KnownFailures.parse(twice + twice, "known.txt"))
                .hasMessageContaining("line 2: the obligation is there twice");
    }
}
