package org.rsmtck.explore.tla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmtck.explore.Transition;
import org.rsmtck.explore.Worlds;
import org.rsmtck.explore.packed.PackedSearch;
import org.rsmtck.explore.packed.PackedSearch.Order;
import org.rsmtck.explore.packed.PackedWorlds;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The model in Java and the one in TLA+ are two readings of the same page, and agree. */
class TwinTest {
    private static final Model MODEL = Pages.model(Profile.STRICT);
    private static final long PAGE = 4096;

    /** Without it nobody gets the controllers that the scope starts with. */
    private static final String STARTS_WITH = "get_controller/handle";

    private static Transitions twin;

    /** A change to the text of the model in TLA+. */
    record Change(String words, String from, String to) {
        @Override
        public String toString() {
            return words;
        }
    }

    @BeforeAll
    static void runTlc() {
        twin = told(Setting.TWIN);
    }

    private static Transitions told(Setting setting) {
        Tlc.Run run = Tlc.check(setting.name(), Map.of(), setting.configuration());
        assertThat(run.exit()).as(run.output()).isZero();
        return Transitions.read(run.told());
    }

    @Test
    void the_models_agree_on_every_pair_of_odd_arguments() {
        assertAgreement(twin, Setting.TWIN);
    }

    private static final List<Setting> OTHERS = List.of(Setting.FRESH, Setting.PAIR, Setting.BRIEF);

    @ParameterizedTest
    @FieldSource("OTHERS")
    void the_models_agree(Setting setting) {
        assertAgreement(told(setting), setting);
    }

    private static void assertAgreement(Transitions told, Setting setting) {
        Comparison.Result result = Comparison.of(told, MODEL, setting);

        assertThat(result.difference()).isEmpty();
        assertThat(result.states()).isEqualTo(told.states());
        assertThat(result.transitions()).isEqualTo(told.count());
    }

    static SortedSet<String> rulesAtWork() {
        PackedWorlds worlds =
                new PackedWorlds(
                        new Worlds(MODEL, Setting.TWIN.reading(), Setting.TWIN.scope(), PAGE));
        PackedSearch search = PackedSearch.of(worlds, Order.quiet());
        SortedSet<String> ids = new TreeSet<>();
        for (int number = 0; number < search.size(); number++) {
            worlds.visit(
                    search.state(number),
                    (transition, next, isWithin) ->
                            ids.add(((Transition.Made) transition).rule().id()));
        }
        ids.remove(STARTS_WITH);
        return ids;
    }

    @ParameterizedTest
    @MethodSource("rulesAtWork")
    void a_rule_dropped_from_the_java_model_is_missed(String id) {
        assertThat(Comparison.of(twin, MODEL.without(id), Setting.TWIN).difference()).isPresent();
    }

    @Test
    void the_first_difference_is_told_with_a_shortest_way_to_it() {
        Comparison.Result result =
                Comparison.of(twin, MODEL.without("disconnect/SEG_STILL_MAPPED"), Setting.TWIN);

        assertThat(result.difference().orElseThrow())
                .hasToString(
                        """
                        the model in Java and the one in TLA+ part
                          history  every process has got controller 1
                                   1: process 1 create(1, aligned, 8192, valid) -> handle 2
                                   2: process 1 publish(2, 16384, <<"null", 0>>, valid) -> published 16384
                                   3: process 2 connect(1, 1, 16384, 256, valid) -> handle 2
                                   4: process 2 map(2, 256, 0, 8192, valid) -> done
                          call     5: process 2 disconnect(2)
                          Java     done, then <<<<{<<1, "loopback", 1>>}, {<<2, <<16384, <<>>>>, 0>>}, {}>>, <<{<<1, "loopback", 1>>}, {}, {}>>>>
                          TLA+     refused SEG_STILL_MAPPED
                          before   <<<<{<<1, "loopback", 1>>}, {<<2, <<16384, <<>>>>, 0>>}, {}>>, <<{<<1, "loopback", 1>>}, {}, {<<2, "live", 256, <<256, 0, 8192>>, 0, 1>>}>>>>\
                        """);
    }

    @Test
    void without_the_rule_that_it_starts_with_the_scope_has_no_world() {
        assertThatThrownBy(() -> Comparison.of(twin, MODEL.without(STARTS_WITH), Setting.TWIN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static final List<Change> DROPPED =
            List.of(
                    new Change(
                            "disconnect/SEG_STILL_MAPPED",
                            "Given(IsMapped(Import(p, h)), \"SEG_STILL_MAPPED\")",
                            "{}"),
                    new Change(
                            "disconnect/POLLFD_IN_USE",
                            "Given(Import(p, h).pollfds > 0, \"POLLFD_IN_USE\")",
                            "{}"),
                    new Change(
                            "connect/PERM_DENIED#domain",
                            "Given(~IsMode(mode), \"PERM_DENIED\")",
                            "{}"),
                    new Change(
                            "map/CONN_ABORTED",
                            "Given(IsOff(Import(p, h)), \"CONN_ABORTED\")",
                            "{}"),
                    new Change(
                            "frame/forced-disconnect",
                            "[imports[q][h] EXCEPT !.site = <<>>]",
                            "imports[q][h]"));

    @ParameterizedTest
    @FieldSource("DROPPED")
    void a_guard_dropped_from_the_model_in_tla_is_missed(Change change) {
        Map<String, String> configuration = new HashMap<>(Setting.BRIEF.configuration());
        configuration.putAll(
                Map.of(
                        "    TypeOK\n", "",
                        "    HandlesAreOfOneKind\n", "",
                        "    IdsAreUnique\n", "",
                        "    LiveImportsArePublished\n", "",
                        "    MappingsAreInRange\n", "",
                        "PROPERTY NoImportComesBack\n", ""));
        Tlc.Run run = Tlc.check("dropped", Map.of(change.from(), change.to()), configuration);
        assertThat(run.exit()).as(run.output()).isZero();

        Comparison.Result result =
                Comparison.of(Transitions.read(run.told()), MODEL, Setting.BRIEF);
        assertThat(result.difference()).isPresent();
    }

    private static final List<Change> BROKEN =
            List.of(
                    new Change(
                            "Invariant LiveImportsArePublished is violated",
                            "[imports[q][h] EXCEPT !.site = <<>>]",
                            "imports[q][h]"),
                    new Change(
                            "Action property NoImportComesBack is violated",
                            "!.exports[p][h].publication = <<granted, Entries(list)>>]",
                            "!.exports[p][h].publication = <<granted, Entries(list)>>,"
                                    + " !.imports = [q \\in Processes |-> [i \\in DOMAIN @[q] |->"
                                    + " [@[q][i] EXCEPT !.site = <<p, h>>]]]]"));

    @ParameterizedTest
    @FieldSource("BROKEN")
    void tlc_finds_what_does_not_hold(Change change) {
        Tlc.Run run =
                Tlc.check(
                        "broken",
                        Map.of(change.from(), change.to()),
                        Setting.BRIEF.configuration());

        assertThat(run.exit()).isNotZero();
        assertThat(run.output()).contains(change.words());
    }
}
