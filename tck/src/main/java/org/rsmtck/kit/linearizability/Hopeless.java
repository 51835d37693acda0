package org.rsmtck.kit.linearizability;

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
final class Hopeless<S> {
    private static final int MOST_COMPARED = 64;

    private final Steps<S, ?> steps;
    private final Map<Key, Known<S>> known = new HashMap<>();

    Hopeless(Steps<S, ?> steps) {
        this.steps = steps;
    }

    /** What took effect of the operations that did. */
    private record Key(int base, BitSet ahead) {}

    private record Found<S>(BitSet taken, Place<S> place) {
        /** Whether that is hopeless if this is. */
        boolean covers(Steps<S, ?> steps, BitSet others, Place<S> other) {
            for (int i = taken.nextSetBit(0); i >= 0; i = taken.nextSetBit(i + 1)) {
                if (!others.get(i)) {
                    return false;
                }
            }
            return steps.covers(place, other);
        }
    }

    /** The first are compared, more only looked up. */
    private static final class Known<S> {
        private final List<Found<S>> compared = new ArrayList<>(1);
        private Set<Found<S>> more = Set.of();
    }

    void add(Frontier front, Place<S> place) {
        Known<S> here =
                known.computeIfAbsent(new Key(front.base(), front.ahead()), key -> new Known<>());
        Found<S> found = new Found<>(front.taken(), place);
        if (here.compared.size() < MOST_COMPARED) {
            here.compared.add(found);
        } else {
            here.more = here.more.isEmpty() ? new HashSet<>() : here.more;
            here.more.add(found);
        }
    }

    boolean has(Frontier front, Place<S> place) {
        if (known.isEmpty()) {
            return false;
        }
        Known<S> here = known.get(new Key(front.base(), front.ahead()));
        if (here == null) {
            return false;
        }
        for (Found<S> found : here.compared) {
            if (found.covers(steps, front.taken(), place)) {
                return true;
            }
        }
        return here.more.contains(new Found<>(front.taken(), place));
    }
}
