package org.rsmtck.explore;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * Two-phase commit as Gray and Lamport specify it (module TwoPhase of "Consensus on Transaction
 * Commit"): resource managers, a transaction manager, and the set of all messages ever sent.
 */
record TwoPhaseCommit(int managers) implements StateSpace<TwoPhaseCommit.State, String> {
    private static final int WORKING = 0;
    private static final int PREPARED = 1;
    private static final int COMMITTED = 2;
    private static final int ABORTED = 3;

    /**
     * @param resources two bits for each resource manager
     * @param manager what the transaction manager has decided: 0, COMMITTED or ABORTED
     * @param heard the resource managers that it knows to be prepared
     * @param sent which of them have said that they are prepared
     * @param commit whether "commit" was sent
     * @param abort whether "abort" was sent
     */
    record State(int resources, int manager, int heard, int sent, boolean commit, boolean abort) {
        int resource(int i) {
            return resources >> 2 * i & 3;
        }

        State with(int i, int state) {
            return new State(
                    resources & ~(3 << 2 * i) | state << 2 * i,
                    manager,
                    heard,
                    sent,
                    commit,
                    abort);
        }
    }

    @Override
    public List<State> initial() {
        return List.of(new State(0, 0, 0, 0, false, false));
    }

    @Override
    public void steps(State s, BiConsumer<String, State> step) {
        if (s.manager == 0 && s.heard == (1 << managers) - 1) {
            step.accept(
                    "commit", new State(s.resources, COMMITTED, s.heard, s.sent, true, s.abort));
        }
        if (s.manager == 0) {
            step.accept("abort", new State(s.resources, ABORTED, s.heard, s.sent, s.commit, true));
        }
        for (int i = 0; i < managers; i++) {
            steps(s, i, step);
        }
    }

    private static void steps(State s, int i, BiConsumer<String, State> step) {
        if (s.manager == 0 && (s.sent >> i & 1) == 1) {
            step.accept(
                    "hear " + i,
                    new State(s.resources, s.manager, s.heard | 1 << i, s.sent, s.commit, s.abort));
        }
        if (s.resource(i) == WORKING) {
            State prepared = s.with(i, PREPARED);
            step.accept(
                    "prepare " + i,
                    new State(
                            prepared.resources,
                            s.manager,
                            s.heard,
                            s.sent | 1 << i,
                            s.commit,
                            s.abort));
            step.accept("choose to abort " + i, s.with(i, ABORTED));
        }
        if (s.commit) {
            step.accept("obey commit " + i, s.with(i, COMMITTED));
        }
        if (s.abort) {
            step.accept("obey abort " + i, s.with(i, ABORTED));
        }
    }

    /** No one has aborted while another has committed. */
    boolean isConsistent(State s) {
        boolean aborted = false;
        boolean committed = false;
        for (int i = 0; i < managers; i++) {
            aborted |= s.resource(i) == ABORTED;
            committed |= s.resource(i) == COMMITTED;
        }
        return !(aborted && committed);
    }
}
