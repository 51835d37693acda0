package org.rsmtck.kit.history;

import org.jspecify.annotations.Nullable;
import org.rsmtck.model.StateSet;

import java.util.HashMap;
import java.util.Map;

/**
 * A set of states that a search has come to, once: so that each operation is tried there once, and
 * that two are compared by what they are.
 */
final class Place {
    private final StateSet states;
    private final Map<Integer, Place> afterOver = new HashMap<>(4);
    private final Map<Integer, Place> afterOpen = new HashMap<>(0);
    private @Nullable Boolean calm;

    Place(StateSet states) {
        this.states = states;
    }

    StateSet states() {
        return states;
    }

    boolean isEmpty() {
        return states.isEmpty();
    }

    boolean covers(Place other) {
        return this == other || states.covers(other.states);
    }

    boolean isCalm() {
        Boolean known = calm;
        if (known == null) {
            known = Independence.isCalm(states);
            calm = known;
        }
        return known;
    }

    /** By their indexes in {@link Operations#over}: where operations lead that were tried here. */
    Map<Integer, Place> afterOver() {
        return afterOver;
    }

    /** The same by the indexes in {@link Operations#open}. */
    Map<Integer, Place> afterOpen() {
        return afterOpen;
    }
}
