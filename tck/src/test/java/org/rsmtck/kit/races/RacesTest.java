package org.rsmtck.kit.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rsmtck.api.Fabric;
import org.rsmtck.kit.example.DeafDisconnect;
import org.rsmtck.kit.example.LikeIllumos;
import org.rsmtck.kit.example.LostPollfd;
import org.rsmtck.kit.example.SlowDisconnect;
import org.rsmtck.kit.simulated.ModelFabric;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;
import org.rsmtck.model.profile.KnownProfiles;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Races that are lost are seen, and only those. */
class RacesTest {
    private static final long PAGE = 4096;

    @ParameterizedTest
    @EnumSource(names = {"GLANCE", "QUICK"})
    @Timeout(180)
    void two_disconnects_that_both_succeed_are_caught(Mode mode) {
        RaceResult result = run(new SlowDisconnect(), mode, "disconnect_disconnect");

        assertThat(result.forbidden().keySet())
                .anyMatch(outcome -> outcome.startsWith("A=done | B=done | "));
        assertThat(result.clause()).isEqualTo("disconnect/MT-safe");
    }

    @ParameterizedTest
    @EnumSource(names = {"GLANCE", "QUICK"})
    @Timeout(180)
    void a_poll_descriptor_that_is_counted_by_one_thread_only_is_caught(Mode mode) {
        List<RaceResult> results =
                run(
                        new LostPollfd(),
                        mode,
                        List.of(
                                "get_pollfd_release_pollfd",
                                "get_pollfd_release_pollfd_then_disconnect"));

        assertThat(results)
                .allSatisfy(result -> {
                    assertThat(result.forbidden()).as(result.name()).isNotEmpty();
                    assertThat(result.trials()).as(result.name()).isPositive();
                });
    }

    @ParameterizedTest
    @EnumSource(names = {"GLANCE", "QUICK"})
    @Timeout(180)
    void a_call_that_does_not_return_is_told_of(Mode mode) {
        RaceResult result = run(new DeafDisconnect(), mode, "disconnect_disconnect");

        assertThat(result.isRight()).isFalse();
        assertThat(result.troubles()).anyMatch(trouble -> trouble.contains(Patience.NO_ANSWER));
    }

    /** Whoever runs the kit may be root, whom some profiles let do more. */
    @Test
    @Timeout(180)
    void a_class_is_asked_as_the_user_that_the_model_has() {
        Fabric fabric = new LikeIllumos();
        List<String> names =
                RaceList.names().stream().filter(name -> name.contains("to_readers")).toList();
        Profile profile =
                KnownProfiles.all().stream()
                        .filter(one -> one.name().equals(fabric.profile()))
                        .findFirst()
                        .orElseThrow();

        assertThat(Races.run(fabric, "", profile, Mode.GLANCE, names, (done, all) -> {}))
                .hasSameSizeAs(names)
                .allSatisfy(result -> assertThat(result.isRight()).as(result.name()).isTrue())
                .anyMatch(result -> result.trials() > 0);
    }

    @Test
    void both_orders_are_allowed_and_a_mixture_is_not() {
        RaceModel model = model(Profile.STRICT, "map_disconnect");

        assertThat(model.outcomes())
                .hasSize(2)
                .anyMatch(outcome -> outcome.startsWith("A=done | B=SEG_STILL_MAPPED | "))
                .anyMatch(outcome -> outcome.startsWith("A=BAD_SEG_HNDL | B=done | "))
                .allMatch(model::allows);
        model.outcomes()
                .forEach(outcome -> {
                    assertThat(model.allows(outcome.replace("A=BAD_SEG_HNDL", "A=done")))
                            .isEqualTo(outcome.startsWith("A=done"));
                    assertThat(model.allows(outcome.replace("B=SEG_STILL_MAPPED", "B=done")))
                            .isEqualTo(outcome.contains("B=done"));
                });
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

    /** Else its order would be nobody's business. */
    @Test
    void each_call_of_a_race_succeeds_by_some_order_or_is_refused_otherwise_by_another() {
        for (Race race : RaceList.all(PAGE)) {
            Set<String> outcomes =
                    new RaceModel(Pages.model(Profile.STRICT), race, PAGE).outcomes();
            for (RaceCall turn : race.raced()) {
                Set<String> words =
                        outcomes.stream()
                                .map(outcome -> word(turn.name(), outcome))
                                .collect(Collectors.toSet());
                assertThat(words)
                        .as(race.name())
                        .satisfiesAnyOf(
                                all -> assertThat(all).anyMatch(RacesTest::isSuccess),
                                all -> assertThat(all).hasSizeGreaterThan(1));
            }
        }
    }

    @Test
    void a_call_may_come_between_two_of_the_other_thread() {
        assertThat(model(Profile.STRICT, "get_pollfd_then_release_pollfd_disconnect").outcomes())
                .hasSize(3)
                .anyMatch(
                        outcome -> outcome.startsWith("A1=BAD_SEG_HNDL | A2=BAD_SEG_HNDL | B=done"))
                .anyMatch(
                        outcome -> outcome.startsWith("A1=descriptor | A2=done | B=POLLFD_IN_USE"))
                .anyMatch(outcome -> outcome.startsWith("A1=descriptor | A2=done | B=done"));
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
                                new SlowDisconnect(),
                                "",
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

        assertThat(Races.outOfReach(withParameters))
                .hasValueSatisfying(
                        why -> assertThat(why).contains("a public constructor without parameters"));
    }

    private static String word(String turn, String outcome) {
        return Stream.of(outcome.split(" \\| "))
                .filter(word -> word.startsWith(turn + "="))
                .findFirst()
                .orElseThrow()
                .substring(turn.length() + 1);
    }

    /** No error value has a name in lower case. */
    private static boolean isSuccess(String word) {
        return Character.isLowerCase(word.charAt(0)) || Character.isDigit(word.charAt(0));
    }

    private static RaceModel model(Profile profile, String name) {
        Race race =
                RaceList.all(PAGE).stream()
                        .filter(one -> one.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        return new RaceModel(Pages.model(profile), race, PAGE);
    }

    private static RaceResult run(Fabric fabric, Mode mode, String name) {
        return run(fabric, mode, List.of(name)).getFirst();
    }

    private static List<RaceResult> run(Fabric fabric, Mode mode, List<String> names) {
        List<RaceResult> results =
                Races.run(fabric, "", Profile.STRICT, mode, names, (done, all) -> {});
        assertThat(results).hasSameSizeAs(names);
        return results;
    }
}
