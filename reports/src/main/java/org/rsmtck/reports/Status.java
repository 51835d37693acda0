package org.rsmtck.reports;

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
    /** The target declares that it lacks what the obligation is about. */
    NOT_APPLICABLE,
    /** It was not brought about, for the reason given. */
    NOT_EXERCISED,
    /**
     * Nothing outside the implementation can tell: from a fixed list of this release of the kit.
     */
    NOT_TESTABLE
}
