package org.rsmtck.kit.suite;

/** How much is exercised: a fixed set of obligations, the same in every run of a release. */
public enum Level {
    QUICK(20_000, 300),
    STANDARD(200_000, 4_000),
    FULL(2_000_000, 40_000);

    private static final int SHARE_OF_PROCESSES = 5;

    private final int walks;
    private final int combinations;

    Level(int walks, int combinations) {
        this.walks = walks;
        this.combinations = combinations;
    }

    /**
     * The number of combinations of values at most.
     *
     * @param isProcesses whether each participant is a process of its own, which costs more
     */
    public int combinations(boolean isProcesses) {
        return isProcesses ? combinations / SHARE_OF_PROCESSES : combinations;
    }

    /** The number of random sequences. */
    public int walks() {
        return walks;
    }

    /** As the command line and statements spell it. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
