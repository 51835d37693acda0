package org.rsmtck.kit.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmtck.explore.Scopes;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;
import org.rsmtck.model.profile.KnownProfiles;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The plans that the kit brings along. With {@code -Drsmtck.renew=true}, writes them anew. */
final class PlanFileTest {
    private static final Path FOLDER = Path.of("src/main/resources/org/rsmtck/kit/plan");
    private static final String REMEDY = "the plan of %s is older than the model: run .ci/renew";

    static List<Profile> profiles() {
        return KnownProfiles.all();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void what_is_kept_is_what_the_model_owes(Profile profile) throws IOException {
        Model model = Pages.model(profile);
        PlanFile file = PlanFile.of(model, PlanFile.PAGE_SIZE).orElseThrow();
        RulePlan rules = RuleWitnesses.of(model, PlanFile.PAGE_SIZE);
        Tour tour = TourPlanner.of(model, Scopes.TOUR, PlanFile.PAGE_SIZE);
        if (Boolean.getBoolean("rsmtck.renew")) {
            file.write(FOLDER, rules, tour);
            return;
        }
        // Compared by a flag alone: in words, what differs would fill a book.
        assertThat(file.rules().filter(rules::equals)).as(REMEDY, profile.name()).isPresent();
        assertThat(file.tour().filter(tour::equals)).as(REMEDY, profile.name()).isPresent();
    }

    @Test
    void what_is_less_than_a_released_model_has_no_plan_to_read() {
        Model changed = Pages.model(Profile.STRICT).without("connect/BAD_SEG");
        assertThat(PlanFile.of(changed, PlanFile.PAGE_SIZE)).isEmpty();
    }

    @Test
    void other_pages_have_no_plan_to_read() {
        assertThat(PlanFile.of(Pages.model(Profile.STRICT), 65_536)).isEmpty();
    }

    @Test
    void a_profile_that_only_has_the_name_has_no_plan_to_read() {
        Profile other = new Profile("strict", Profile.MAN_PAGE.options());
        assertThat(PlanFile.of(Pages.model(other), PlanFile.PAGE_SIZE)).isEmpty();
    }
}
