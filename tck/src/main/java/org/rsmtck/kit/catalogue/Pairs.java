package org.rsmtck.kit.catalogue;

import org.rsmtck.reports.Share;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which pairs of values of different quantities have met. */
public final class Pairs {
    private final List<List<Integer>> allowed;
    private final int[] first;
    private final int values;
    private final BitSet met;
    private final long all;

    /**
     * @param allowed by quantity, the values that there may be
     */
    public Pairs(List<List<Integer>> allowed) {
        this.allowed = List.copyOf(allowed);
        first = new int[allowed.size()];
        int next = 0;
        long pairs = 0;
        for (int quantity = 0; quantity < first.length; quantity++) {
            first[quantity] = next;
            pairs += (long) allowed.get(quantity).size() * singles(allowed, quantity);
            next += Catalogue.ALL.get(quantity).values().size();
        }
        values = next;
        all = pairs;
        met = new BitSet(values * values);
    }

    private static long singles(List<List<Integer>> allowed, int before) {
        return allowed.subList(0, before).stream().mapToLong(List::size).sum();
    }

    /** How many there are. */
    public long all() {
        return all;
    }

    /** How many have met. */
    public long met() {
        return met.cardinality();
    }

    /** How many have met, by the name of the quantity of one of the two. */
    public Map<String, Share> byQuantity() {
        long[] metOf = new long[first.length];
        met.stream()
                .forEach(pair -> {
                    metOf[quantity(pair / values)]++;
                    metOf[quantity(pair % values)]++;
                });
        long all = singles(allowed, allowed.size());
        Map<String, Share> shares = new HashMap<>();
        for (int i = 0; i < first.length; i++) {
            long own = allowed.get(i).size();
            shares.put(Catalogue.ALL.get(i).name(), new Share(metOf[i], own * (all - own)));
        }
        return shares;
    }

    private int quantity(int value) {
        int place = Arrays.binarySearch(first, value);
        return place < 0 ? -place - 2 : place;
    }

    /** How many of the scenario's had not met before. */
    public int meet(Scenario scenario) {
        int fresh = 0;
        for (int one = 1; one < first.length; one++) {
            for (int other = 0; other < one; other++) {
                int pair =
                        pair(one, scenario.chosen().get(one), other, scenario.chosen().get(other));
                if (!met.get(pair)) {
                    met.set(pair);
                    fresh++;
                }
            }
        }
        return fresh;
    }

    /** Whether these two values have met; the first is of the later quantity. */
    boolean haveMet(int one, int value, int other, int otherValue) {
        return one > other
                ? met.get(pair(one, value, other, otherValue))
                : met.get(pair(other, otherValue, one, value));
    }

    private int pair(int one, int value, int other, int otherValue) {
        return (first[one] + value) * values + first[other] + otherValue;
    }
}
