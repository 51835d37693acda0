package org.rsmtck.kit.races;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rsmtck.api.Call;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;
import org.rsmtck.model.profile.KnownProfiles;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import javax.lang.model.SourceVersion;

/** The races that the kit brings along, and what is left of them behind agents. */
class RaceFileTest {
    private static final long PAGE = RaceFile.PAGE_SIZE;
    private static final Path FOLDER = Path.of("src/main/resources/org/rsmtck/kit/races");

    /** With {@code -Drsmtck.renew=true}, writes them anew. */
    @Test
    void the_races_that_are_kept_are_those_of_the_model() throws IOException {
        List<Race> made = RaceGenerator.races(Pages.model(Profile.STRICT), RaceFile.PAGE_SIZE);
        if (Boolean.getBoolean("rsmtck.renew")) {
            RaceFile.write(FOLDER.resolve(RaceFile.NAME), made);
            return;
        }
        // Compared by a flag alone: in words, what differs would fill a page.
        assertThat(RaceList.all(RaceFile.PAGE_SIZE).equals(made))
                .as("the races are older than the model: run .ci/renew")
                .isTrue();
        assertThat(RaceList.names()).doesNotHaveDuplicates().allMatch(SourceVersion::isIdentifier);
    }

    @Test
    void segments_of_a_race_are_as_long_as_a_page() {
        assertThat(RaceList.all(65_536))
                .flatExtracting(Race::setup)
                .extracting(RaceCall::call)
                .filteredOn(Call.ExportCreate.class::isInstance)
                .isNotEmpty()
                .allMatch(call -> ((Call.ExportCreate) call).length() == 65_536);
    }

    /** Else a library might be spoilt by what nobody promises, and be rejected for it. */
    @Test
    void behind_agents_nothing_is_called_that_nothing_is_promised_of() {
        for (Profile profile : KnownProfiles.all()) {
            int left = 0;
            for (Race race : RaceList.all(PAGE)) {
                var promised =
                        PromisedRace.of(Pages.model(profile), race.inOneProcess(), PAGE)
                                .map(one -> StandingSetup.of(one).race());
                left += promised.isPresent() ? 1 : 0;
                promised.ifPresent(one ->
                        assertThat(new RaceModel(Pages.model(profile), one, PAGE).unpromised())
                                .as(race.name())
                                .isEmpty());
            }
            assertThat(left).as(profile.name()).isGreaterThan(100);
        }
    }

    @Test
    void what_lasts_from_one_trial_to_the_next_is_changed_by_none() {
        for (Race race : RaceList.all(PAGE)) {
            StandingSetup prepared = StandingSetup.of(race);
            List<RaceCall> setup = prepared.race().setup();

            assertThat(setup).containsExactlyInAnyOrderElementsOf(race.setup());
            List<String> ended =
                    race.turns().stream()
                            .filter(RaceCall::isEnding)
                            .flatMap(turn -> turn.on().stream())
                            .toList();
            assertThat(setup.subList(0, prepared.standing()))
                    .as(race.name())
                    .extracting(RaceCall::name)
                    .noneMatch(ended::contains);
        }
    }
}
