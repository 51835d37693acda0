package org.rsmtck.kit.histories;

import org.rsmtck.kit.history.History;
import org.rsmtck.kit.history.Verdict;

/**
 * What a concurrent program has come to.
 *
 * @param meets which turns were under way at the same time, by pairs
 */
record Ending(Kind kind, String why, History history, Meets meets, int calls) {

    /** Whether what was seen is right. */
    enum Kind {
        /** Some order explains it. */
        RIGHT,
        /** No order does. */
        WRONG,
        /** Nobody knows: the judge gave up. */
        UNKNOWN,
        /** An order that may have been is one of which nothing is promised. */
        NOTHING_PROMISED,
        /** It could not be brought about. */
        UNREADY
    }

    /** No call was answered in time. */
    boolean hangs() {
        return kind == Kind.WRONG && why.startsWith("no answer within ");
    }

    /** How its history was judged. */
    static Kind of(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Linearizable _ -> Kind.RIGHT;
            case Verdict.NotAllowed _ -> Kind.WRONG;
            case Verdict.NothingPromised _ -> Kind.NOTHING_PROMISED;
            case Verdict.GaveUp _, Verdict.NothingAnswered _ -> Kind.UNKNOWN;
        };
    }
}
