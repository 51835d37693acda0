package org.rsmtck.kit.catalogue;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who may connect to a segment from now on. */
enum Change {
    FOR_NOBODY,
    FOR_READERS,
    FOR_EVERYONE,
    UNPUBLISHED;

    private static final int OTHER_NODE = 64;

    /** Each followed by each, once. */
    static List<List<Change>> pairs() {
        List<List<Change>> pairs = new ArrayList<>();
        for (Change first : values()) {
            for (Change second : values()) {
                pairs.add(List.of(first, second));
            }
        }
        return pairs;
    }

    /** The list by which it is published then, seen from this node; empty if by none. */
    Optional<AccessList> list(int node) {
        return switch (this) {
            case FOR_NOBODY ->
                    Optional.of(
                            AccessList.of(
                                    new AccessEntry(
                                            node == OTHER_NODE ? node - 1 : OTHER_NODE, 0666)));
            case FOR_READERS -> Optional.of(AccessList.of(new AccessEntry(node, 0444)));
            case FOR_EVERYONE -> Optional.of(AccessList.of(new AccessEntry(node, 0666)));
            case UNPUBLISHED -> Optional.empty();
        };
    }
}
