package org.rsmtck.kit.races;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;
import org.rsmtck.reports.Failure;
import org.rsmtck.reports.Obligation;
import org.rsmtck.reports.Results;
import org.rsmtck.reports.Status;
import org.rsmtck.reports.Tally;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Races in the books of a run. */
class RaceObligationsTest {
    private static final String RACE = "disconnect_disconnect";
    private static final String CLAUSE = "disconnect/MT-safe";
    private static final String BOTH = "A=done | B=done | disconnect import=BAD_SEG_HNDL";

    private static final Model MODEL = Pages.model(Profile.STRICT);
    private static final Race MAP_RACE = RaceList.named("map_disconnect", 4096).orElseThrow();

    /** What it comes to when the map is first. */
    private static final String MAPPED =
            new RaceModel(MODEL, MAP_RACE, 4096)
                    .outcomes().stream()
                            .filter(outcome -> outcome.startsWith("A=done"))
                            .findFirst()
                            .orElseThrow();

    @Test
    void a_race_whose_every_outcome_is_allowed_is_passed() {
        RaceObligations counted =
                counted(result(100, Map.of("A=done", 100L), Map.of(), List.of(), Map.of()));

        assertThat(one(counted).status()).isEqualTo(Status.PASSED);
        assertThat(one(counted).clauses()).containsExactly(CLAUSE);
        assertThat(counted.failures()).isEmpty();
    }

    @Test
    void a_lost_race_is_a_failure_that_tells_the_calls_and_what_came_of_them() {
        Map<String, Long> outcomes = Map.of(BOTH, 3L);
        RaceObligations counted = counted(result(3, outcomes, outcomes, List.of(), Map.of()));

        assertThat(one(counted).status()).isEqualTo(Status.FAILED);
        Failure failure = counted.failures().getFirst();
        assertThat(one(counted).failure()).isEqualTo(failure.id());
        assertThat(failure.clauses()).containsExactly(CLAUSE);
        assertThat(failure.times()).isEqualTo(3);
        assertThat(failure.offending().orElseThrow().call())
                .isEqualTo("disconnect(import 1), at the same time as call 6");
        assertThat(failure.offending().orElseThrow().reply()).isEqualTo("done");
        assertThat(failure.replay()).isEqualTo("again " + RACE);
    }

    @Test
    void a_lost_race_of_several_calls_tells_which_were_made_beside_which() {
        Map<String, Long> outcomes = Map.of("A=descriptor | B1=done | B2=done", 1L);
        RaceResult result =
                new RaceResult(
                        "get_pollfd_release_pollfd_then_disconnect",
                        CLAUSE,
                        1,
                        OptionalLong.empty(),
                        10,
                        outcomes,
                        Set.of(),
                        outcomes,
                        List.of(),
                        Map.of(),
                        RaceResult.Unjudged.NONE,
                        "");

        assertThat(counted(result).failures().getFirst().history())
                .extracting(line -> line.call() + " -> " + line.reply())
                .contains(
                        "get_pollfd(import 1), at the same time as calls 7 to 8 -> descriptor",
                        "release_pollfd(import 1), at the same time as call 6 -> done",
                        "disconnect(import 1), at the same time as call 6 -> done");
    }

    @Test
    void a_hang_is_a_failure_of_the_frame_and_of_the_race() {
        RaceObligations counted =
                counted(result(0, Map.of(), Map.of(), List.of("no answer within 10 s"), Map.of()));

        assertThat(one(counted).status()).isEqualTo(Status.FAILED);
        assertThat(counted.failures().getFirst().clauses())
                .containsExactly("frame/no-crash-no-hang", CLAUSE);
    }

    @Test
    void a_race_that_was_not_always_run_is_not_exercised() {
        Map<String, Long> unready = Map.of("before the race: publish=SEGID_IN_USE", 2L);

        assertThat(one(counted(result(0, Map.of(), Map.of(), List.of(), unready))).status())
                .isEqualTo(Status.NOT_EXERCISED);
        assertThat(one(counted(result(0, Map.of(), Map.of(), List.of(), Map.of()))).status())
                .isEqualTo(Status.NOT_EXERCISED);
        Obligation half =
                one(counted(result(5, Map.of("A=done", 5L), Map.of(), List.of(), unready)));
        assertThat(half.status()).isEqualTo(Status.NOT_EXERCISED);
        assertThat(half.reason()).contains("SEGID_IN_USE, 2 times");
    }

    @Test
    void trials_in_which_a_call_was_refused_by_chance_count_as_neither_right_nor_wrong() {
        RaceResult some = judged(MAPPED, MAPPED.replace("A=done", "A=INSUFFICIENT_RESOURCES"));
        RaceResult none = judged(MAPPED.replace("A=done", "A=INSUFFICIENT_RESOURCES"));

        assertThat(some.outcomes()).containsOnlyKeys(MAPPED);
        assertThat(one(counted(some)).status()).isEqualTo(Status.PASSED);
        assertThat(none.outcomes()).isEmpty();
        assertThat(one(counted(none)).status()).isEqualTo(Status.NOT_EXERCISED);
        for (RaceResult result : List.of(some, none)) {
            assertThat(result.isRight()).isTrue();
            assertThat(one(counted(result)).reason())
                    .contains(
                            "10 trials not judged, for calls were refused by chance",
                            "connect INTERRUPTED 4 times",
                            "map INSUFFICIENT_RESOURCES 10 times");
        }
    }

    @Test
    void a_wrong_outcome_is_found_beside_those_that_are_not_judged() {
        String wrong = MAPPED.replace("B=SEG_STILL_MAPPED", "B=done");
        RaceResult result =
                judged(wrong, wrong.replace("A=done", "A=INSUFFICIENT_RESOURCES"), MAPPED);

        assertThat(result.forbidden()).containsOnlyKeys(wrong);
        assertThat(one(counted(result)).status()).isEqualTo(Status.FAILED);
    }

    @Test
    void only_a_refusal_that_the_page_of_the_call_lists_may_come_by_chance() {
        String refused = MAPPED.replace("B=SEG_STILL_MAPPED", "B=INSUFFICIENT_MEM");

        assertThat(judged(refused).forbidden()).containsOnlyKeys(refused);
    }

    /** Of a race of a map and a disconnect: what came ten times, and a setup that was refused. */
    private static RaceResult judged(String... outcomes) {
        RaceTally tally = new RaceTally(MODEL, MAP_RACE);
        tally.add("before the race: import=INTERRUPTED", 4);
        for (String outcome : outcomes) {
            tally.add(outcome, 10);
        }
        return tally.judged(new RaceModel(MODEL, MAP_RACE, 4096));
    }

    @Test
    void a_race_whose_calls_never_overlapped_is_not_exercised() {
        RaceResult apart =
                new RaceResult(
                        RACE,
                        CLAUSE,
                        100,
                        OptionalLong.of(0),
                        1200,
                        Map.of("A=done", 100L),
                        Set.of("A=done"),
                        Map.of(),
                        List.of(),
                        Map.of(),
                        RaceResult.Unjudged.NONE,
                        "");

        assertThat(one(counted(apart)).status()).isEqualTo(Status.NOT_EXERCISED);
        assertThat(one(counted(apart)).reason()).contains("100 trials, 0 overlapping");
    }

    @Test
    void a_race_that_nothing_is_promised_of_is_not_applicable() {
        Race race = RaceList.named(RACE, 4096).orElseThrow();
        RaceResult result = RaceResult.inapplicable(race, "nothing is promised");

        assertThat(one(counted(result)).status()).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(one(counted(result)).reason()).isEqualTo("nothing is promised");
    }

    private static RaceResult result(
            long trials,
            Map<String, Long> outcomes,
            Map<String, Long> forbidden,
            List<String> troubles,
            Map<String, Long> unready) {
        return new RaceResult(
                RACE,
                CLAUSE,
                trials,
                OptionalLong.empty(),
                12 * trials,
                outcomes,
                Set.of("A=done"),
                forbidden,
                troubles,
                unready,
                RaceResult.Unjudged.NONE,
                "");
    }

    /** The books balance whatever came of the race. */
    private static RaceObligations counted(RaceResult result) {
        RaceObligations counted =
                RaceObligations.of(List.of(result), 4096, race -> "again " + race);
        Tally.of(
                new Results(
                        Results.VERSION,
                        null,
                        counted.obligations(),
                        counted.failures(),
                        Map.of()));
        return counted;
    }

    private static Obligation one(RaceObligations counted) {
        assertThat(counted.obligations()).hasSize(1);
        return counted.obligations().getFirst();
    }
}
