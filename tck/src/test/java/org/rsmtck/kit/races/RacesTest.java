package org.rsmtck.kit.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rsmtck.api.Fabric;
import org.rsmtck.kit.example.DeafDisconnect;
import org.rsmtck.kit.example.LostPollfd;
import org.rsmtck.kit.example.SlowDisconnect;
import org.rsmtck.kit.simulated.ModelFabric;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;
import org.rsmtck.model.profile.KnownProfiles;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Races that are lost are seen, and only those. */
class RacesTest {
    private static final long PAGE = 4096;

    @Test
    @Timeout(180)
    void two_disconnects_that_both_succeed_are_caught() {
        RaceResult result = run(new SlowDisconnect(), "disconnect_disconnect");

        assertThat(result.forbidden().keySet())
                .anyMatch(outcome -> outcome.startsWith("A=done | B=done | "));
        assertThat(result.clause()).isEqualTo("disconnect/MT-safe");
    }

    @Test
    @Timeout(180)
    void a_poll_descriptor_that_is_counted_by_one_thread_only_is_caught() {
        List<RaceResult> results =
                run(
                        new LostPollfd(),
                        List.of(
                                "get_pollfd_release_pollfd",
                                "get_pollfd_release_pollfd_then_disconnect"));

        assertThat(results)
                .allSatisfy(result -> {
                    assertThat(result.forbidden()).as(result.name()).isNotEmpty();
                    assertThat(result.trials()).as(result.name()).isPositive();
                });
    }

    @Test
    @Timeout(180)
    void a_call_that_does_not_return_is_told_of() {
        RaceResult result = run(new DeafDisconnect(), "disconnect_disconnect");

        assertThat(result.isRight()).isFalse();
        assertThat(result.troubles()).anyMatch(trouble -> trouble.contains("disconnect"));
    }

    @Test
    void both_orders_are_allowed_and_a_mixture_is_not() {
        RaceModel model = model(Profile.STRICT, "map_disconnect");

        assertThat(model.outcomes())
                .containsExactlyInAnyOrder(
                        "A=done | B=SEG_STILL_MAPPED | disconnect import=SEG_STILL_MAPPED |"
                                + " unmap=done | disconnect again=done",
                        "A=BAD_SEG_HNDL | B=done | disconnect import=BAD_SEG_HNDL |"
                                + " unmap=BAD_SEG_HNDL | disconnect again=BAD_SEG_HNDL");
        assertThat(model.outcomes()).allMatch(model::allows);
        assertThat(
                        model.allows(
                                "A=done | B=done | disconnect import=BAD_SEG_HNDL |"
                                        + " unmap=BAD_SEG_HNDL | disconnect again=BAD_SEG_HNDL"))
                .isFalse();
    }

    @Test
    void what_is_told_as_allowed_is_allowed_in_every_race_and_profile() {
        for (Profile profile : KnownProfiles.all()) {
            for (String name : RaceList.names()) {
                RaceModel model = model(profile, name);
                assertThat(model.outcomes()).as(name).isNotEmpty();
                model.outcomes().stream()
                        .filter(outcome -> !outcome.contains("=" + Replies.ANY))
                        .forEach(outcome -> assertThat(model.allows(outcome)).as(outcome).isTrue());
                assertThat(model.allows("before the race: import=SEG_NOT_PUBLISHED")).isFalse();
            }
        }
    }

    @Test
    void each_call_of_a_race_succeeds_by_some_order() {
        for (Race race : RaceList.all(PAGE)) {
            Set<String> outcomes =
                    new RaceModel(Pages.model(Profile.STRICT), race, PAGE).outcomes();
            for (RaceCall turn : race.raced()) {
                assertThat(outcomes)
                        .as(race.name())
                        .anyMatch(outcome -> succeeds(turn.name(), outcome));
            }
        }
    }

    @Test
    void a_call_may_come_between_two_of_the_other_thread() {
        assertThat(model(Profile.STRICT, "get_pollfd_then_release_pollfd_disconnect").outcomes())
                .containsExactlyInAnyOrder(
                        "A1=BAD_SEG_HNDL | A2=BAD_SEG_HNDL | B=done | disconnect"
                                + " import=BAD_SEG_HNDL | release=BAD_SEG_HNDL | disconnect"
                                + " again=BAD_SEG_HNDL",
                        "A1=descriptor | A2=done | B=POLLFD_IN_USE | disconnect import=done |"
                                + " release=BAD_SEG_HNDL | disconnect again=BAD_SEG_HNDL",
                        "A1=descriptor | A2=done | B=done | disconnect import=BAD_SEG_HNDL |"
                                + " release=BAD_SEG_HNDL | disconnect again=BAD_SEG_HNDL");
    }

    @Test
    void the_calls_of_one_thread_keep_their_order() {
        RaceModel model = model(Profile.STRICT, "get_pollfd_release_pollfd_then_disconnect");

        assertThat(model.outcomes())
                .noneMatch(outcome -> outcome.startsWith("A=descriptor | B1=BAD_SEG_HNDL"));
    }

    @Test
    void a_name_that_no_race_has_is_not_passed_over() {
        assertThatThrownBy(() ->
                        Races.run(
                                Races.Target.of(new SlowDisconnect(), ""),
                                Profile.STRICT,
                                Mode.QUICK,
                                List.of("disconnect_disconnect", "disconnect_twice"),
                                (done, all) -> {}))
                .isInstanceOf(RacesException.class)
                .hasMessage("no race is called disconnect_twice");
    }

    @Test
    void an_implementation_that_other_JVMs_cannot_make_is_refused() {
        Fabric withParameters = ModelFabric.of("right", Pages.model(Profile.STRICT));

        assertThatThrownBy(() -> Races.Target.of(withParameters, ""))
                .isInstanceOf(RacesException.class)
                .hasMessageContaining("a public constructor without parameters");
    }

    /** No error value has a name in lower case. */
    private static boolean succeeds(String turn, String outcome) {
        return Pattern.compile("(^|\\| )" + turn + "=[a-z0-9]").matcher(outcome).find();
    }

    private static RaceModel model(Profile profile, String name) {
        Race race =
                RaceList.all(PAGE).stream()
                        .filter(one -> one.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        return new RaceModel(Pages.model(profile), race, PAGE);
    }

    private static RaceResult run(Fabric fabric, String name) {
        return run(fabric, List.of(name)).getFirst();
    }

    private static List<RaceResult> run(Fabric fabric, List<String> names) {
        List<RaceResult> results =
                Races.run(
                        Races.Target.of(fabric, ""),
                        Profile.STRICT,
                        Mode.QUICK,
                        names,
                        (done, all) -> {});
        assertThat(results).hasSameSizeAs(names);
        return results;
    }
}
