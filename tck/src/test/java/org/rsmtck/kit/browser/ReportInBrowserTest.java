package org.rsmtck.kit.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rsmtck.api.Fabric;
import org.rsmtck.kit.Suites;
import org.rsmtck.kit.example.HastyDisconnect;
import org.rsmtck.kit.plan.Owed;
import org.rsmtck.kit.simulated.ModelFabric;
import org.rsmtck.kit.suite.Exercises;
import org.rsmtck.kit.suite.Level;
import org.rsmtck.kit.suite.RulesSuite;
import org.rsmtck.kit.suite.RunRequest;
import org.rsmtck.kit.suite.TestRun;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;
import org.rsmtck.reports.Html;
import org.rsmtck.reports.Obligation;
import org.rsmtck.reports.Results;
import org.rsmtck.reports.Statement;
import org.rsmtck.reports.Status;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** The report of a run, as somebody sees it who opens it, on a telephone, in the dark, on paper. */
@Timeout(300)
class ReportInBrowserTest {
    private static final List<Integer> WIDTHS = List.of(390, 800, 1280);

    /** Of A4 between the margins that a browser leaves, in pixels. */
    private static final int PAPER = 718;

    @TempDir private static Path folder;

    private static @Nullable Browser browser;

    /** Runs that end in each of the ways. */
    enum Ended {
        CONFORMANT(() -> ReportInBrowserTest.asIfAllPassed(run(right()))),
        NOT_CONFORMANT(() -> run(new HastyDisconnect())),
        INCOMPLETE(() -> run(right()));

        private final Supplier<Results> run;
        private @Nullable Results results;

        Ended(Supplier<Results> run) {
            this.run = run;
        }

        /** What came of the run, which is made once. */
        Results results() {
            results = results == null ? run.get() : results;
            return results;
        }
    }

    @BeforeAll
    static void startBrowser() {
        browser = Browser.in(folder);
    }

    @AfterAll
    static void endBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    private static Fabric right() {
        return ModelFabric.of("right", Pages.model(Profile.STRICT));
    }

    /**
     * One clause is exercised, and the rest of the level is left; of what is left, one obligation
     * of each kind is owed.
     */
    private static Results run(Fabric fabric) {
        Map<String, String> kinds = new HashMap<>();
        RunRequest request =
                RunRequest.of(fabric, Profile.STRICT, Level.QUICK, 1)
                        .of(owed ->
                                isExercised(owed)
                                        || kinds.computeIfAbsent(
                                                        owed.suite() + owed.clauses(),
                                                        _ -> owed.id())
                                                .equals(owed.id()));
        try (TestRun run = Suites.run(request)) {
            RulesSuite.of(request).stream()
                    .filter(one -> isExercised(one.owed()))
                    .forEach(exercise -> Exercises.run(run, exercise));
            return run.results();
        }
    }

    private static boolean isExercised(Owed owed) {
        return owed.clauses().contains("disconnect/SEG_STILL_MAPPED")
                && owed.suite().equals(RulesSuite.NAME);
    }

    private static Results asIfAllPassed(Results results) {
        return new Results(
                results.version(),
                results.run(),
                results.obligations().stream()
                        .map(one ->
                                new Obligation(
                                        one.id(),
                                        one.suite(),
                                        one.clauses(),
                                        one.rules(),
                                        one.status() == Status.NOT_EXERCISED
                                                ? Status.PASSED
                                                : one.status(),
                                        "",
                                        one.failure(),
                                        one.milliseconds()))
                        .toList(),
                results.failures(),
                results.outOfReach(),
                results.robustness());
    }

    private static Tab report(Ended ended) throws IOException {
        Results results = ended.results();
        assertThat(Statement.of(results).verdict().name()).isEqualTo(ended.name());
        Path file = folder.resolve(ended + ".html");
        Files.writeString(file, Html.of(results));
        return Objects.requireNonNull(browser).open(file.toUri());
    }

    @ParameterizedTest
    @EnumSource
    void it_can_be_read_at_every_width_by_day_and_by_night_and_on_paper(Ended ended)
            throws IOException {
        Tab tab = report(ended);
        for (boolean isOpen : List.of(false, true)) {
            tab.evaluate(
                    "document.querySelectorAll('details').forEach(d => d.open = "
                            + isOpen
                            + " || d.open)");
            for (int width : WIDTHS) {
                for (boolean isDark : List.of(false, true)) {
                    tab.show(width, isDark, "screen");
                    assertThat(tab.faults())
                            .as("%s, %d px, dark %s, opened %s", ended, width, isDark, isOpen)
                            .isEmpty();
                }
            }
        }
        tab.show(PAPER, true, "print");
        assertThat(tab.faults()).as("%s on paper", ended).isEmpty();
        assertThat(tab.complaints()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void it_is_printed_with_all_that_is_folded(Ended ended) throws IOException {
        Tab tab = report(ended);
        String folded = "document.querySelectorAll('details:not([open])').length";
        tab.evaluate("addEventListener('beforeprint', () => { window.printed = " + folded + "; })");
        int before = tab.evaluate(folded).asInt();
        assertThat(new String(tab.pdf(), StandardCharsets.ISO_8859_1))
                .startsWith("%PDF-")
                .containsPattern("/Type /Page\\b");
        assertThat(tab.evaluate("window.printed").asInt()).isZero();
        assertThat(tab.evaluate(folded).asInt()).isEqualTo(before).isPositive();
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void what_failed_is_seen_in_the_man_page_and_leads_to_its_failure() throws IOException {
        Tab tab = report(Ended.NOT_CONFORMANT);
        assertThat(
                        tab.evaluate(
                                        "Array.from(document.querySelectorAll('.sentence.failed"
                                                + " .broken a')).map(a => document.getElementById("
                                                + "decodeURIComponent(a.hash.slice(1))).className)")
                                .toString())
                .matches("\\[\"failure\"(,\"failure\")*]");
    }

    @Test
    void clauses_are_found_by_what_they_contain() throws IOException {
        Tab tab = report(Ended.INCOMPLETE);
        assertThat(shown(tab, "POLLFD_IN_USE")).isBetween(1, 10);
        assertThat(shown(tab, "nothing has this in it")).isZero();
        assertThat(shown(tab, "")).isGreaterThan(100);
        assertThat(tab.complaints()).isEmpty();
    }

    private static int shown(Tab tab, String wanted) {
        return tab.evaluate(
                        "(f => { f.value = '"
                                + wanted
                                + "'; f.dispatchEvent(new Event('input'));"
                                + " return document.querySelectorAll("
                                + "'tr.clause:not([hidden])').length; })"
                                + "(document.getElementById('filter'))")
                .asInt();
    }

    /** The checks themselves find what they are for: each fault that is planted is told. */
    @Test
    void what_is_wrong_is_told() throws IOException {
        Path file = folder.resolve("wrong.html");
        Files.writeString(
                file,
                "<!DOCTYPE html><html lang=en><title>x</title><body><header><h1>x</h1></header>"
                        + "<main><h3>skips</h3><p style='color:#aaa'>pale</p><a href='#gone'>y</a>"
                        + "<div style='width:2000px'>wide</div><svg></svg><button></button>"
                        + "<i id=a></i><i id=a></i><nav></nav></main>");
        Tab tab = Objects.requireNonNull(browser).open(file.toUri());
        tab.show(390, false, "screen");
        assertThat(String.join("\n", tab.faults()))
                .contains(
                        "follows a heading of level 1",
                        "has a contrast of",
                        "the link to #gone is dead",
                        "px wide in a window of 390 px",
                        "is a picture without a name",
                        "acts and has no name",
                        "the id a is there twice",
                        "is a landmark without a name",
                        "there are 0 of body > footer");
        tab.evaluate("setTimeout(() => { throw new Error('planted'); }, 0)");
        tab.evaluate("new Promise(done => setTimeout(done, 50))");
        assertThat(tab.complaints().toString()).contains("planted");
    }
}
