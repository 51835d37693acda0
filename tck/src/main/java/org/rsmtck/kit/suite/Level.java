package org.rsmtck.kit.suite;

/** How much is exercised: a fixed set of obligations, the same in every run of a release. */
public enum Level {
    QUICK(20_000),
    STANDARD(200_000),
    FULL(2_000_000);

    private final int walks;

    Level(int walks) {
        this.walks = walks;
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
