package org.rsmtck.kit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rsmtck.kit.example.SlowDisconnect;
import org.rsmtck.kit.races.Mode;
import org.rsmtck.kit.races.RaceObligations;
import org.rsmtck.kit.races.RaceResult;
import org.rsmtck.model.Profile;
import org.rsmtck.reports.Book;
import org.rsmtck.reports.ClauseRollup;
import org.rsmtck.reports.Entry;
import org.rsmtck.reports.Results;
import org.rsmtck.reports.Statement;
import org.rsmtck.reports.Support;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** What a reader is told of races. */
class RacesReportTest {
    @Test
    void races_support_their_clauses_and_alone_no_statement_for_conformance() {
        Results results = report("connect_connect", "disconnect_disconnect");

        assertThat(ClauseRollup.of(results))
                .filteredOn(rollup -> rollup.clause().id().endsWith("/MT-safe"))
                .extracting(ClauseRollup::support)
                .containsOnly(Support.SUPPORTED)
                .hasSize(2);
        Statement statement = Statement.of(results);
        assertThat(statement.verdict()).isEqualTo(Statement.Verdict.NONE);
        assertThat(statement.judged()).isEqualTo(2);
        assertThat(statement.notJudged()).isGreaterThan(2);
    }

    private static Results report(String... races) {
        List<RaceResult> results = List.of(races).stream().map(RacesReportTest::passed).toList();
        Book book = new Book();
        RacesReport report =
                new RacesReport(new SlowDisconnect(), Profile.STRICT, Mode.QUICK, "again");
        report.begin(book::add, List.of(races));
        report.keep(book::add, results, RaceObligations.of(results, 4096, race -> "again " + race));
        book.add(new Entry.Ended(""));
        return book.results();
    }

    private static RaceResult passed(String race) {
        return new RaceResult(
                race,
                race.substring(0, race.indexOf('_')) + "/MT-safe",
                1,
                OptionalLong.empty(),
                9,
                Map.of("A=done", 1L),
                Set.of("A=done"),
                Map.of(),
                List.of(),
                Map.of(),
                RaceResult.Unjudged.NONE,
                "");
    }
}
