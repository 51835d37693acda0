package org.rsmtck.kit.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Out;
import org.rsmtck.api.Reply;
import org.rsmtck.api.Reply.Interconnect;
import org.rsmtck.api.Reply.Interconnect.Connection;
import org.rsmtck.api.Topology;
import org.rsmtck.api.Topology.Link;
import org.rsmtck.api.Topology.Port;

import java.util.List;
import java.util.Set;

/** A part of a fabric that is there, under the names that suites use. */
class TopologyEmbeddingTest {
    private static final Topology REAL =
            new Topology(
                    List.of(
                            new Topology.Node(5, List.of("a")),
                            new Topology.Node(9, List.of("b", "c")),
                            new Topology.Node(63, List.of("d"))),
                    Set.of(
                            new Link(new Port(9, "c"), new Port(63, "d")),
                            new Link(new Port(5, "a"), new Port(9, "b"))));
    private static final Link WANTED_LINK = new Link(new Port(1, "wire0"), new Port(2, "wire0"));
    // A link between the first two, and a controller that leads nowhere.
    private static final Topology WANTED =
            new Topology(
                    List.of(
                            new Topology.Node(1, List.of("wire0", "wire1")),
                            new Topology.Node(2, List.of("wire0"))),
                    Set.of(WANTED_LINK));

    private final TopologyEmbedding names = TopologyEmbedding.into(REAL, WANTED).orElseThrow();

    @Test
    void a_part_has_the_links_that_are_wanted_and_no_others() {
        assertThat(names.of(1)).isEqualTo(9);
        assertThat(names.of(2)).isEqualTo(5);
        assertThat(names.of(new Event.LinkLost(WANTED_LINK)))
                .isEqualTo(new Event.LinkLost(new Link(new Port(5, "a"), new Port(9, "b"))));
        Topology three =
                new Topology(
                        List.of(
                                new Topology.Node(1, List.of("wire0")),
                                new Topology.Node(2, List.of("wire0")),
                                new Topology.Node(3, List.of("wire0")),
                                new Topology.Node(4, List.of("wire0"))),
                        Set.of());
        assertThat(TopologyEmbedding.into(REAL, three)).isEmpty();
    }

    @Test
    void a_node_that_is_nowhere_stays_nowhere() {
        Topology one = Topology.oneNode();
        TopologyEmbedding alone = TopologyEmbedding.into(REAL, one).orElseThrow();
        assertThat(alone.of(1)).isEqualTo(5);
        assertThat(alone.of(5)).isNotIn(5, 9, 63);
        assertThat(alone.of(99)).isEqualTo(99);
    }

    @Test
    void calls_and_replies_are_translated() {
        assertThat(names.of(1, new Call.GetController("wire0", Out.VALID)))
                .isEqualTo(new Call.GetController("b", Out.VALID));
        assertThat(names.of(1, new Call.Connect(3, 2, 7, 0400, Out.VALID)))
                .isEqualTo(new Call.Connect(3, 5, 7, 0400, Out.VALID));
        assertThat(names.of(1, new Call.Republish(3, AccessList.of(new AccessEntry(2, 0666)))))
                .isEqualTo(new Call.Republish(3, AccessList.of(new AccessEntry(5, 0666))));
        Reply told =
                new Interconnect(
                        9,
                        List.of(
                                new Connection("b", 5, "a", true),
                                new Connection("c", 63, "d", true)));
        assertThat(names.back(told))
                .as("what is beyond the part is not told")
                .isEqualTo(new Interconnect(1, List.of(new Connection("wire0", 2, "wire0", true))));
    }
}
