package org.rsmtck.api;

import java.util.List;
import java.util.Set;

/**
 * What a fabric consists of: nodes, the controllers in them, and the links between controllers.
 *
 * <p>Every node has a controller {@code loopback} besides those named here: it reaches its own node
 * and no other. A controller other than loopback reaches itself and the controllers that a link
 * joins it to.
 */
public record Topology(List<Node> nodes, Set<Link> links) {

    /** The name of the controller that every node has. */
    public static final String LOOPBACK = "loopback";

    public Topology {
        nodes = List.copyOf(nodes);
        links = Set.copyOf(links);
    }

    /** A node and its controllers other than loopback. Ids are from 1 to 63. */
    public record Node(int id, List<String> controllers) {
        public Node {
            controllers = List.copyOf(controllers);
        }
    }

    /** A controller of a node. */
    public record Port(int node, String controller) implements Comparable<Port> {
        @Override
        public int compareTo(Port other) {
            int byNode = Integer.compareUnsigned(node, other.node);
            return byNode != 0 ? byNode : controller.compareTo(other.controller);
        }

        @Override
        public String toString() {
            return Integer.toUnsignedString(node) + "/" + controller;
        }
    }

    /** A physical connection between two controllers, the same in both directions. */
    public record Link(Port one, Port other) implements Comparable<Link> {
        /** Puts the lesser port first, so that a link has one form. */
        public Link {
            if (one.compareTo(other) > 0) {
                Port lesser = other;
                other = one;
                one = lesser;
            }
        }

        @Override
        public int compareTo(Link that) {
            int byOne = one.compareTo(that.one);
            return byOne != 0 ? byOne : other.compareTo(that.other);
        }

        @Override
        public String toString() {
            return one + "-" + other;
        }
    }

    /** One node with no controller but loopback. */
    public static Topology oneNode() {
        return new Topology(List.of(new Node(1, List.of())), Set.of());
    }
}
