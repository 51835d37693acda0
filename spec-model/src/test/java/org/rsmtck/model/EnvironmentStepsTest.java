package org.rsmtck.model;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmtck.api.Event;
import org.rsmtck.api.Topology;
import org.rsmtck.api.Topology.Link;
import org.rsmtck.api.Topology.Port;
import org.rsmtck.model.page.Pages;

import java.util.stream.Stream;

/** An event needs something to happen to. */
class EnvironmentStepsTest {
    private static final Port NOWHERE = new Port(1, "wire9");

    static Stream<Event> strangers() {
        return Stream.of(
                new Event.LinkLost(new Link(NOWHERE, new Port(2, "wire0"))),
                new Event.LinkBack(new Link(NOWHERE, new Port(2, "wire0"))),
                new Event.NodeLost(9),
                new Event.NodeBack(9),
                new Event.ControllerRemoved(NOWHERE),
                new Event.ControllerBack(NOWHERE),
                new Event.Killed(9));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void what_is_not_in_the_world_can_happen_to_nothing(Event event) {
        World world = World.of(Topology.oneNode(), Story.PAGE);

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Pages.model(Profile.STRICT)
                                .after(new State(world, Interpretation.NONE), event))
                .withMessageEndingWith("in this world");
    }
}
