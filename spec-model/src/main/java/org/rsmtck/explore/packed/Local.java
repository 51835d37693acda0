package org.rsmtck.explore.packed;

import org.rsmtck.explore.Transition;
import org.rsmtck.explore.property.Property;

import java.util.List;
import java.util.Optional;

/** All that can happen to a part by its own doing. */
final class Local {

    /**
     * Something to tell of a property.
     *
     * @param transition the step that it is about; empty if it is about the world
     */
    record Violation(Property property, Optional<Transition> transition) {}

    private final long[] differences;
    private final Change[][] wider;
    private final int still;
    private final List<Outcomes> outcomes;
    private final List<Violation> news;
    private volatile boolean isTold;

    /**
     * @param differences steps that change this part alone and keep within bounds: what to turn
     *     over in the state
     * @param wider steps that change other parts too
     * @param still the number of steps that change nothing or leave the bounds
     * @param outcomes what all this was taken from
     */
    Local(
            long[] differences,
            Change[][] wider,
            int still,
            List<Outcomes> outcomes,
            List<Violation> news) {
        this.differences = differences;
        this.wider = wider;
        this.still = still;
        this.outcomes = outcomes;
        this.news = news;
        this.isTold = news.isEmpty();
    }

    long[] differences() {
        return differences;
    }

    Change[][] wider() {
        return wider;
    }

    int still() {
        return still;
    }

    List<Outcomes> outcomes() {
        return outcomes;
    }

    /** Tells the news once: what comes later is no shorter. */
    void tell(PackedWorlds.Findings findings, long state) {
        if (!isTold) {
            isTold = true;
            news.forEach(one -> findings.found(one.property, state, one.transition));
        }
    }
}
