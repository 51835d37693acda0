package org.rsmtck.kit.races;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmtck.kit.Tools;
import org.rsmtck.kit.target.AgentFabric;
import org.rsmtck.kit.target.NativeExample;
import org.rsmtck.kit.target.NativeExample.Defect;
import org.rsmtck.kit.target.VendorFile;
import org.rsmtck.model.Profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Races of the example in C, by the threads of an agent's process: it loses none, and each that was
 * planted in it is found, by the promise that it breaks.
 */
@Timeout(300)
class NativeRacesTest {
    private static NativeExample example;

    @BeforeAll
    static void build(@TempDir Path folder) throws IOException {
        List<String> missing = NativeExample.missingTools();
        Tools.demand(
                missing.isEmpty(), () -> "the example in C cannot be built without " + missing);
        example = NativeExample.in(folder);
    }

    static List<Defect> planted() throws IOException {
        return example.defects().stream()
                .filter(defect -> defect.name().startsWith("racing-"))
                .toList();
    }

    static List<Profile> profiles() {
        return List.of(Profile.STRICT, Profile.MAN_PAGE);
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void the_example_loses_no_race(Profile profile) throws IOException {
        List<RaceResult> results = run(example.compiled(), profile, Mode.GLANCE, List.of());

        assertThat(results).hasSameSizeAs(RaceList.names());
        assertThat(results)
                .filteredOn(RaceResult::isApplicable)
                .hasSizeGreaterThan(100)
                .allSatisfy(result -> {
                    assertThat(result.forbidden()).as(result.name()).isEmpty();
                    assertThat(result.troubles()).as(result.name()).isEmpty();
                    assertThat(result.unready()).as(result.name()).isEmpty();
                    assertThat(result.trials()).as(result.name()).isPositive();
                });
        assertThat(results).anyMatch(result -> result.overlaps().orElse(0) > 0);
    }

    /** One call in so many is refused for a shortage or a signal that nobody brought about. */
    @Test
    void refusals_by_chance_lose_no_race() throws IOException {
        Path busy = example.behind(Path.of("src/test/native/busy.c"), "RSM_BUSY", 10);

        assertThat(run(busy, Profile.STRICT, Mode.GLANCE, List.of()))
                .filteredOn(RaceResult::isApplicable)
                .allSatisfy(result -> {
                    assertThat(result.forbidden()).as(result.name()).isEmpty();
                    assertThat(result.unready()).as(result.name()).isEmpty();
                    assertThat(result.isExercised()).as(result.name()).isTrue();
                })
                .anySatisfy(result -> assertThat(result.unjudged().trials()).isPositive());
    }

    @Test
    void a_race_before_which_something_is_refused_for_ever_is_not_exercised() throws IOException {
        Path busy = example.behind(Path.of("src/test/native/busy.c"), "RSM_BUSY", 1);

        assertThat(run(busy, Profile.STRICT, Mode.GLANCE, List.of("disconnect_disconnect")))
                .allSatisfy(result -> {
                    assertThat(result.isRight()).isTrue();
                    assertThat(result.isExercised()).isFalse();
                    assertThat(result.unjudged().refusals()).isNotEmpty();
                });
    }

    @Test
    void the_example_loses_none_behind_the_agent_on_the_JVM() throws IOException {
        List<RaceResult> results =
                run(
                        example.boundByTheKit(),
                        Profile.STRICT,
                        Mode.QUICK,
                        List.of("disconnect_disconnect", "map_disconnect", "connect_unpublish"));

        assertThat(results)
                .hasSize(3)
                .allSatisfy(result -> {
                    assertThat(result.isRight()).as(result.name()).isTrue();
                    assertThat(result.unready()).as(result.name()).isEmpty();
                    assertThat(result.trials()).as(result.name()).isPositive();
                });
    }

    @ParameterizedTest
    @MethodSource("planted")
    void a_planted_race_is_found_by_the_promise_that_it_breaks(Defect defect) throws IOException {
        Path vendorFile = example.broken(defect.name(), "5 s");
        List<String> about =
                RaceList.clauses().entrySet().stream()
                        .filter(race -> race.getValue().equals(defect.breaks()))
                        .map(Map.Entry::getKey)
                        .toList();

        assertThat(isLost(vendorFile, Mode.GLANCE, about) || isLost(vendorFile, Mode.QUICK, about))
                .isTrue();
    }

    @Test
    void delays_inside_the_library_make_nothing_wrong_and_leave_nothing_hidden()
            throws IOException {
        assertThat(run(example.delayed(""), Profile.STRICT, Mode.GLANCE, List.of()))
                .allSatisfy(result -> assertThat(result.isRight()).as(result.name()).isTrue());
        assertThat(
                        isLost(
                                example.delayed("racing-lists"),
                                Mode.QUICK,
                                List.of("connect_publish_to_readers")))
                .isTrue();
    }

    private static boolean isLost(Path vendorFile, Mode mode, List<String> races)
            throws IOException {
        return run(vendorFile, Profile.STRICT, mode, races).stream()
                .anyMatch(result -> !result.forbidden().isEmpty());
    }

    @Test
    void a_crash_is_a_verdict_and_the_next_race_is_run_all_the_same() throws IOException {
        List<RaceResult> results =
                run(
                        example.broken("stale-crashes", "5 s"),
                        Profile.STRICT,
                        Mode.GLANCE,
                        List.of("get_controller_get_controller", "disconnect_disconnect"));

        assertThat(results)
                .extracting(RaceResult::name)
                .containsExactly("get_controller_get_controller", "disconnect_disconnect");
        assertThat(results.getLast().troubles())
                .singleElement()
                .asString()
                .contains("died of SIGSEGV");
        assertThat(results.getFirst().isRight()).isTrue();
    }

    @Test
    void a_hang_is_a_verdict() throws IOException {
        RaceResult result =
                run(
                                example.broken("cut-disconnect-hangs", "2 s"),
                                Profile.STRICT,
                                Mode.GLANCE,
                                List.of("forced_off_disconnect_disconnect"))
                        .getFirst();

        assertThat(result.troubles()).containsExactly("no answer within 2000 ms");
    }

    @Test
    void agents_that_run_no_races_are_told_of_in_a_sentence() throws IOException {
        try (AgentFabric fabric = new AgentFabric(VendorFile.read(example.older()))) {
            assertThat(Races.outOfReach(fabric))
                    .hasValueSatisfying(why ->
                            assertThat(why).contains("agents", "rsm-agent.c").doesNotContain("\n"));
        }
        try (AgentFabric fabric = new AgentFabric(VendorFile.read(example.compiled()))) {
            assertThat(Races.outOfReach(fabric)).isEmpty();
        }
    }

    private static List<RaceResult> run(
            Path vendorFile, Profile profile, Mode mode, List<String> races) throws IOException {
        try (AgentFabric fabric = new AgentFabric(VendorFile.read(vendorFile))) {
            return Races.run(fabric, "", profile, mode, races, (done, all) -> {});
        }
    }
}
