package org.rsmtck.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmtck.model.illumos.IllumosLoopback;
import org.rsmtck.model.profile.KnownProfiles;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Profiles are data: something is open at every point, and nothing that the point lacks. */
class ProfileTest {
    /** Options that ask less than every other option of their point. */
    private static final Set<String> LAX = Set.of("ANY", "ANY_DOCUMENTED", "OUTSIDE");

    static List<VariationPoint<?>> points() {
        return VariationPoint.all();
    }

    static List<Profile> profiles() {
        return KnownProfiles.all();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void something_is_open_at_every_point(Profile profile) {
        for (VariationPoint<?> point : VariationPoint.all()) {
            assertThat(profile.at(point)).as("%s", point).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("points")
    void strict_is_within_man_page_where_they_can_be_compared(VariationPoint<?> point) {
        Set<? extends Variant> manPage = Profile.MAN_PAGE.at(point);

        assertThat(
                        manPage.containsAll(Profile.STRICT.at(point))
                                || manPage.stream().map(Variant::name).allMatch(LAX::contains))
                .as("%s: strict %s, man-page %s", point, Profile.STRICT.at(point), manPage)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void a_reason_is_given_for_every_divergence_from_the_page_and_for_nothing_else(
            Profile profile) {
        Map<VariationPoint<?>, String> reasons =
                profile.shipped().map(Profile.Shipped::reasons).orElse(Map.of());

        assertThat(profile.divergences())
                .allMatch(divergence -> !divergence.reason().isBlank())
                .extracting(Profile.Divergence::point)
                .containsExactlyInAnyOrderElementsOf(reasons.keySet());
    }

    @Test
    void shipped_code_diverges_and_readings_of_the_page_do_not() {
        assertThat(IllumosLoopback.PROFILE.divergences()).isNotEmpty();
        assertThat(Profile.STRICT.divergences()).isEmpty();
        assertThat(Profile.MAN_PAGE.divergences()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void the_readings_of_a_profile_take_every_option_that_is_open(Profile profile) {
        List<Interpretation> readings = profile.readings();

        assertThat(readings).doesNotHaveDuplicates();
        for (VariationPoint<?> point : profile.open()) {
            Set<Variant> taken = new HashSet<>();
            for (Interpretation interpretation : readings) {
                taken.add(interpretation.at(point).orElseThrow());
            }
            assertThat(taken).as("%s", point).isEqualTo(profile.at(point));
        }
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void a_profile_is_found_by_its_name(Profile profile) {
        assertThat(KnownProfiles.named(profile.name())).contains(profile);
    }
}
