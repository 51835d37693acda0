package org.rsmtck.kit.suite;

import org.rsmtck.kit.plan.Owed;
import org.rsmtck.reports.Obligation;
import org.rsmtck.reports.Robustness;
import org.rsmtck.reports.Share;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A part of what a run exercises, with obligations of its own. Made for one run: it remembers what
 * that has met.
 */
public interface Suite {
    /** As filters and obligation ids spell it. */
    String name();

    /** What it owes of the target of its run. */
    List<Owed> owed();

    /**
     * What there is to do, in order; nothing if the run asks for nothing of it. Asking for the
     * steps enters into the run what they owe.
     */
    Stream<SuiteStep> steps();

    /** Whether it is an obligation of this suite that no run through this door can meet. */
    default boolean isOutOfReach(Obligation obligation) {
        return false;
    }

    /**
     * Why no run through this door can meet some clauses; empty if it has nothing to say to that.
     */
    default String whyOutOfReach() {
        return "";
    }

    /** What became of the calls of this suite that nothing is promised of. */
    default Robustness robustness() {
        return Robustness.NOT_TRIED;
    }

    /**
     * How many pairs of values of the catalogue have met, by the quantity of one of the two; empty
     * if this suite does not look at that.
     */
    default Map<String, Share> pairs() {
        return Map.of();
    }

    /** A line for the end of a run, with its head; empty if there is nothing to say. */
    default String summary() {
        return "";
    }

    /**
     * Something to do.
     *
     * @param go does it, and says the ids of the failures that it met
     */
    record SuiteStep(String name, Supplier<List<String>> go) {
        /** A step that meets one failure at most, whose id is empty if it met none. */
        public static SuiteStep of(String name, Supplier<String> go) {
            return new SuiteStep(
                    name,
                    () -> {
                        String failure = go.get();
                        return failure.isEmpty() ? List.of() : List.of(failure);
                    });
        }
    }
}
