package org.rsmtck.kit.linearizability;

import org.jspecify.annotations.Nullable;

/**
 * A set of states that a search has come to, once: so that each operation is tried there once, and
 * that two are compared by what they are.
 */
final class Place<S> {
    private final S states;
    private final boolean isEmpty;
    private final Successors<S> afterOver = new Successors<>();
    private @Nullable Successors<S> afterOpen;
    private @Nullable Boolean calm;

    Place(S states, boolean isEmpty) {
        this.states = states;
        this.isEmpty = isEmpty;
    }

    S states() {
        return states;
    }

    boolean isEmpty() {
        return isEmpty;
    }

    boolean isCalm(Commutation<S> commutation) {
        Boolean known = calm;
        if (known == null) {
            known = commutation.isCalm(states);
            calm = known;
        }
        return known;
    }

    /** By their indexes: where operations lead that took effect and were tried here. */
    Successors<S> afterOver() {
        return afterOver;
    }

    /** The same of operations that were not answered. */
    Successors<S> afterOpen() {
        Successors<S> known = afterOpen;
        if (known == null) {
            known = new Successors<>();
            afterOpen = known;
        }
        return known;
    }
}
