package org.rsmtck.reports;

import java.util.Collection;
import java.util.Locale;

/** What a run says of a sentence of the man page: what weighs more comes first. */
public enum SentenceVerdict {
    /** The run shows that it does not hold. */
    FAILED,
    /** Something that the level owes of it was not brought about. */
    NOT_EXERCISED,
    /** The run was not asked about it, or could not show it. */
    NOT_JUDGED,
    /** Broken, and excused by the owner of the kit. */
    WAIVED,
    /** All that is owed of it passed. */
    PASSED,
    /** The target lacks what it is about. */
    NOT_APPLICABLE,
    /** Nothing outside the implementation can tell. */
    NOT_TESTABLE;

    static SentenceVerdict of(ClauseRollup clause) {
        return switch (clause.support()) {
            case PARTIAL, NOT_SUPPORTED -> FAILED;
            case WAIVED -> WAIVED;
            case SUPPORTED -> PASSED;
            case NOT_JUDGED -> clause.of(Status.NOT_EXERCISED) > 0 ? NOT_EXERCISED : NOT_JUDGED;
            case OUT_OF_REACH -> NOT_JUDGED;
            case NOT_APPLICABLE -> NOT_APPLICABLE;
            case NOT_TESTABLE -> NOT_TESTABLE;
        };
    }

    /** What a sentence comes to of which several clauses speak; there is at least one. */
    static SentenceVerdict of(Collection<ClauseRollup> clauses) {
        return clauses.stream().map(SentenceVerdict::of).sorted().findFirst().orElseThrow();
    }

    /** As reports write it, for instance {@code not exercised}. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
