package org.rsmtck.kit.catalogue;

import org.rsmtck.api.Capability;

import java.util.List;
import java.util.Set;

/** The ids of the nodes: of the exporter's, of the second, and of the third. */
record NodeIds(int first, int second, int third) {
    static final NodeIds USUAL = new NodeIds(1, 2, 3);

    static List<NodeIds> all() {
        return List.of(
                USUAL,
                new NodeIds(2, 1, 3),
                new NodeIds(63, 62, 61),
                new NodeIds(62, 63, 1),
                new NodeIds(32, 33, 31),
                new NodeIds(31, 32, 63),
                new NodeIds(16, 48, 32),
                new NodeIds(8, 40, 24));
    }

    /** The id of the node that scenarios call by this number, from 1 on. */
    int of(int number) {
        return switch (number) {
            case 1 -> first;
            case 2 -> second;
            default -> third;
        };
    }

    String words() {
        return first + ", " + second + " and " + third;
    }

    Set<Capability> needs() {
        return this == USUAL ? Set.of() : Set.of(Capability.NODES);
    }
}
