package org.rsmtck.explore.picture;

import java.util.List;

/**
 * A state diagram, before anybody decides where anything goes.
 *
 * @param title what it shows
 * @param words the same in a sentence or two, for who does not see it
 * @param nodes in the order of a life; the first is where everything begins
 * @param edges at most one from a node to another, none from a node to itself
 */
public record Diagram(String title, String words, List<Node> nodes, List<Edge> edges) {

    /** Who brings something about. */
    public enum Actor {
        IMPORTER("a call of the importer"),
        EXPORTER("a call of the exporter"),
        SURROUNDINGS("no call: it happens");

        private final String words;

        Actor(String words) {
            this.words = words;
        }

        /** For the legend. */
        public String words() {
            return words;
        }
    }

    /** What happens, and by whose doing. */
    public record Cause(Actor by, String words) implements Comparable<Cause> {
        @Override
        public int compareTo(Cause other) {
            int first = by.compareTo(other.by);
            return first == 0 ? words.compareTo(other.words) : first;
        }
    }

    /**
     * A state.
     *
     * @param words what the name stands for; empty where it speaks for itself
     * @param inside what changes something, yet not the state
     */
    public record Node(String name, String words, List<Cause> inside) {
        public Node {
            inside = List.copyOf(inside);
        }
    }

    /** Everything that takes one state to another. */
    public record Edge(String from, String to, List<Cause> causes) {
        public Edge {
            causes = List.copyOf(causes);
        }
    }

    public Diagram {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }
}
