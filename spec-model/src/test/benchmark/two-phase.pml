/*
 * Two-phase commit, as Gray and Lamport describe it in "Consensus on Transaction Commit". The same
 * steps as in PackedTwoPhaseCommit.java and TwoPhase.tla.
 *
 * All steps are in one process, which stands at the head of its loop after each of them: so the
 * variables alone make a state. One process for each manager has the same states, and takes half as
 * long again, because its states are longer.
 */
#ifndef MANAGERS
#define MANAGERS 7
#endif

#define ALL ((1 << MANAGERS) - 1)

/* One bit for each resource manager, in all of these. */
byte prepared, committed, aborted; /* what it is; working if it is none of them */
byte said;                         /* that it is prepared */
byte heard;                        /* by the transaction manager, so */

bit commits, aborts; /* what the transaction manager said to all */

#define IS_WORKING(m) (!((prepared | committed | aborted) & m))
#define IS_UNDECIDED (!commits && !aborts)

#define MANAGER(m) \
    :: d_step { IS_WORKING(m) -> prepared = prepared | m; said = said | m } \
    :: d_step { IS_WORKING(m) -> aborted = aborted | m; assert(!committed) } \
    :: d_step { commits -> \
           prepared = prepared & ~m; aborted = aborted & ~m; \
           committed = committed | m; assert(!aborted) } \
    :: d_step { aborts -> \
           prepared = prepared & ~m; committed = committed & ~m; \
           aborted = aborted | m; assert(!committed) } \
    :: d_step { (IS_UNDECIDED && (said & m)) -> heard = heard | m }

active proctype Everyone() {
    do
    :: d_step { (IS_UNDECIDED && heard == ALL) -> commits = 1 }
    :: d_step { IS_UNDECIDED -> aborts = 1 }
    MANAGER(1)
    MANAGER(2)
    MANAGER(4)
    MANAGER(8)
    MANAGER(16)
    MANAGER(32)
    MANAGER(64)
#if MANAGERS > 7
    MANAGER(128)
#endif
    od
}
