package org.rsmtck.kit.races;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rsmtck.api.Call;
import org.rsmtck.explore.Scopes;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Races of a call with itself on two things. */
class RaceApartTest {
    private static final long PAGE = 4096;

    private static final List<Race> RACES =
            RaceList.all(PAGE).stream().filter(race -> race.name().endsWith("_apart")).toList();

    @Test
    void each_call_of_the_cast_is_raced_so_but_for_those_on_controllers() {
        Set<String> raced =
                RACES.stream()
                        .map(race -> race.first().getFirst().call().word())
                        .collect(Collectors.toSet());
        Set<String> all =
                new RaceCast(PAGE)
                        .callsApart("A").stream()
                                .map(turn -> turn.call().word())
                                .filter(word -> !word.endsWith("_controller"))
                                .collect(Collectors.toSet());

        assertThat(raced).isEqualTo(all);
    }

    @Test
    void the_two_calls_are_alike_and_on_two_things() {
        assertThat(RACES)
                .allSatisfy(race -> {
                    RaceCall first = race.first().getFirst();
                    RaceCall second = race.second().getFirst();
                    assertThat(race.raced()).hasSize(2);
                    assertThat(second.call()).hasSameClassAs(first.call());
                    assertThat(second.on().equals(first.on()) && !first.call().facts().isIssuing())
                            .as(race.name())
                            .isFalse();
                });
    }

    @Test
    void whatever_the_order_both_succeed() {
        assertThat(RACES)
                .allSatisfy(race ->
                        assertThat(model(race).outcomes())
                                .as(race.name())
                                .allMatch(
                                        outcome -> !outcome.split(" \\| ")[0].matches("A=[A-Z].*"))
                                .allMatch(outcome ->
                                        !outcome.split(" \\| ")[1].matches("B=[A-Z].*")));
    }

    @Test
    void a_get_that_sees_bytes_of_the_other_segment_is_lost() {
        RaceModel model = model(named("get_get_apart"));

        assertThat(model.outcomes())
                .isNotEmpty()
                .allSatisfy(outcome -> {
                    assertThat(outcome).startsWith("A=00x4 01 00x3 | B=00x4 02 00x3 | ");
                    assertThat(model.allows(outcome.replace("02 00x3", "01 00x3"))).isFalse();
                    assertThat(model.allows(outcome.replace("01 00x3", "02 00x3"))).isFalse();
                });
    }

    @Test
    void two_ids_that_were_chosen_are_never_the_same() {
        RaceModel model = model(named("publish_any_publish_any_apart"));

        assertThat(model.outcomes())
                .isNotEmpty()
                .allSatisfy(outcome -> {
                    assertThat(outcome).startsWith("A=fresh | B=fresh");
                    assertThat(model.allows(outcome)).isTrue();
                    assertThat(model.allows(outcome.replace("B=fresh", "B=same as A"))).isFalse();
                });
    }

    /** Agents give the call that was given an id first, or the id. */
    @Test
    void an_id_that_was_chosen_has_a_name_however_it_is_told() {
        Race race = named("publish_any_publish_any_apart");
        String rest = ",-".repeat(race.after().size());
        ToldOutcomes told = new ToldOutcomes(race, Scopes.FIRST);

        assertThat(told.counts("1*chosen:4,chosen:5" + rest))
                .isEqualTo(told.counts("1*published:2147483648,published:2147483649" + rest));
        assertThat(told.counts("1*chosen:4,chosen:4" + rest).keySet().iterator().next())
                .startsWith("A=fresh | B=same as A");
    }

    @Test
    void ids_of_an_agent_are_told_as_those_of_the_race() {
        Race race = named("publish_publish_apart");
        String rest = ",-".repeat(race.after().size());

        Map<String, Long> counts =
                new ToldOutcomes(race, 7).counts("1*published:7,published:8" + rest);

        assertThat(counts.keySet().iterator().next())
                .startsWith("A=0x%x | B=0x%x | ".formatted(id(race.first()), id(race.second())));
    }

    private static int id(List<RaceCall> thread) {
        return ((Call.Publish) thread.getFirst().call()).segment();
    }

    private static Race named(String name) {
        return RaceList.named(name, PAGE).orElseThrow();
    }

    private static RaceModel model(Race race) {
        return new RaceModel(Pages.model(Profile.STRICT), race, PAGE);
    }
}
