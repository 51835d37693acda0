package org.rsmtck.kit.target;

import org.rsmtck.api.Topology;

import java.util.stream.Collectors;

/** Shapes of fabrics as one line of text: {@code 1:wire0,wire1;2:wire0 1/wire0-2/wire0}. */
final class Shapes {
    private Shapes() {}

    /** Nodes and their controllers, then the links. */
    static String words(Topology topology) {
        String nodes =
                topology.nodes().stream()
                        .map(node -> node.id() + ":" + String.join(",", node.controllers()))
                        .collect(Collectors.joining(";"));
        String links =
                topology.links().stream()
                        .sorted()
                        .map(link -> " " + link)
                        .collect(Collectors.joining());
        return nodes + links;
    }
}
