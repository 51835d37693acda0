package org.rsmtck.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** Every way to decide what is asked for comes once, and nothing else is decided. */
class ChoicesTest {

    @Test
    void everyCombinationOfWhatIsAskedForComesOnce() {
        List<List<Option>> seen = new ArrayList<>();

        Choices.each(
                Profile.MAN_PAGE,
                Reading.NONE,
                choices ->
                        seen.add(
                                List.of(
                                        choices.at(Point.FOREIGN_NODE_ON_LOOPBACK),
                                        choices.at(Point.IDS),
                                        choices.at(Point.GROUPS))));

        int all = 1;
        for (Point point : List.of(Point.FOREIGN_NODE_ON_LOOPBACK, Point.IDS, Point.GROUPS)) {
            all *= Profile.MAN_PAGE.at(point).size();
        }
        assertThat(seen).doesNotHaveDuplicates().hasSize(all);
    }

    @Test
    void whatIsAskedForAfterOneOptionIsNotDecidedAfterAnother() {
        List<Reading> seen = new ArrayList<>();

        Choices.each(
                Profile.MAN_PAGE,
                Reading.NONE,
                choices -> {
                    if (choices.at(Point.IDS) == Option.REAL) {
                        choices.at(Point.GROUPS);
                    }
                    seen.add(choices.reading());
                });

        Reading real = Reading.NONE.with(Point.IDS, Option.REAL);
        assertThat(seen)
                .containsExactlyInAnyOrder(
                        Reading.NONE.with(Point.IDS, Option.EFFECTIVE),
                        real.with(Point.GROUPS, Option.COUNT),
                        real.with(Point.GROUPS, Option.IGNORED));
    }

    @Test
    void whatIsAskedForTwiceIsAnsweredTheSame() {
        Choices.each(
                Profile.MAN_PAGE,
                Reading.NONE,
                choices -> assertThat(choices.at(Point.IDS)).isEqualTo(choices.at(Point.IDS)));
    }

    @Test
    void whatIsKnownIsNotDecidedAnew() {
        Reading known = Reading.NONE.with(Point.IDS, Option.REAL);
        List<Option> seen = new ArrayList<>();

        Choices.each(Profile.MAN_PAGE, known, choices -> seen.add(choices.at(Point.IDS)));

        assertThat(seen).containsExactly(Option.REAL);
    }

    @Test
    void whatAProfileDoesNotLeaveOpenIsNoPartOfAReading() {
        List<Reading> seen = new ArrayList<>();

        Choices.each(
                Profile.STRICT,
                Reading.NONE,
                choices -> {
                    assertThat(choices.at(Point.IDS)).isEqualTo(Option.EFFECTIVE);
                    seen.add(choices.reading());
                });

        assertThat(seen).containsExactly(Reading.NONE);
    }

    @Test
    void anEvaluationThatAsksForNothingRunsOnce() {
        List<Reading> seen = new ArrayList<>();

        Choices.each(Profile.MAN_PAGE, Reading.NONE, choices -> seen.add(choices.reading()));

        assertThat(seen).containsExactly(Reading.NONE);
    }
}
