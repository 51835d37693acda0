package org.rsmtck.kit.suite;

import org.rsmtck.api.Fabric;
import org.rsmtck.kit.target.ProcessFabric;

/** How much is exercised: a fixed set of obligations, the same in every run of a release. */
public enum Level {
    QUICK(6_000, 3_000, 1_200, 150),
    STANDARD(200_000, 50_000, 20_000, 4_000),
    FULL(2_000_000, 500_000, 200_000, 40_000);

    private static final int SHARE_OF_PROCESSES = 5;

    private final int walks;
    private final int walksOfProcesses;
    private final int walksOfSlowProcesses;
    private final int combinations;

    Level(int walks, int walksOfProcesses, int walksOfSlowProcesses, int combinations) {
        this.walks = walks;
        this.walksOfProcesses = walksOfProcesses;
        this.walksOfSlowProcesses = walksOfSlowProcesses;
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

    /** The number of random sequences that this target is given: fewer where a kill costs more. */
    int walks(Fabric fabric) {
        if (!fabric.hasProcesses()) {
            return walks;
        }
        return fabric.as(ProcessFabric.class).filter(ProcessFabric::isSlowToStart).isPresent()
                ? walksOfSlowProcesses
                : walksOfProcesses;
    }

    /** As the command line and statements spell it. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
