package org.rsmtck.kit.catalogue;

import org.rsmtck.api.Capability;
import org.rsmtck.api.Topology;
import org.rsmtck.api.Topology.Link;
import org.rsmtck.api.Topology.Port;

import java.util.List;
import java.util.Set;

/** Where the importer is, and over what it reaches the exporter. */
enum Place {
    BESIDE("another process on the node of the exporter", Topology.LOOPBACK, false, 1),
    OWN("the exporter itself", Topology.LOOPBACK, true, 1),
    BESIDE_OVER_WIRE("another process on the node of the exporter, over a wire", "wire0", false, 2),
    AWAY("another node", "wire0", false, 2),
    AWAY_BY_SECOND_LINK("another node, over the second of two links", "wire1", false, 2),
    THIRD("a third node, while another one imports too", "wire0", false, 3);

    private static final Link FIRST = new Link(new Port(1, "wire0"), new Port(2, "wire0"));
    private static final Link SECOND = new Link(new Port(1, "wire1"), new Port(2, "wire1"));
    private static final Link TO_THIRD = new Link(new Port(1, "wire0"), new Port(3, "wire0"));

    private final String words;
    private final String controller;
    private final boolean isExporter;
    private final int nodes;

    Place(String words, String controller, boolean isExporter, int nodes) {
        this.words = words;
        this.controller = controller;
        this.isExporter = isExporter;
        this.nodes = nodes;
    }

    String words() {
        return words;
    }

    /** The controller that both use. */
    String controller() {
        return controller;
    }

    boolean isExporter() {
        return isExporter;
    }

    /** The node of the importer; the exporter is on node 1. */
    int node() {
        return switch (this) {
            case BESIDE, OWN, BESIDE_OVER_WIRE -> 1;
            case AWAY, AWAY_BY_SECOND_LINK -> 2;
            case THIRD -> 3;
        };
    }

    /** The node of those who import besides. */
    int nodeOfOthers() {
        return nodes == 1 ? 1 : 2;
    }

    /** The link that the importer depends on, where it does on one. */
    List<Link> links() {
        return switch (this) {
            case BESIDE, OWN, BESIDE_OVER_WIRE -> List.of();
            case AWAY -> List.of(FIRST);
            case AWAY_BY_SECOND_LINK -> List.of(SECOND);
            case THIRD -> List.of(TO_THIRD);
        };
    }

    Topology topology() {
        return switch (nodes) {
            case 1 -> Topology.oneNode();
            case 2 -> new Topology(List.of(node(1), node(2)), Set.of(FIRST, SECOND));
            default ->
                    new Topology(
                            List.of(node(1), node(2), new Topology.Node(3, List.of("wire0"))),
                            Set.of(FIRST, SECOND, TO_THIRD));
        };
    }

    private static Topology.Node node(int id) {
        return new Topology.Node(id, List.of("wire0", "wire1"));
    }

    Set<Capability> needs() {
        return nodes == 1 ? Set.of() : Set.of(Capability.NODES, Capability.CONTROLLERS);
    }
}
