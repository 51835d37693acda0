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
    UNPUBLISHED,
    FOR_READERS_OF_TWO,
    FOR_EVERYONE_OF_TWO,
    FOR_READERS_FIRST,
    REFUSED;

    /** What follows and precedes all others. */
    private static final List<Change> USUAL =
            List.of(FOR_NOBODY, FOR_READERS, FOR_EVERYONE, UNPUBLISHED);

    private static final int NO_MODE = 07777;

    private static final int OTHER_NODE = 64;

    /**
     * Each usual one followed by each, once, and others where they make a difference.
     *
     * @param mostEntries that a list may have
     */
    static List<List<Change>> pairs(long mostEntries) {
        List<List<Change>> pairs = new ArrayList<>();
        for (Change first : USUAL) {
            for (Change second : USUAL) {
                pairs.add(List.of(first, second));
            }
        }
        pairs.addAll(
                List.of(
                        List.of(FOR_READERS_OF_TWO, FOR_EVERYONE_OF_TWO),
                        List.of(FOR_EVERYONE_OF_TWO, FOR_READERS_OF_TWO),
                        List.of(FOR_EVERYONE, FOR_READERS_FIRST),
                        List.of(FOR_EVERYONE, REFUSED),
                        List.of(FOR_NOBODY, REFUSED)));
        pairs.removeIf(pair -> pair.stream().anyMatch(one -> one.entries() > mostEntries));
        return pairs;
    }

    private int entries() {
        return list(1).map(list ->
                        list instanceof AccessList.Entries(var entries) ? entries.size() : 0)
                .orElse(0);
    }

    /** The list by which it is published then, seen from this node; empty if by none. */
    Optional<AccessList> list(int node) {
        int other = node == OTHER_NODE ? node - 1 : OTHER_NODE;
        return switch (this) {
            case FOR_NOBODY -> Optional.of(list(other, 0666));
            case FOR_READERS -> Optional.of(list(node, 0444));
            case FOR_EVERYONE -> Optional.of(list(node, 0666));
            case UNPUBLISHED -> Optional.empty();
            case FOR_READERS_OF_TWO -> Optional.of(list(other, 0666, node, 0444));
            case FOR_EVERYONE_OF_TWO -> Optional.of(list(other, 0444, node, 0666));
            case FOR_READERS_FIRST -> Optional.of(list(node, 0444, other, 0666, node, 0666));
            case REFUSED ->
                    Optional.of(
                            list(
                                    other, 0666, other - 2, 0666, other - 3, 0666, other - 4, 0666,
                                    node, 0222, other - 5, NO_MODE));
        };
    }

    /** Of nodes, each with its permission. */
    private static AccessList list(int... entries) {
        List<AccessEntry> list = new ArrayList<>();
        for (int i = 0; i < entries.length; i += 2) {
            list.add(new AccessEntry(entries[i], entries[i + 1]));
        }
        return new AccessList.Entries(list);
    }
}
