package org.rsmtck.kit.catalogue;

import org.rsmtck.api.Capability;
import org.rsmtck.api.Topology;
import org.rsmtck.api.Topology.Link;
import org.rsmtck.api.Topology.Port;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the importer is, and over what it reaches the exporter. */
enum Place {
    BESIDE("another process on the node of the exporter", Topology.LOOPBACK, false, 1),
    OWN("the exporter itself", Topology.LOOPBACK, true, 1),
    BESIDE_OVER_WIRE("another process on the node of the exporter, over a wire", "wire0", false, 2),
    AWAY("another node", "wire0", false, 2),
    AWAY_BY_SECOND_LINK("another node, over the second of two links", "wire1", false, 2),
    THIRD("a third node, while another one imports too", "wire0", false, 3);

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

    /** The node of the importer; the exporter is on the first. */
    int node(NodeIds ids) {
        return ids.of(
                switch (this) {
                    case BESIDE, OWN, BESIDE_OVER_WIRE -> 1;
                    case AWAY, AWAY_BY_SECOND_LINK -> 2;
                    case THIRD -> 3;
                });
    }

    /** The node of those who import besides. */
    int nodeOfOthers(NodeIds ids) {
        return ids.of(nodes == 1 ? 1 : 2);
    }

    /** The link that the importer depends on, where it does on one. */
    List<Link> links(NodeIds ids) {
        return switch (this) {
            case BESIDE, OWN, BESIDE_OVER_WIRE -> List.of();
            case AWAY -> List.of(link(ids, "wire0", 2));
            case AWAY_BY_SECOND_LINK -> List.of(link(ids, "wire1", 2));
            case THIRD -> List.of(link(ids, "wire0", 3));
        };
    }

    /** The links that are there besides. */
    List<Link> linksBeside(NodeIds ids) {
        return topology(ids).links().stream()
                .filter(link -> !links(ids).contains(link))
                .sorted(Comparator.comparing(Link::toString))
                .toList();
    }

    Topology topology(NodeIds ids) {
        Set<Link> both = Set.of(link(ids, "wire0", 2), link(ids, "wire1", 2));
        List<Topology.Node> two = List.of(node(ids.first()), node(ids.second()));
        return switch (nodes) {
            case 1 -> new Topology(List.of(new Topology.Node(ids.first(), List.of())), Set.of());
            case 2 -> new Topology(two, both);
            default ->
                    new Topology(
                            Stream.concat(
                                            two.stream(),
                                            Stream.of(
                                                    new Topology.Node(
                                                            ids.third(), List.of("wire0"))))
                                    .toList(),
                            Stream.concat(both.stream(), Stream.of(link(ids, "wire0", 3)))
                                    .collect(Collectors.toSet()));
        };
    }

    private static Link link(NodeIds ids, String controller, int to) {
        return new Link(new Port(ids.first(), controller), new Port(ids.of(to), controller));
    }

    private static Topology.Node node(int id) {
        return new Topology.Node(id, List.of("wire0", "wire1"));
    }

    Set<Capability> needs() {
        return nodes == 1 ? Set.of() : Set.of(Capability.NODES, Capability.CONTROLLERS);
    }
}
