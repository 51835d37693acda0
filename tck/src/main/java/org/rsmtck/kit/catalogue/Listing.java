package org.rsmtck.kit.catalogue;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Capability;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An access list: the node of the importer stands at a place among others.
 *
 * @param entries how many there are; 0 is no list, by which everybody is admitted
 * @param place from 1; 0 leaves the node out
 */
record Listing(int entries, int place) {
    private static final int NODES = 64;

    static List<Listing> all() {
        List<Listing> all = new ArrayList<>(List.of(new Listing(1, 1), new Listing(0, 0)));
        for (int entries : List.of(2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64)) {
            all.add(new Listing(entries, entries));
        }
        all.addAll(
                List.of(
                        new Listing(2, 1),
                        new Listing(3, 2),
                        new Listing(64, 1),
                        new Listing(64, 33),
                        new Listing(1, 0),
                        new Listing(2, 0),
                        new Listing(63, 0)));
        return all;
    }

    /** It names this node, the others being ones that ask for nothing. */
    AccessList of(int node, int permission) {
        if (entries == 0) {
            return AccessList.everyone();
        }
        List<AccessEntry> list = new ArrayList<>();
        int other = NODES;
        for (int i = 1; i <= entries; i++) {
            if (i == place) {
                list.add(new AccessEntry(node, permission));
            } else {
                other -= other == node ? 1 : 0;
                list.add(new AccessEntry(other--, i % 2 == 0 ? 0666 : 0));
            }
        }
        return new AccessList.Entries(list);
    }

    String words() {
        if (entries == 0) {
            return "none";
        }
        return place == 0
                ? "of " + entries + ", without the importer's node"
                : "the importer's node is number " + place + " of " + entries;
    }

    Set<Capability> needs() {
        return Set.of();
    }
}
