package org.rsmtck.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rsmtck.reports.Statement.Verdict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A journal says what its run found, wherever the run ended. */
class JournalFileTest {
    @TempDir private Path folder;

    private static List<Entry> entries(Results results, String part) {
        Run run = results.run();
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry.Begun(Entry.VERSION, run, part, results.terms()));
        for (Obligation o : results.obligations()) {
            entries.add(new Entry.Owed(o.id(), o.suite(), o.clauses(), o.rules()));
        }
        results.failures().forEach(failure -> entries.add(new Entry.Found(failure)));
        for (Obligation o : results.obligations()) {
            entries.add(
                    new Entry.Settled(
                            o.id(), o.status(), o.reason(), o.failure(), o.milliseconds()));
        }
        results.troubles().forEach(trouble -> entries.add(new Entry.Troubled(trouble)));
        entries.add(new Entry.Reached(run.progress(), results.outOfReach(), results.robustness()));
        entries.add(new Entry.Ended(""));
        return entries;
    }

    private Path written(List<Entry> entries) throws IOException {
        Path file = Files.createTempDirectory(folder, "run").resolve(JournalFile.NAME);
        try (JournalFile journal = JournalFile.create(file)) {
            for (Entry entry : entries) {
                journal.write(entry);
            }
        }
        return file;
    }

    @Test
    void a_whole_journal_gives_the_results_of_its_run() throws IOException {
        List<Trouble> troubles = List.of(new Trouble("walks", "it did not open"));
        for (Results results :
                List.of(
                        Examples.passing(),
                        Examples.failing(),
                        Examples.hostile("a\nb\u0000\u2028\""),
                        Examples.failing().troubledBy(troubles))) {
            Path file = written(entries(results, ""));
            assertThat(JournalFile.read(file).results()).isEqualTo(results);
        }
    }

    @Test
    void a_journal_that_ends_anywhere_before_its_end_supports_no_statement() throws IOException {
        String whole = Files.readString(written(entries(Examples.failing(), "")));
        List<String> lines = whole.lines().toList();
        Path file = folder.resolve("cut.jsonl");
        for (int kept = 1; kept < lines.size(); kept += 7) {
            String torn = lines.get(kept).substring(0, lines.get(kept).length() / 2);
            Files.writeString(file, String.join("\n", lines.subList(0, kept)) + "\n" + torn);
            Results results = JournalFile.read(file).results();
            assertThat(Statement.of(results).verdict()).isEqualTo(Verdict.NONE);
            assertThat(Statement.of(results).line()).startsWith("no statement: cut short");
        }
    }

    @Test
    void every_report_of_a_part_says_that_there_is_no_statement() throws IOException {
        Results part =
                JournalFile.read(
                                written(
                                        entries(
                                                Examples.passing(),
                                                "a part of level quick: suite rules")))
                        .results();
        String line = Statement.of(part).line();
        assertThat(line).startsWith("no statement: a part of level quick: suite rules (");
        assertThat(ResultsFile.text(part))
                .contains("\"unstated\" : \"a part of level quick: suite rules\"");
        for (String report :
                List.of(Html.of(part), Markdown.of(part), Badge.of(part), JUnitXml.of(part))) {
            assertThat(report)
                    .contains("a part of level quick: suite rules", "no statement")
                    .doesNotContain("CONFORMANT", "INCOMPLETE", ">conformant", "Self-asserted");
        }
    }

    @Test
    void trouble_keeps_a_run_that_passed_from_conforming() {
        Results troubled =
                Examples.passing().troubledBy(List.of(new Trouble("walks", "it did not <open>")));
        assertThat(Statement.of(troubled).verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(Statement.of(troubled).line()).contains("trouble in walks");
        assertThat(Html.of(troubled)).contains("it did not &lt;open&gt;");
        assertThat(Markdown.of(troubled)).contains("it did not &lt;open&gt;");
    }

    @Test
    void what_is_no_journal_is_answered_with_a_sentence() throws IOException {
        Path file = folder.resolve("other.jsonl");
        assertUnreadable(file, "there is no such file");
        Files.writeString(file, "");
        assertUnreadable(file, "before its first entry");
        Files.writeString(file, "{\"entry\":\"ended\",\"early\":\"\"}\n");
        assertUnreadable(file, "in its first line and nowhere else");
        Files.writeString(file, "{\"what\":1}\n");
        assertUnreadable(file, "line 1: it is no entry of a journal");
        String begun = Files.readString(written(entries(Examples.passing(), "")));
        Files.writeString(file, begun.replaceFirst("\"version\":3", "\"version\":9"));
        assertUnreadable(file, "version 9 and this release reads version 3");
    }

    private static void assertUnreadable(Path file, String words) {
        assertThatThrownBy(() -> JournalFile.read(file))
                .isInstanceOf(UnreadableResultsException.class)
                .hasMessageContaining(words);
    }

    @Test
    void a_failure_met_again_is_counted() {
        Failure failure = Examples.failing().failures().getFirst();
        Book book = new Book();
        book.add(new Entry.Begun(Entry.VERSION, Examples.passing().run(), "", Terms.USUAL));
        book.add(new Entry.Found(failure));
        book.add(new Entry.Met(failure.id(), 21));
        assertThat(book.results().failures()).extracting(Failure::times).containsExactly(21);
        assertThat(book.results().outOfReach()).isEqualTo(Map.of());
    }
}
