package org.rsmtck.kit.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Scenarios in which, sooner than by chance, every two values of different quantities meet. Each is
 * grown from a pair that has not met yet by taking, quantity by quantity, the value that brings
 * most new pairs along.
 */
public final class CoveringArray {
    private static final int UNDECIDED = -1;
    private static final int TRIES = 64;

    private final List<List<Integer>> allowed;
    private final Pairs met;
    private final SplittableRandom random;

    /**
     * @param allowed by quantity, the values that there may be
     * @param seed another one gives other scenarios
     */
    public CoveringArray(List<List<Integer>> allowed, long seed) {
        this.allowed = allowed;
        this.met = new Pairs(allowed);
        this.random = new SplittableRandom(seed);
    }

    /** What have met in the scenarios so far. */
    public Pairs met() {
        return met;
    }

    /** The next one; empty once all have met. */
    public Optional<Scenario> next() {
        if (met.met() == met.all()) {
            return Optional.empty();
        }
        int[] chosen = new int[allowed.size()];
        Arrays.fill(chosen, UNDECIDED);
        begin(chosen);
        for (int quantity : shuffled()) {
            if (chosen[quantity] == UNDECIDED) {
                chosen[quantity] = best(chosen, quantity);
            }
        }
        Scenario scenario = new Scenario(Arrays.stream(chosen).boxed().toList());
        met.meet(scenario);
        return Optional.of(scenario);
    }

    /** Chooses two values that have not met. */
    private void begin(int[] chosen) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int one = random.nextInt(allowed.size());
            int other = random.nextInt(allowed.size());
            if (one != other && begin(chosen, one, oneOf(one), other, oneOf(other))) {
                return;
            }
        }
        for (int one = 1; one < allowed.size(); one++) {
            for (int other = 0; other < one; other++) {
                for (int value : allowed.get(one)) {
                    for (int otherValue : allowed.get(other)) {
                        if (begin(chosen, one, value, other, otherValue)) {
                            return;
                        }
                    }
                }
            }
        }
    }

    private boolean begin(int[] chosen, int one, int value, int other, int otherValue) {
        if (met.haveMet(one, value, other, otherValue)) {
            return false;
        }
        chosen[one] = value;
        chosen[other] = otherValue;
        return true;
    }

    private int oneOf(int quantity) {
        List<Integer> values = allowed.get(quantity);
        return values.get(random.nextInt(values.size()));
    }

    private List<Integer> shuffled() {
        List<Integer> order = new ArrayList<>();
        for (int quantity = 0; quantity < allowed.size(); quantity++) {
            order.add(random.nextInt(order.size() + 1), quantity);
        }
        return order;
    }

    private int best(int[] chosen, int quantity) {
        List<Integer> values = allowed.get(quantity);
        int offset = random.nextInt(values.size());
        int best = UNDECIDED;
        int most = UNDECIDED;
        for (int i = 0; i < values.size(); i++) {
            int value = values.get((offset + i) % values.size());
            int fresh = fresh(chosen, quantity, value);
            if (fresh > most) {
                most = fresh;
                best = value;
            }
        }
        return best;
    }

    private int fresh(int[] chosen, int quantity, int value) {
        int fresh = 0;
        for (int other = 0; other < chosen.length; other++) {
            if (chosen[other] != UNDECIDED
                    && other != quantity
                    && !met.haveMet(quantity, value, other, chosen[other])) {
                fresh++;
            }
        }
        return fresh;
    }
}
