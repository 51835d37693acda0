package org.rsmtck.explore.packed;

import org.rsmtck.explore.packed.PackedSearch.Order;
import org.rsmtck.explore.packed.PackedSearch.Reach;

import java.util.List;

/** One search of two-phase commit, as a process of its own; {@link Benchmark} starts it. */
final class TwoPhaseCommitRun {

    /** The same space, and no state of it where one commits and another aborts. */
    private record Consistent(PackedTwoPhaseCommit space) implements PackedSpace {
        @Override
        public List<Long> initial() {
            return space.initial();
        }

        @Override
        public void steps(long state, Steps steps) {
            if (!space.isConsistent(state)) {
                throw new IllegalStateException("one commits and another aborts");
            }
            space.steps(state, steps);
        }
    }

    private TwoPhaseCommitRun() {}

    /** Prints what was reached, and in how many seconds. Takes resource managers and workers. */
    public static void main(String[] args) {
        int managers = Integer.parseInt(args[0]);
        int workers = Integer.parseInt(args[1]);
        long start = System.nanoTime();
        Reach reach =
                PackedSearch.of(
                                new Consistent(new PackedTwoPhaseCommit(managers)),
                                new Order(
                                        workers, PackedSearch.mostStatesInMemory(), progress -> {}))
                        .reach();
        double seconds = (System.nanoTime() - start) / 1e9;
        // No format: that would take longer than some thousand states.
        System.out.print(reach.states());
        System.out.println(" states");
        System.out.print(seconds);
        System.out.println(" seconds");
    }
}
