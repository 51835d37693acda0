package org.rsmtck.explore.packed;

import java.util.List;

/**
 * Two-phase commit as Gray and Lamport specify it (module TwoPhase of "Consensus on Transaction
 * Commit"), a state in one number. From the lowest bit on: two bits for each resource manager, one
 * for each whether it said that it is prepared, one for each whether the transaction manager heard
 * so, two for what that one decided, and the highest set in every state.
 */
record PackedTwoPhaseCommit(int managers) implements PackedSpace {
    private static final long WORKING = 0;
    private static final long PREPARED = 1;
    private static final long COMMITTED = 2;
    private static final long ABORTED = 3;
    private static final long NEVER_ZERO = 1L << 62;
    private static final long LOW_BITS = 0x5555_5555_5555_5555L;

    @Override
    public List<Long> initial() {
        return List.of(NEVER_ZERO);
    }

    @Override
    public void steps(long state, Steps steps) {
        long all = (1L << managers) - 1;
        int saidAt = 2 * managers;
        int heardAt = 3 * managers;
        int decidedAt = 4 * managers;
        long decided = state >>> decidedAt & 3;
        if (decided == 0) {
            if ((state >>> heardAt & all) == all) {
                steps.to(state | COMMITTED << decidedAt);
            }
            steps.to(state | ABORTED << decidedAt);
        }
        for (int i = 0; i < managers; i++) {
            if (decided == 0 && (state >>> saidAt + i & 1) == 1) {
                to(state, state | 1L << heardAt + i, steps);
            }
            long manager = state >>> 2 * i & 3;
            long others = state & ~(3L << 2 * i);
            if (manager == WORKING) {
                steps.to(others | PREPARED << 2 * i | 1L << saidAt + i);
                steps.to(others | ABORTED << 2 * i);
            }
            if (decided != 0) {
                to(state, others | decided << 2 * i, steps);
            }
        }
    }

    /** Whether no resource manager has committed where another has aborted. */
    boolean isConsistent(long state) {
        long low = state & LOW_BITS & (1L << 2 * managers) - 1;
        long high = state >>> 1 & LOW_BITS & (1L << 2 * managers) - 1;
        return (high & ~low) == 0 || (high & low) == 0;
    }

    private static void to(long from, long to, Steps steps) {
        if (from == to) {
            steps.nowhere(1);
        } else {
            steps.to(to);
        }
    }
}
