package org.rsmtck.kit.suites;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Limits;
import org.rsmtck.kit.mirror.ModelFabric;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.reports.Obligation;
import org.rsmtck.reports.Results;
import org.rsmtck.reports.Statement;
import org.rsmtck.reports.Status;

import java.util.List;

/** What goes beyond the limits that a target declares is not applicable to it, and is told. */
class LimitsTest {
    private static final Fabric SMALL =
            ModelFabric.of("small", Model.of(Profile.STRICT))
                    .declaring(new Limits(Long.MAX_VALUE, 1, 8 * 4096, Long.MAX_VALUE));
    private static final String ONE_EXPORT = "at most 1 export segment on a node";

    private static Results results;

    @BeforeAll
    static void run() {
        try (Campaign campaign =
                new Campaign(Campaign.Order.of(SMALL, Profile.STRICT, Level.QUICK, 1))) {
            RulesSuite.of(campaign.order().model(), campaign.capabilities().pageSize())
                    .forEach(exercise -> Exercises.run(campaign, exercise));
            campaign.transitions().programs().forEach(campaign.transitions()::go);
            campaign.transitions().settle();
            results = campaign.results();
        }
    }

    @Test
    void what_goes_beyond_them_is_not_applicable() {
        assertThat(of("rules"))
                .filteredOn(one -> one.status() == Status.NOT_APPLICABLE)
                .extracting(Obligation::reason)
                .contains("the target declares " + ONE_EXPORT);
        assertThat(of("transitions"))
                .filteredOn(one -> one.status() == Status.NOT_APPLICABLE)
                .extracting(Obligation::reason)
                .isNotEmpty()
                .allSatisfy(reason ->
                        assertThat(reason).endsWith("; the target declares " + ONE_EXPORT));
    }

    @Test
    void all_else_is_exercised() {
        assertThat(of("rules", "transitions"))
                .extracting(Obligation::status)
                .contains(Status.PASSED)
                .doesNotContain(Status.FAILED, Status.NOT_EXERCISED);
        assertThat(results.failures()).isEmpty();
    }

    @Test
    void the_statement_tells_of_them() {
        assertThat(results.run().limits())
                .containsExactly(ONE_EXPORT, "at most 32,768 B to a segment");
        assertThat(Statement.of(results).line()).contains(ONE_EXPORT);
    }

    @Test
    void their_costs_are_known_beforehand() {
        assertThat(Costs.of(SMALL, Model.of(Profile.STRICT)))
                .filteredOn(cost -> cost.what().equals("room, with " + ONE_EXPORT))
                .singleElement()
                .satisfies(cost -> assertThat(cost.obligations()).isPositive());
    }

    private static List<Obligation> of(String... suites) {
        return results.obligations().stream()
                .filter(one -> List.of(suites).contains(one.suite()))
                .toList();
    }
}
