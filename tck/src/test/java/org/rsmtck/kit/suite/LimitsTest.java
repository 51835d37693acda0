package org.rsmtck.kit.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmtck.api.Call;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Limits;
import org.rsmtck.api.RsmError;
import org.rsmtck.kit.Suites;
import org.rsmtck.kit.simulated.ModelFabric;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.Rule;
import org.rsmtck.model.page.LimitRules;
import org.rsmtck.model.page.Pages;
import org.rsmtck.reports.Obligation;
import org.rsmtck.reports.Results;
import org.rsmtck.reports.Statement;
import org.rsmtck.reports.Status;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A target is asked for what it declares to have room for, and for one more: what all else would
 * take beyond that is not applicable to it, and is told.
 */
class LimitsTest {
    private static final Limits FEW = new Limits(Long.MAX_VALUE, 1, 8 * 4096, Long.MAX_VALUE);
    private static final Fabric SMALL = keeping(FEW, FEW);
    private static final String ONE_EXPORT = "at most 1 export segment on a node";
    private static final Limits EIGHT = new Limits(8, 8, 16 * 4096, 8);

    private static Results results;

    /** A right implementation of those limits, which declares these. */
    private static ModelFabric keeping(Limits those, Limits these) {
        return ModelFabric.of("small", LimitRules.on(Pages.model(Profile.STRICT), those))
                .declaring(these);
    }

    private static Results results(Fabric fabric) {
        try (TestRun run = Suites.run(RunRequest.of(fabric, Profile.STRICT, Level.QUICK, 1))) {
            RulesSuite.of(run.request()).forEach(exercise -> Exercises.run(run, exercise));
            run.suite(TransitionsSuite.class)
                    .programs()
                    .forEach(run.suite(TransitionsSuite.class)::go);
            run.suite(TransitionsSuite.class).settle();
            return run.results();
        }
    }

    /** Those obligations alone that declared limits owe. */
    private static Results declared(Fabric fabric) {
        try (TestRun run = Suites.run(RunRequest.of(fabric, Profile.STRICT, Level.QUICK, 1))) {
            RulesSuite.of(run.request()).stream()
                    .filter(exercise -> exercise.owed().id().contains("declared"))
                    .forEach(exercise -> Exercises.run(run, exercise));
            return run.results();
        }
    }

    private static List<Obligation> owed(Results from) {
        return from.obligations().stream().filter(one -> one.id().contains("declared")).toList();
    }

    @BeforeAll
    static void run() {
        results = results(SMALL);
    }

    @Test
    void what_goes_beyond_them_is_not_applicable() {
        assertThat(of("rules"))
                .filteredOn(one -> one.status() == Status.NOT_APPLICABLE)
                .extracting(Obligation::reason)
                .contains("the target declares " + ONE_EXPORT);
    }

    @Test
    void all_else_is_exercised() {
        assertThat(results.failures()).isEmpty();
        assertThat(of("rules", "transitions"))
                .extracting(Obligation::status)
                .contains(Status.PASSED)
                .doesNotContain(Status.FAILED, Status.NOT_EXERCISED);
    }

    @Test
    void the_statement_tells_of_them() {
        assertThat(results.run().limits())
                .containsExactly(
                        ONE_EXPORT,
                        "at most 32,768 B to a segment",
                        "effects on other nodes within 0.01 s");
        assertThat(Statement.of(results).line()).contains(ONE_EXPORT);
    }

    @Test
    void their_costs_are_known_beforehand() {
        assertThat(Costs.of(SMALL, Pages.model(Profile.STRICT)))
                .filteredOn(cost -> cost.what().equals("room, with " + ONE_EXPORT))
                .singleElement()
                .satisfies(cost -> assertThat(cost.obligations()).isPositive());
    }

    @Test
    void who_keeps_what_he_declares_passes() {
        assertThat(owed(declared(keeping(EIGHT, EIGHT))))
                .hasSize(10)
                .extracting(Obligation::status)
                .containsOnly(Status.PASSED);
        Limits hundreds = new Limits(500, 500, 1 << 24, 60);
        assertThat(owed(declared(keeping(hundreds, hundreds))))
                .extracting(Obligation::status)
                .containsOnly(Status.PASSED);
    }

    @Test
    void what_is_too_far_is_told() {
        Limits many = new Limits(1L << 40, 1L << 40, 1L << 40, 1000);
        assertThat(owed(declared(keeping(many, many))))
                .hasSize(4)
                .extracting(Obligation::status)
                .containsOnly(Status.NOT_APPLICABLE);
    }

    static Stream<Fabric> wrong() {
        Limits seven = new Limits(7, 8, 16 * 4096, 8);
        Limits oneExportLess = new Limits(8, 7, 16 * 4096, 8);
        Limits aPageLess = new Limits(8, 8, 15 * 4096, 8);
        Limits anEntryLess = new Limits(8, 8, 16 * 4096, 7);
        return Stream.of(
                keeping(Limits.NONE, EIGHT),
                keeping(new Limits(9, 8, 16 * 4096, 8), EIGHT),
                keeping(seven, EIGHT),
                keeping(oneExportLess, EIGHT),
                keeping(aPageLess, EIGHT),
                keeping(anEntryLess, EIGHT),
                answering(LimitRules.CONNECT, RsmError.INTERNAL_ERROR),
                answering(LimitRules.CONNECT, RsmError.BAD_CONF),
                answering(LimitRules.CREATE, RsmError.MAP_FAILED),
                answering(LimitRules.LENGTH, RsmError.BAD_SEGID),
                answering(LimitRules.PUBLISH, RsmError.BAD_SEGID));
    }

    /** Refuses beyond its limits with another code. */
    private static Fabric answering(String rule, RsmError code) {
        Model wrong =
                LimitRules.on(Pages.model(Profile.STRICT), EIGHT)
                        .with(rules ->
                                rules.stream().map(one -> answering(one, rule, code)).toList());
        return ModelFabric.of("small", wrong).declaring(EIGHT);
    }

    private static <C extends Call> Rule answering(Rule rule, String id, RsmError code) {
        if (!rule.id().equals(id)) {
            return rule;
        }
        @SuppressWarnings("unchecked")
        Rule.Refusal<C> r = (Rule.Refusal<C>) rule;
        return new Rule.Refusal<>(
                r.id(), r.on(), Set.of(code), r.force(), r.words(), r.also(), r.guard(), r.after());
    }

    @ParameterizedTest
    @MethodSource
    void wrong(Fabric fabric) {
        Results found = declared(fabric);
        assertThat(found.failures()).isNotEmpty();
        assertThat(owed(found)).extracting(Obligation::status).contains(Status.FAILED);
    }

    private static List<Obligation> of(String... suites) {
        return results.obligations().stream()
                .filter(one -> List.of(suites).contains(one.suite()))
                .toList();
    }
}
