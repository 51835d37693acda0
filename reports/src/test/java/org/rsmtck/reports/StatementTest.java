package org.rsmtck.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.rsmtck.reports.Statement.Verdict;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

class StatementTest {

    @Test
    void a_clean_run_says_what_was_judged_and_what_was_not() {
        assertThat(Statement.of(Examples.passing()).line())
                .isEqualTo(
                        "CONFORMANT to strict at level quick, single node, credentials simulated"
                                + " (27 clauses; 1 not applicable; 5 not judged by this door)");
    }

    @Test
    void a_failing_run_says_how_many_clauses_fail_and_of_which_kind() {
        assertThat(Statement.of(Examples.failing()).line())
                .isEqualTo(
                        "NOT CONFORMANT to strict at level quick, single node, credentials"
                                + " simulated: 2 clauses fail, 1 clause not judged (26 clauses"
                                + " judged; 1 not applicable; 5 not judged by this door), 1"
                                + " supporting clause fails");
    }

    /** What one implementation does binds nobody: a target is like it, or is not. */
    @Test
    void a_run_against_shipped_code_says_whether_the_target_matches_it() {
        Results matching = against("illumos-loopback", Examples.passing());
        Results differing = against("illumos-loopback", Examples.failing());

        assertThat(Statement.of(matching).line())
                .startsWith("MATCHES illumos-loopback at level quick, single node");
        assertThat(Statement.of(differing).line())
                .startsWith("DIFFERS FROM illumos-loopback at level quick, single node");
        for (Results results : List.of(matching, differing)) {
            String words = Statement.of(results).words();
            assertThat(Markdown.of(results)).contains(words).doesNotContain("CONFORMANT");
            assertThat(Html.of(results)).contains(words).doesNotContain("CONFORMANT");
            assertThat(JUnitXml.of(results)).contains(words).doesNotContain("CONFORMANT");
            assertThat(Badge.of(results))
                    .contains(words.toLowerCase(Locale.ROOT))
                    .doesNotContain("CONFORMANT", ">conformant");
        }
    }

    @Test
    void declared_limits_are_said() {
        String limit = "at most 64 import segments on a node";
        Results limited = under("strict", List.of(limit), Examples.passing());
        assertThat(Statement.of(limited).line())
                .contains("single node, credentials simulated, " + limit + " (");
        assertThat(Html.of(limited)).contains(limit);
    }

    private static Results against(String profile, Results results) {
        return under(profile, results.run().limits(), results);
    }

    private static Results under(String profile, List<String> limits, Results results) {
        Run run = results.run();
        return new Results(
                results.version(),
                new Run(
                        run.target(),
                        profile,
                        run.level(),
                        run.conformanceClass(),
                        run.real(),
                        run.simulated(),
                        limits,
                        run.seed(),
                        run.command(),
                        run.started(),
                        run.progress()),
                results.obligations(),
                results.failures(),
                results.outOfReach());
    }

    @Test
    void a_run_of_nothing_is_incomplete() {
        Results nothing = results(List.of());
        assertThat(Statement.of(nothing).verdict()).isEqualTo(Verdict.INCOMPLETE);
    }

    @Test
    void a_run_whose_clauses_are_all_later_is_incomplete() {
        Map<String, String> all = new HashMap<>();
        AnyResults.CLAUSES.forEach(clause -> all.put(clause, "later"));
        Results passing = Examples.passing();
        Results later =
                new Results(Results.VERSION, passing.run(), passing.obligations(), List.of(), all);
        assertThat(Statement.of(later).verdict()).isEqualTo(Verdict.INCOMPLETE);
    }

    @Test
    void an_obligation_that_names_no_known_clause_is_not_counted() {
        assertUnbalanced(
                obligation("conect/returns", Status.PASSED, ""),
                "obligation rules/1 names clause conect/returns, which this release does not know");
    }

    @Test
    void a_failed_obligation_must_show_its_failure() {
        assertUnbalanced(
                obligation("connect/returns", Status.FAILED, ""),
                "obligation rules/1 is failed and names no failure");
        assertUnbalanced(
                obligation("connect/returns", Status.FAILED, "gone"),
                "obligation rules/1 names failure gone, which is not in the results");
    }

    @Test
    void a_passed_obligation_cannot_have_a_failure() {
        assertUnbalanced(
                obligation("connect/returns", Status.PASSED, "gone"),
                "obligation rules/1 is passed and names a failure");
    }

    /** A failure that no obligation owns up to still breaks its clause. */
    @Test
    void a_stray_failure_counts() {
        Results failing = Examples.failing();
        Results stray =
                new Results(
                        Results.VERSION,
                        failing.run(),
                        Examples.passing().obligations(),
                        failing.failures(),
                        failing.outOfReach());
        assertThat(Statement.of(stray).verdict()).isEqualTo(Verdict.NOT_CONFORMANT);
        assertThat(JUnitXml.of(stray)).contains("failure disconnect-still-mapped");
    }

    private static void assertUnbalanced(Obligation obligation, String sentence) {
        Results results = results(List.of(obligation));
        assertThatThrownBy(() -> Statement.of(results))
                .isInstanceOf(Tally.UnbalancedException.class)
                .hasMessage(sentence);
    }

    private static Results results(List<Obligation> obligations) {
        return new Results(
                Results.VERSION, Examples.passing().run(), obligations, List.of(), Map.of());
    }

    private static Obligation obligation(String clause, Status status, String failure) {
        return new Obligation("rules/1", "rules", List.of(clause), List.of(), status, "", failure);
    }
}
