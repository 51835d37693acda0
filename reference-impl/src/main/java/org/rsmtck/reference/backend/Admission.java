package org.rsmtck.reference.backend;

import org.rsmtck.api.AccessEntry;

import java.util.List;
import java.util.OptionalInt;

/**
 * Which nodes a publication admits, and under which file mode each.
 *
 * @param defaultMode the mode for every node, where {@code entries} is empty
 * @param entries the nodes admitted; of several entries for one node the first counts
 */
public record Admission(int defaultMode, List<AccessEntry> entries) {

    /** The most entries that a list may have. */
    public static final int MAX_ENTRIES = 64;

    /** Read and write for owner, group and others: the bits that an entry may have. */
    public static final int MODE_BITS = 0666;

    public Admission {
        defaultMode &= MODE_BITS;
        entries = List.copyOf(entries);
    }

    /** The mode for processes of {@code node}, or empty where the node is not admitted. */
    public OptionalInt modeFor(int node) {
        if (entries.isEmpty()) {
            return OptionalInt.of(defaultMode);
        }
        for (AccessEntry entry : entries) {
            if (entry.node() == node) {
                return OptionalInt.of(entry.permission());
            }
        }
        return OptionalInt.empty();
    }

    /** Every bit that some node is granted. */
    public int union() {
        if (entries.isEmpty()) {
            return defaultMode;
        }
        int union = 0;
        for (AccessEntry entry : entries) {
            union |= entry.permission();
        }
        return union;
    }
}
