package org.rsmtck.kit.linearizability;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The calls that were not answered, as they may take effect right before an operation that did: one
 * after another, each way to order some of them once.
 *
 * <p>No more of them take effect than need be, and none sooner than need be: of all orders that
 * explain a history, one has the fewest of such calls, and of those with as few one has each as
 * late as can be. It is enough to find that one, from wherever the search stands.
 */
final class Chains<S> {
    private final Steps<S, ?> steps;
    private final Place<S> start;
    private final int[] candidates;
    private final BitSet taken;

    /** The calls by their indexes in the schedule, where they lead, and what is next. */
    private final List<Integer> chain = new ArrayList<>();

    private final List<Place<S>> places = new ArrayList<>();
    private final List<Integer> tried = new ArrayList<>(List.of(0));

    /**
     * @param candidates that may take effect
     * @param taken that have
     */
    Chains(Steps<S, ?> steps, Place<S> start, BitSet candidates, BitSet taken) {
        this.steps = steps;
        this.start = start;
        this.candidates = candidates.stream().toArray();
        this.taken = (BitSet) taken.clone();
    }

    List<Integer> chain() {
        return chain;
    }

    /** Where the calls lead. */
    Place<S> end() {
        return places.isEmpty() ? start : places.getLast();
    }

    /** Goes on to the next chain, of one call or more; false if there is none. */
    boolean advance() {
        while (true) {
            int at = tried.getLast();
            if (at == candidates.length) {
                if (chain.isEmpty()) {
                    return false;
                }
                tried.removeLast();
                places.removeLast();
                taken.clear(chain.removeLast());
                continue;
            }
            tried.set(tried.size() - 1, at + 1);
            int index = candidates[at];
            if (taken.get(index) || isLikeAnEarlierOne(index)) {
                continue;
            }
            Place<S> next = steps.open(end(), index);
            if (!next.isEmpty() && !isNeedless(index, next)) {
                chain.add(index);
                places.add(next);
                taken.set(index);
                tried.add(0);
                return true;
            }
        }
    }

    /** Of calls that are all the same, the one that began first takes effect first. */
    private boolean isLikeAnEarlierOne(int index) {
        for (int i = taken.nextClearBit(0); i < index; i = taken.nextClearBit(i + 1)) {
            if (steps.areAlike(i, index)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the chain with one more leads nowhere that a shorter one or its like does not. */
    private boolean isNeedless(int index, Place<S> next) {
        if (steps.covers(end(), next)) {
            return true;
        }
        for (int without = 0; without < chain.size(); without++) {
            Place<S> shorter = after(without, index);
            if (shorter != null && steps.covers(shorter, next)) {
                return true;
            }
        }
        return !chain.isEmpty() && chain.getLast() > index && mayChangePlaces(index, next);
    }

    private boolean mayChangePlaces(int index, Place<S> next) {
        Place<S> before = chain.size() == 1 ? start : places.get(chain.size() - 2);
        Place<S> first = steps.open(before, index);
        return !first.isEmpty() && steps.covers(steps.open(first, chain.getLast()), next);
    }

    /** Where the chain leads without one of it and with one more; null if nowhere. */
    private @Nullable Place<S> after(int without, int more) {
        Place<S> place = shortened(without);
        Place<S> next = place == null ? null : steps.open(place, more);
        return next == null || next.isEmpty() ? null : next;
    }

    private @Nullable Place<S> shortened(int without) {
        Place<S> place = without == 0 ? start : places.get(without - 1);
        for (int i = without + 1; i < chain.size(); i++) {
            place = steps.open(place, chain.get(i));
            if (place.isEmpty()) {
                return null;
            }
        }
        return place;
    }

    /**
     * Where an operation that took effect leads after the chain; null if nowhere, or if one of the
     * chain might as well come later or not at all.
     *
     * @param index in the schedule
     */
    @Nullable Place<S> before(int index) {
        Place<S> next = steps.over(end(), index);
        if (next.isEmpty()) {
            return null;
        }
        for (int without = chain.size() - 1; without >= 0; without--) {
            Place<S> shorter = shortened(without);
            Place<S> sooner = shorter == null ? null : steps.over(shorter, index);
            if (sooner != null
                    && !sooner.isEmpty()
                    && (steps.covers(sooner, next)
                            || steps.covers(steps.open(sooner, chain.get(without)), next))) {
                return null;
            }
        }
        return next;
    }
}
