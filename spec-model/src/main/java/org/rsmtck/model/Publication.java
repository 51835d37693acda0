package org.rsmtck.model;

import org.rsmtck.api.AccessEntry;

import java.util.List;
import java.util.Optional;

/**
 * Under what name, and to whom, an export is published.
 *
 * @param segment the id, an unsigned 32-bit number, unique on the node
 * @param entries the access list; empty admits every node under the exporter's default mode
 */
public record Publication(int segment, List<AccessEntry> entries) {
    public Publication {
        entries = List.copyOf(entries);
    }

    /** Whether the access list lets processes of {@code node} in at all. */
    public boolean admits(int node) {
        return entries.isEmpty() || entryFor(node).isPresent();
    }

    /** The first entry that names {@code node}. */
    public Optional<AccessEntry> entryFor(int node) {
        return entries.stream().filter(entry -> entry.node() == node).findFirst();
    }
}
