package org.rsmtck.kit.suite;

import org.rsmtck.api.Fabric;
import org.rsmtck.kit.target.ProcessFabric;

/** How much is exercised: a fixed set of obligations, the same in every run of a release. */
public enum Level {
    QUICK(12_000, 150),
    STANDARD(200_000, 4_000),
    FULL(2_000_000, 40_000);

    private static final int SHARE_OF_PROCESSES = 5;

    /** One walk of so many is gone. */
    private static final int WALKS_OF_PROCESSES = 4;

    private static final int WALKS_OF_SLOW_PROCESSES = 10;

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

    /** The number of random sequences that this target is given: fewer where a kill costs more. */
    int walks(Fabric fabric) {
        if (!fabric.hasProcesses()) {
            return walks;
        }
        return fabric.as(ProcessFabric.class).filter(ProcessFabric::isSlowToStart).isPresent()
                ? walks / WALKS_OF_SLOW_PROCESSES
                : walks / WALKS_OF_PROCESSES;
    }

    /** As the command line and statements spell it. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
