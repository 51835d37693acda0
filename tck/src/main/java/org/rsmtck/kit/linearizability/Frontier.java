package org.rsmtck.kit.linearizability;

import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/**
 * How far a search has come: which operations have been put in order.
 *
 * <p>Of what took effect, all before index {@code base}, and those {@code ahead}, counted from
 * {@code base}; of the calls that were not answered, those {@code taken}.
 */
public record Frontier(int base, BitSet ahead, BitSet taken) {
    public static final Frontier START = new Frontier(0, new BitSet(), new BitSet());

    /** Whether the operation has been put in order, of those that took effect. */
    public boolean has(int over) {
        return over < base || ahead.get(over - base);
    }

    Frontier with(int over) {
        if (over != base) {
            BitSet more = (BitSet) ahead.clone();
            more.set(over - base);
            return new Frontier(base, more, taken);
        }
        int step = ahead.isEmpty() ? 1 : ahead.nextClearBit(1);
        return new Frontier(
                base + step, ahead.isEmpty() ? ahead : ahead.get(step, ahead.length()), taken);
    }

    Frontier taking(List<Integer> open) {
        BitSet more = (BitSet) taken.clone();
        open.forEach(more::set);
        return new Frontier(base, ahead, more);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * base + ahead.hashCode()) + Objects.hashCode(taken);
    }
}
