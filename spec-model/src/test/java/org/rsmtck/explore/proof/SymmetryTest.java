package org.rsmtck.explore.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmtck.api.Call;
import org.rsmtck.explore.Scope;
import org.rsmtck.explore.Scopes;
import org.rsmtck.explore.Transition;
import org.rsmtck.explore.Worlds;
import org.rsmtck.explore.packed.PackedSearch.Order;
import org.rsmtck.explore.property.Properties;
import org.rsmtck.explore.property.Property;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.Rule;
import org.rsmtck.model.World;
import org.rsmtck.model.page.Pages;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Letting one world stand for those in which processes changed places hides nothing. */
class SymmetryTest {
    private static final Interpretation READING = Profile.STRICT.readings().getFirst();
    private static final Model STRICT = Pages.model(Profile.STRICT);

    /** Two of the importers of the crowd. */
    private static final Scope COUPLE =
            new Scope(
                    "couple",
                    Scopes.CROWD.words(),
                    Scopes.CROWD.needs(),
                    Scopes.CROWD.topology(),
                    Scopes.CROWD.roles().subList(0, 3),
                    Scopes.CROWD.segments(),
                    Scopes.CROWD.lists(),
                    Scopes.CROWD.permissions(),
                    Scopes.CROWD.events(),
                    Scopes.CROWD.odd(),
                    Scopes.CROWD.prelude().stream().filter(said -> said.process() < 3).toList());

    static Stream<Model> models() {
        return Stream.of(
                STRICT,
                STRICT.without("map/SEG_ALREADY_MAPPED"),
                STRICT.without("map/BAD_PERMS"),
                STRICT.without("disconnect/POLLFD_IN_USE"),
                STRICT.with(rules ->
                        rules.stream()
                                .filter(rule ->
                                        !(rule instanceof Rule.Effect<?>)
                                                || rule.on() != Call.Unpublish.class)
                                .toList()));
    }

    @ParameterizedTest
    @MethodSource("models")
    void verdicts_are_the_same_with_and_without(Model model) {
        Worlds worlds = new Worlds(model, READING, COUPLE, 4096);
        List<Property> properties = states(Properties.of(model, READING, COUPLE));
        Proof whole = Proof.of(worlds, properties, Order.quiet());
        Proof reduced = Proof.reduced(worlds, properties, Order.quiet());

        assertThat(reduced.isReduced()).isTrue();
        assertThat(whole.isReduced()).isFalse();
        assertThat(reduced.reach().states())
                .isBetween(whole.reach().states() / 2, whole.reach().states() * 6 / 10);
        assertThat(reduced.reach().depth()).isEqualTo(whole.reach().depth());
        for (int i = 0; i < properties.size(); i++) {
            Proof.Verdict one = whole.verdicts().get(i);
            Proof.Verdict other = reduced.verdicts().get(i);
            assertThat(other.isGood()).as(one.property().name()).isEqualTo(one.isGood());
            assertThat(other.way().map(List::size))
                    .as(one.property().name())
                    .isEqualTo(one.way().map(List::size));
            other.way().ifPresent(way -> assertThat(isWay(worlds, way)).isTrue());
        }
    }

    @Test
    void where_processes_differ_nothing_is_reduced() {
        Worlds worlds = new Worlds(STRICT, READING, Scopes.NODES, 4096);

        assertThat(Proof.reduced(worlds, List.of(), Order.quiet()).isReduced()).isFalse();
    }

    /** Runs are looked at without reduction alone. */
    private static List<Property> states(List<Property> properties) {
        return properties.stream()
                .filter(property -> property.mode() != Property.Mode.LEADS_TO)
                .toList();
    }

    /** Whether each move can be made after those before it. */
    private static boolean isWay(Worlds worlds, List<Transition> way) {
        List<World> at = worlds.initial();
        for (Transition transition : way.subList(worlds.prelude().size(), way.size())) {
            List<World> next = new ArrayList<>();
            for (World world : at) {
                worlds.steps(
                        world,
                        (made, to) -> {
                            if (made.equals(transition)) {
                                next.add(to);
                            }
                        });
            }
            at = next;
        }
        return !at.isEmpty();
    }
}
