package org.rsmtck.reports;

/** What a run says of one clause. */
public enum Support {
    /** Every obligation that it has was judged, and none failed. */
    SUPPORTED("supported"),
    /** The same, but for failures that the owner of the kit waived. */
    WAIVED("waived"),
    /** Broken by a failure, while some of its obligations passed. */
    PARTIAL("partial"),
    /** Broken by a failure, and none of its obligations passed. */
    NOT_SUPPORTED("not supported"),
    /**
     * Nothing broke it, but something that it owes was not exercised, or it says what success is
     * and was never seen to succeed.
     */
    NOT_JUDGED("not judged"),
    /** Nothing broke it; no run through this door can judge it, at any level. */
    OUT_OF_REACH("not judged by this door"),
    /** The target lacks what all its obligations are about. */
    NOT_APPLICABLE("not applicable"),
    /** Nothing outside the implementation can tell. */
    NOT_TESTABLE("not testable");

    private final String words;

    Support(String words) {
        this.words = words;
    }

    /** As reports write it. */
    public String words() {
        return words;
    }

    /** Whether the run shows that the clause does not hold. */
    public boolean isBroken() {
        return this == PARTIAL || this == NOT_SUPPORTED;
    }

    /** Whether the run says if the clause holds. */
    public boolean isJudged() {
        return this == SUPPORTED || this == WAIVED || isBroken();
    }
}
