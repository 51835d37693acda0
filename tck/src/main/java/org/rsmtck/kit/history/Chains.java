package org.rsmtck.kit.history;

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
final class Chains {
    private final Operations operations;
    private final Steps steps;
    private final Place start;
    private final int[] candidates;
    private final BitSet taken;

    /** The calls by their indexes in {@link Operations#open}, where they lead, and what is next. */
    private final List<Integer> chain = new ArrayList<>();

    private final List<Place> places = new ArrayList<>();
    private final List<Integer> tried = new ArrayList<>(List.of(0));

    /**
     * @param candidates that may take effect
     * @param taken that have
     */
    Chains(Operations operations, Steps steps, Place start, BitSet candidates, BitSet taken) {
        this.operations = operations;
        this.steps = steps;
        this.start = start;
        this.candidates = candidates.stream().toArray();
        this.taken = (BitSet) taken.clone();
    }

    List<Integer> chain() {
        return chain;
    }

    /** Where the calls lead. */
    Place end() {
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
            Place next = steps.open(end(), index);
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
        Operation.Pending call = operations.open().get(index);
        for (int i = taken.nextClearBit(0); i < index; i = taken.nextClearBit(i + 1)) {
            if (operations.open().get(i).isLike(call)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the chain with one more leads nowhere that a shorter one or its like does not. */
    private boolean isNeedless(int index, Place next) {
        if (end().covers(next)) {
            return true;
        }
        for (int without = 0; without < chain.size(); without++) {
            Place shorter = after(without, index);
            if (shorter != null && shorter.covers(next)) {
                return true;
            }
        }
        return !chain.isEmpty() && chain.getLast() > index && mayChangePlaces(index, next);
    }

    private boolean mayChangePlaces(int index, Place next) {
        Place before = chain.size() == 1 ? start : places.get(chain.size() - 2);
        Place first = steps.open(before, index);
        return !first.isEmpty() && steps.open(first, chain.getLast()).covers(next);
    }

    /** Where the chain leads without one of it and with one more; null if nowhere. */
    private @Nullable Place after(int without, int more) {
        Place place = shortened(without);
        Place next = place == null ? null : steps.open(place, more);
        return next == null || next.isEmpty() ? null : next;
    }

    private @Nullable Place shortened(int without) {
        Place place = without == 0 ? start : places.get(without - 1);
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
     * @param index in {@link Operations#over}
     */
    @Nullable Place before(int index) {
        Place next = steps.over(end(), index);
        if (next.isEmpty()) {
            return null;
        }
        for (int without = chain.size() - 1; without >= 0; without--) {
            Place shorter = shortened(without);
            Place sooner = shorter == null ? null : steps.over(shorter, index);
            if (sooner != null
                    && !sooner.isEmpty()
                    && (sooner.covers(next)
                            || steps.open(sooner, chain.get(without)).covers(next))) {
                return null;
            }
        }
        return next;
    }
}
