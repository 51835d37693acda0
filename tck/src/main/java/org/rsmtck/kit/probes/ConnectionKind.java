package org.rsmtck.kit.probes;

import org.rsmtck.api.Capability;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Topology;
import org.rsmtck.kit.execute.Setting;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One way in which a connection lives and ends.
 *
 * @param permission asked for
 */
record ConnectionKind(Place place, int permission, Use use, End end) {
    private static final String WIRE = "wire0";

    /** Who imports. */
    enum Place {
        EXPORTER_ITSELF("the exporter itself"),
        ANOTHER_PROCESS("another process"),
        ANOTHER_NODE("a process on another node");

        private final String words;

        Place(String words) {
            this.words = words;
        }

        /** Where the exporter and the importer are. */
        List<Integer> nodes() {
            return switch (this) {
                case EXPORTER_ITSELF -> List.of(1);
                case ANOTHER_PROCESS -> List.of(1, 1);
                case ANOTHER_NODE -> List.of(1, 2);
            };
        }

        int importer() {
            return nodes().size() - 1;
        }

        String controller() {
            return this == ANOTHER_NODE ? WIRE : Topology.LOOPBACK;
        }
    }

    /** What a connection is used for. */
    enum Use {
        NOTHING("not used"),
        TRANSFERS("used for transfers"),
        MAPPING("mapped"),
        DESCRIPTOR("polled"),
        ALL("used for transfers, mapped, polled");

        private final String words;

        Use(String words) {
            this.words = words;
        }

        boolean has(Use part) {
            return this == part || this == ALL;
        }
    }

    /** How a connection ends. */
    enum End {
        DISCONNECT("disconnected"),
        UNPUBLISH("cut off by unpublish"),
        DESTROY("cut off by destroy");

        private final String words;

        End(String words) {
            this.words = words;
        }
    }

    private static final List<Integer> PERMISSIONS =
            List.of(Permission.READ_WRITE, Permission.READ, Permission.WRITE);

    /** So many that any two of place, permission, use and end meet. */
    static List<ConnectionKind> some() {
        List<ConnectionKind> some = new ArrayList<>();
        for (Use use : Use.values()) {
            for (End end : End.values()) {
                int shift = use.ordinal() + end.ordinal();
                some.add(
                        new ConnectionKind(
                                Place.values()[shift % Place.values().length],
                                PERMISSIONS.get((shift + end.ordinal()) % PERMISSIONS.size()),
                                use,
                                end));
            }
        }
        return some;
    }

    List<Capability> needs() {
        return place == Place.ANOTHER_NODE
                ? List.of(Capability.NODES, Capability.CONTROLLERS)
                : List.of();
    }

    Setting setting() {
        return new Setting(
                place == Place.ANOTHER_NODE ? twoNodes() : Topology.oneNode(),
                place.nodes().stream()
                        .map(node -> new Setting.Member(node, ProbeContext.OWNER))
                        .toList());
    }

    private static Topology twoNodes() {
        Topology.Port one = new Topology.Port(1, WIRE);
        Topology.Port other = new Topology.Port(2, WIRE);
        return new Topology(
                Stream.of(one, other)
                        .map(port -> new Topology.Node(port.node(), List.of(WIRE)))
                        .toList(),
                Set.of(new Topology.Link(one, other)));
    }

    String words() {
        String asked =
                switch (permission) {
                    case Permission.READ -> "reading";
                    case Permission.WRITE -> "writing";
                    default -> "reading and writing";
                };
        return "connections of %s for %s, which are %s and %s"
                .formatted(place.words, asked, use.words, end.words);
    }
}
