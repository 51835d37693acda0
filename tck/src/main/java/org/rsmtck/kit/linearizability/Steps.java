package org.rsmtck.kit.linearizability;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Where operations lead, each asked of the specification once. */
final class Steps<S, O> {
    private final Specification<S, O> specification;
    private final Schedule<O> schedule;
    private final Map<S, Place<S>> places = new HashMap<>();
    private final Function<S, Place<S>> unshared = this::unshared;

    Steps(Specification<S, O> specification, Schedule<O> schedule) {
        this.specification = specification;
        this.schedule = schedule;
    }

    Place<S> place(S states) {
        return places.computeIfAbsent(states, unshared);
    }

    private Place<S> unshared(S states) {
        return new Place<>(states, specification.isEmpty(states));
    }

    boolean covers(Place<S> one, Place<S> fewer) {
        return one == fewer || specification.covers(one.states(), fewer.states());
    }

    /** What there is after an operation that took effect. */
    Place<S> over(Place<S> before, int index) {
        Place<S> known = before.afterOver().get(index);
        if (known == null) {
            known = place(after(before, index));
            before.afterOver().add(index, known);
        }
        return known;
    }

    /** The same where nothing else is tried: nobody comes there by another way. */
    Place<S> free(Place<S> before, int index) {
        Place<S> known = before.afterOver().get(index);
        if (known == null) {
            known = unshared(after(before, index));
            before.afterOver().add(index, known);
        }
        return known;
    }

    private S after(Place<S> before, int index) {
        return specification.step(before.states(), schedule.over(index).operation());
    }

    /** What there is after an operation that was not answered. */
    Place<S> open(Place<S> before, int index) {
        Place<S> known = before.afterOpen().get(index);
        if (known == null) {
            known = place(specification.step(before.states(), schedule.open(index).operation()));
            before.afterOpen().add(index, known);
        }
        return known;
    }

    boolean areAlike(int open, int other) {
        return specification.areAlike(
                schedule.open(open).operation(), schedule.open(other).operation());
    }
}
