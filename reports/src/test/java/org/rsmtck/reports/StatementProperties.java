package org.rsmtck.reports;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

import org.rsmtck.model.Clause;
import org.rsmtck.reports.Statement.Verdict;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What holds of the statement, whatever a run found. */
@Domain(AnyResults.class)
@Domain(DomainContext.Global.class)
class StatementProperties {

    @Property
    @StatisticsReport(StatisticsReportMode.OFF)
    void every_verdict_is_met(@ForAll Results results) {
        Statistics.collect(Statement.of(results).verdict());
        Statistics.coverage(coverage -> {
            for (Verdict verdict : EnumSet.complementOf(EnumSet.of(Verdict.NONE))) {
                coverage.check(verdict).count(count -> count > 0);
            }
        });
    }

    /** Whatever was found. */
    @Property
    void a_part_has_no_statement(@ForAll Results results) {
        Statement statement = Statement.of(results.unstated("a part"));
        assertThat(statement.verdict()).isEqualTo(Verdict.NONE);
        assertThat(statement.line()).startsWith("no statement: a part (");
    }

    /** It conforms only if nothing but verdicts came of it. */
    @Property
    void trouble_is_never_conformant(@ForAll Results results) {
        Results troubled = results.troubledBy(List.of(new Trouble("walks", "it fell over")));
        assertThat(Statement.of(troubled).verdict())
                .isIn(Verdict.INCOMPLETE, Verdict.NOT_CONFORMANT);
    }

    @Property
    void obligations_add_up(@ForAll Results results) {
        Tally tally = Tally.of(results);
        for (Status status : Status.values()) {
            assertThat(tally.of(status)).isEqualTo(count(results, o -> o.status() == status));
        }
        for (ClauseRollup rollup : ClauseRollup.of(results)) {
            String clause = rollup.clause().id();
            assertThat(rollup.total()).isEqualTo(count(results, o -> o.clauses().contains(clause)));
            assertThat(rollup.percentJudged()).isBetween(0, 100);
        }
    }

    @Property
    void required_clauses_add_up(@ForAll Results results) {
        Statement s = Statement.of(results);
        assertThat(
                        s.judged()
                                + s.notJudged()
                                + s.notApplicable()
                                + s.notTestable()
                                + s.outOfReach())
                .isEqualTo((int) Catalogue.clauses().stream().filter(Clause::isRequired).count());
        assertThat(s.failing() + s.waived()).isLessThanOrEqualTo(s.judged());
    }

    @Property
    void a_broken_required_clause_is_not_conformant(
            @ForAll Results results, @ForAll @IntRange(max = 999) int at) {
        Obligation passed = passed(results, at);
        Assume.that(isRequired(passed));
        Results broken = failed(results, passed, Status.FAILED, passed.clauses());
        assertThat(Statement.of(broken).verdict()).isEqualTo(Verdict.NOT_CONFORMANT);
    }

    @Property
    void a_known_failure_counts_as_any_other(
            @ForAll Results results, @ForAll @IntRange(max = 999) int at) {
        Obligation passed = passed(results, at);
        List<String> clauses = passed.clauses();
        assertThat(Statement.of(failed(results, passed, Status.KNOWN_FAILURE, clauses)))
                .isEqualTo(Statement.of(failed(results, passed, Status.FAILED, clauses)));
    }

    @Property
    void whatever_a_failure_is_blamed_on_its_required_clause_does_not_pass(
            @ForAll Results results,
            @ForAll @IntRange(max = 999) int at,
            @ForAll @IntRange(max = 999) int blamed) {
        Obligation passed = passed(results, at);
        Assume.that(isRequired(passed));
        String clause = AnyResults.CLAUSES.get(blamed % AnyResults.CLAUSES.size());
        Results broken = failed(results, passed, Status.FAILED, List.of(clause));
        assertThat(isConformant(broken) && !isAllLater(results, passed)).isFalse();
    }

    /** Nobody passes by keeping the kit from getting somewhere. */
    @Property
    void what_was_not_exercised_never_helps(
            @ForAll Results results, @ForAll @IntRange(max = 999) int at) {
        Assume.that(!results.obligations().isEmpty());
        Obligation any = results.obligations().get(at % results.obligations().size());
        Assume.that(isRequired(any) && !isAllLater(results, any));
        Results skipped = replaced(results, any, o -> with(o, Status.NOT_EXERCISED));
        assertThat(isConformant(skipped)).isFalse();
    }

    @Property
    void taking_away_what_passed_never_helps(
            @ForAll Results results, @ForAll @IntRange(max = 999) int at) {
        Obligation passed = passed(results, at);
        List<Obligation> fewer = new ArrayList<>(results.obligations());
        fewer.remove(passed);
        Results without = with(results, fewer, results.failures());
        assertThat(isConformant(without) && !isConformant(results)).isFalse();
        assertThat(Statement.of(without).judged())
                .isLessThanOrEqualTo(Statement.of(results).judged());
    }

    /** A capability that a target does without does not excuse it from succeeding. */
    @Property
    void a_clause_of_success_must_be_seen_to_succeed(@ForAll Results results) {
        Assume.that(isConformant(results));
        for (Clause clause : Catalogue.clauses()) {
            boolean isDue = clause.isRequired() && !results.outOfReach().containsKey(clause.id());
            if (isDue && Catalogue.isOfSuccess(clause.id())) {
                assertThat(results.obligations())
                        .anyMatch(o ->
                                o.clauses().contains(clause.id())
                                        && (o.status() == Status.PASSED
                                                || o.status() == Status.NOT_TESTABLE));
            }
        }
    }

    @Property
    void a_statement_is_one_line_that_starts_with_its_verdict(@ForAll Results results) {
        Statement statement = Statement.of(results);
        assertThat(statement.line()).startsWith(statement.verdict().words() + " to ");
        assertThat(statement.line().chars()).noneMatch(Character::isISOControl);
    }

    private static int count(Results results, Predicate<Obligation> which) {
        return (int) results.obligations().stream().filter(which).count();
    }

    private static boolean isConformant(Results results) {
        Verdict verdict = Statement.of(results).verdict();
        return verdict == Verdict.CONFORMANT || verdict == Verdict.CONFORMANT_WITH_WAIVERS;
    }

    private static Obligation passed(Results results, int at) {
        List<Obligation> passed =
                results.obligations().stream().filter(o -> o.status() == Status.PASSED).toList();
        Assume.that(!passed.isEmpty());
        return passed.get(at % passed.size());
    }

    private static boolean isRequired(Obligation obligation) {
        return obligation.clauses().stream().anyMatch(c -> Catalogue.clause(c).isRequired());
    }

    /** Whether the level owes none of its required clauses. */
    private static boolean isAllLater(Results results, Obligation obligation) {
        return obligation.clauses().stream()
                .filter(clause -> Catalogue.clause(clause).isRequired())
                .allMatch(results.outOfReach()::containsKey);
    }

    private static Results failed(
            Results results, Obligation obligation, Status status, List<String> clauses) {
        List<Failure> failures = new ArrayList<>(results.failures());
        failures.add(
                new Failure(
                        "new",
                        clauses.getFirst(),
                        clauses,
                        "rules",
                        1,
                        List.of(),
                        "",
                        List.of(),
                        List.of(),
                        "",
                        1));
        Results replaced =
                replaced(
                        results,
                        obligation,
                        o ->
                                new Obligation(
                                        o.id(),
                                        o.suite(),
                                        o.clauses(),
                                        o.rules(),
                                        status,
                                        "",
                                        "new"));
        return with(results, replaced.obligations(), failures);
    }

    private static Results replaced(
            Results results, Obligation obligation, UnaryOperator<Obligation> change) {
        return with(
                results,
                results.obligations().stream()
                        .map(o -> o.equals(obligation) ? change.apply(o) : o)
                        .toList(),
                results.failures());
    }

    private static Obligation with(Obligation o, Status status) {
        return new Obligation(o.id(), o.suite(), o.clauses(), o.rules(), status, "", "");
    }

    private static Results with(
            Results results, List<Obligation> obligations, List<Failure> failures) {
        return new Results(
                results.version(), results.run(), obligations, failures, results.outOfReach());
    }
}
