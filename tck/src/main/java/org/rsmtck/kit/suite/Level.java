package org.rsmtck.kit.suite;

import org.rsmtck.api.Fabric;
import org.rsmtck.kit.target.ProcessFabric;

/** How much is exercised: a fixed set of obligations, the same in every run of a release. */
public enum Level {
    QUICK(6, 3, 1, 150),
    STANDARD(200, 50, 20, 4_000),
    FULL(2_000, 500, 200, 40_000);

    private static final int SHARE_OF_PROCESSES = 5;

    private final int walks;
    private final int walksOfProcesses;
    private final int walksOfSlowProcesses;
    private final int combinations;

    /**
     * @param walks in each of the tries of {@link WalksSuite}, in process
     * @param walksOfProcesses the same behind agents
     * @param walksOfSlowProcesses the same behind agents that take long to start
     * @param combinations at most
     */
    Level(int walks, int walksOfProcesses, int walksOfSlowProcesses, int combinations) {
        this.walks = walks * WalksSuite.TRIES;
        this.walksOfProcesses = walksOfProcesses * WalksSuite.TRIES;
        this.walksOfSlowProcesses = walksOfSlowProcesses * WalksSuite.TRIES;
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
    public int walks(Fabric fabric) {
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
