package org.rsmtck.kit.judge;

import java.util.List;

/**
 * A single defect that would explain a history which nothing allows.
 *
 * @param line the index of the call that it is about, from 0
 * @param clauses ids of the clauses that it breaks, the one to name first
 */
public record Hypothesis(int line, Kind kind, List<String> clauses) {

    /** In which way a call went wrong without its reply showing it. */
    public enum Kind {
        /** The call was answered with success and did nothing. */
        SUCCESS_WITHOUT_EFFECT,
        /** The call was refused and changed something all the same. */
        REFUSAL_WITH_EFFECT,
        /** The call was answered with success and changed something that it has no bearing on. */
        SIDE_EFFECT,
        /** Not a call: what was on its way never arrives, however much time passes. */
        NEVER_ARRIVES
    }
}
