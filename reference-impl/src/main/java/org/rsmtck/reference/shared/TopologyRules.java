package org.rsmtck.reference.shared;

import org.rsmtck.api.Topology;

import java.util.HashSet;
import java.util.Set;

/** What a topology has to be so that this engine can carry it. */
final class TopologyRules {
    private static final int MAX_NODE = 63;

    private TopologyRules() {}

    /**
     * @throws IllegalArgumentException if the engine cannot carry the topology; the message says
     *     why
     */
    static void check(Topology topology) {
        Set<Topology.Port> ports = new HashSet<>();
        Set<Integer> nodes = new HashSet<>();
        for (Topology.Node node : topology.nodes()) {
            if (node.id() < 1 || node.id() > MAX_NODE) {
                throw new IllegalArgumentException(
                        "node id "
                                + Integer.toUnsignedString(node.id())
                                + " is not from 1 to "
                                + MAX_NODE);
            }
            if (!nodes.add(node.id())) {
                throw new IllegalArgumentException(
                        "node " + node.id() + " stands twice in the topology");
            }
            ports.add(new Topology.Port(node.id(), Topology.LOOPBACK));
            node.controllers()
                    .forEach(controller -> ports.add(new Topology.Port(node.id(), controller)));
        }
        for (Topology.Link link : topology.links()) {
            if (!ports.contains(link.one()) || !ports.contains(link.other())) {
                throw new IllegalArgumentException(
                        "link " + link + " ends at a controller that no node has");
            }
        }
    }
}
