package org.rsmtck.reports;

import java.util.Locale;

/** How an obligation ended. */
public enum Status {
    /** It was exercised, and every reply was allowed. */
    PASSED,
    /** It was exercised, and a reply was not allowed. */
    FAILED,
    /** It failed, and the owner of the kit waived it. */
    WAIVED,
    /** It failed, as the vendor's list of known failures says. */
    KNOWN_FAILURE,
    /**
     * The target declares that it lacks what the obligation is about, or has shown a reading under
     * which it cannot come about.
     */
    NOT_APPLICABLE,
    /** It was not brought about, for the reason given. */
    NOT_EXERCISED,
    /**
     * Nothing outside the implementation can tell: from a fixed list of this release of the kit.
     */
    NOT_TESTABLE;

    /** As reports write it, for instance {@code not exercised}. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether a reply came that was not allowed, whoever has excused it since. */
    public boolean isFailure() {
        return this == FAILED || this == WAIVED || this == KNOWN_FAILURE;
    }

    /** Whether it was brought about, and so says something of the target. */
    public boolean isJudged() {
        return this == PASSED || isFailure();
    }

    /** Whether nobody can ask the target for it. */
    public boolean isExcused() {
        return this == NOT_APPLICABLE || this == NOT_TESTABLE;
    }
}
