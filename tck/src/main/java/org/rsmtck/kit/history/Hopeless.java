package org.rsmtck.kit.history;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a search need not go again. What leads to no order from some states leads to none from
 * fewer, nor where more of the calls that were not answered have taken effect already.
 */
final class Hopeless {
    private static final int MOST_COMPARED = 64;

    private final Map<Key, Known> known = new HashMap<>();

    /** What took effect of the operations that did. */
    private record Key(int base, BitSet ahead) {}

    private record Found(BitSet taken, Place place) {
        /** Whether that is hopeless if this is. */
        boolean covers(BitSet others, Place other) {
            if (!place.covers(other)) {
                return false;
            }
            BitSet more = (BitSet) taken.clone();
            more.andNot(others);
            return more.isEmpty();
        }
    }

    private static final class Known {
        private final Set<Found> all = new HashSet<>(2);
        private final List<Found> compared = new ArrayList<>(1);
    }

    void add(Frontier front, Place place) {
        Known here =
                known.computeIfAbsent(new Key(front.base(), front.ahead()), key -> new Known());
        Found found = new Found(front.taken(), place);
        if (here.all.add(found) && here.compared.size() < MOST_COMPARED) {
            here.compared.add(found);
        }
    }

    boolean has(Frontier front, Place place) {
        if (known.isEmpty()) {
            return false;
        }
        Known here = known.get(new Key(front.base(), front.ahead()));
        if (here == null) {
            return false;
        }
        if (here.all.contains(new Found(front.taken(), place))) {
            return true;
        }
        for (Found found : here.compared) {
            if (found.covers(front.taken(), place)) {
                return true;
            }
        }
        return false;
    }
}
