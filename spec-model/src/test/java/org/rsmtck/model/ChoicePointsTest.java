package org.rsmtck.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rsmtck.model.Variant.Groups;
import org.rsmtck.model.Variant.Ids;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Every way to decide what is asked for comes once, and nothing else is decided. */
class ChoicePointsTest {

    @Test
    void every_combination_of_what_is_asked_for_comes_once() {
        List<List<Variant>> seen = new ArrayList<>();

        each(
                Profile.MAN_PAGE,
                Interpretation.NONE,
                choices ->
                        seen.add(
                                List.of(
                                        choices.at(VariationPoint.FOREIGN_NODE_ON_LOOPBACK),
                                        choices.at(VariationPoint.IDS),
                                        choices.at(VariationPoint.GROUPS))));

        int all = 1;
        for (VariationPoint<?> point :
                List.of(
                        VariationPoint.FOREIGN_NODE_ON_LOOPBACK,
                        VariationPoint.IDS,
                        VariationPoint.GROUPS)) {
            all *= Profile.MAN_PAGE.at(point).size();
        }
        assertThat(seen).doesNotHaveDuplicates().hasSize(all);
    }

    @Test
    void what_is_asked_for_after_one_option_is_not_decided_after_another() {
        List<Interpretation> seen = new ArrayList<>();

        each(
                Profile.MAN_PAGE,
                Interpretation.NONE,
                choices -> {
                    if (choices.at(VariationPoint.IDS) == Ids.REAL) {
                        choices.at(VariationPoint.GROUPS);
                    }
                    seen.add(choices.reading());
                });

        Interpretation real = Interpretation.NONE.with(VariationPoint.IDS, Ids.REAL);
        assertThat(seen)
                .containsExactlyInAnyOrder(
                        Interpretation.NONE.with(VariationPoint.IDS, Ids.EFFECTIVE),
                        real.with(VariationPoint.GROUPS, Groups.COUNT),
                        real.with(VariationPoint.GROUPS, Groups.IGNORED));
    }

    @Test
    void what_is_asked_for_twice_is_answered_the_same() {
        each(
                Profile.MAN_PAGE,
                Interpretation.NONE,
                choices ->
                        assertThat(choices.at(VariationPoint.IDS))
                                .isEqualTo(choices.at(VariationPoint.IDS)));
    }

    @Test
    void what_is_known_is_not_decided_anew() {
        Interpretation known = Interpretation.NONE.with(VariationPoint.IDS, Ids.REAL);
        List<Ids> seen = new ArrayList<>();

        each(Profile.MAN_PAGE, known, choices -> seen.add(choices.at(VariationPoint.IDS)));

        assertThat(seen).containsExactly(Ids.REAL);
    }

    @Test
    void what_a_profile_does_not_leave_open_is_no_part_of_a_reading() {
        List<Interpretation> seen = new ArrayList<>();

        each(
                Profile.STRICT,
                Interpretation.NONE,
                choices -> {
                    assertThat(choices.at(VariationPoint.IDS)).isEqualTo(Ids.EFFECTIVE);
                    seen.add(choices.reading());
                });

        assertThat(seen).containsExactly(Interpretation.NONE);
    }

    @Test
    void an_evaluation_that_asks_for_nothing_runs_once() {
        List<Interpretation> seen = new ArrayList<>();

        each(Profile.MAN_PAGE, Interpretation.NONE, choices -> seen.add(choices.reading()));

        assertThat(seen).containsExactly(Interpretation.NONE);
    }

    private static void each(
            Profile profile, Interpretation known, Consumer<ChoicePoints> evaluation) {
        ChoicePoints choices = new ChoicePoints(new ChoicePoints.Open(profile), known);
        do {
            evaluation.accept(choices);
        } while (choices.advance());
    }
}
