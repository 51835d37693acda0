package org.rsmtck.api;

import java.util.List;

/** The access list argument of publish and republish: a pointer and a length. */
public sealed interface AccessList {

    /**
     * A null pointer, with {@code length} claimed beside it. With length 0 every node is admitted.
     */
    record Absent(int length) implements AccessList {}

    /** A pointer to these entries, and their number as the length. */
    record Entries(List<AccessEntry> entries) implements AccessList {
        public Entries {
            entries = List.copyOf(entries);
        }
    }

    /** No list: every node is admitted under the default permission of the exporter. */
    static AccessList everyone() {
        return new Absent(0);
    }

    static AccessList of(AccessEntry... entries) {
        return new Entries(List.of(entries));
    }
}
