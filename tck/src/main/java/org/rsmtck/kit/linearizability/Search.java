package org.rsmtck.kit.linearizability;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Looks for an order of operations that keeps their times and that a specification allows. After J.
 * M. Wing and C. Gong, "Testing and Verifying Concurrent Objects", and G. Lowe, "Testing for
 * Linearizability": depth first, and never twice from where the same operations led to no more
 * states.
 *
 * <p>An operation that was not answered is tried last, and only where one that took effect may need
 * it. What makes no difference to anything that may come before it comes at once, and nothing else
 * is tried then. For one thread.
 *
 * @param <S> a set of states
 */
public final class Search<S> {
    private static final int NOTHING = -1;

    /** What came of it. */
    public sealed interface Result {

        /**
         * Some order explains all.
         *
         * @param order the indexes in the schedule of what took effect, in an order
         */
        record Ordered(List<Integer> order) implements Result {}

        /**
         * No order explains all.
         *
         * @param furthest the greatest index all before which were put in order at once
         */
        record NoOrder(int furthest) implements Result {}
    }

    private final Schedule<?> schedule;
    private final Budget work;
    private final Steps<S, ?> steps;
    private final Commutation<S> commutation;
    private final Hopeless<S> hopeless;
    private final List<Point<S>> starts;
    private int target;
    private int wanted = NOTHING;
    private Consumer<S> visitor = states -> {};

    /**
     * @param starts what there is to start from
     */
    public <O> Search(
            Specification<S, O> specification,
            Schedule<O> schedule,
            Commutation<S> commutation,
            Budget work,
            List<Point<S>> starts) {
        this.schedule = schedule;
        this.work = work;
        this.steps = new Steps<>(specification, schedule);
        this.commutation = commutation;
        this.hopeless = new Hopeless<>(steps);
        this.starts = starts;
        this.target = schedule.size();
    }

    /**
     * What the search has come to when an operation that took effect has been put in order.
     *
     * <p>{@code move} is the index of that in the schedule. From here on, the operations that may
     * come next are tried first as they are, and then after calls that were not answered.
     */
    private final class Configuration {
        private final Frontier front;
        private final Place<S> place;
        private final @Nullable Configuration before;
        private final int move;
        private final int[] nexts;
        private int tried;
        private boolean isAlone;
        private @Nullable Chains<S> chains;

        Configuration(Frontier front, Place<S> place, @Nullable Configuration before, int move) {
            this.front = front;
            this.place = place;
            this.before = before;
            this.move = move;
            this.nexts = isDone() ? new int[0] : nexts();
        }

        private boolean isDone() {
            return front.base() >= target;
        }

        /** Of what may come next, all that need be tried: one alone where that is free. */
        private int[] nexts() {
            int[] all = schedule.next(front.base());
            if (wanted != NOTHING || !commutation.isAnyKnown()) {
                return all;
            }
            boolean isCalm = place.isCalm(commutation);
            for (int index : all) {
                if (front.has(index)) {
                    continue;
                }
                boolean isFree = isCalm && index < target && commutation.isFree(front, index);
                if (isFree && steps.free(place, index).isEmpty() && commutation.mayGiveUp()) {
                    return new int[0];
                }
                if (isFree && !steps.free(place, index).isEmpty() || changesNothing(index)) {
                    isAlone = true;
                    return new int[] {index};
                }
            }
            return all;
        }

        /** Then it may come at once: wherever else it came, it would rule out no less. */
        private boolean changesNothing(int index) {
            return commutation.isMereRead(index)
                    && steps.covers(steps.over(place, index), place)
                    && !place.isEmpty();
        }

        /** Where the next operation leads that was not tried from here; null if all were. */
        @Nullable Configuration next() {
            while (tried < nexts.length) {
                int index = nexts[tried++];
                if (!front.has(index)) {
                    Place<S> next = steps.over(place, index);
                    if (!next.isEmpty()) {
                        return with(index, next, front);
                    }
                }
            }
            return isAlone ? null : afterChain();
        }

        private @Nullable Configuration afterChain() {
            if (isDone() || schedule.openBy(front.base()) == 0) {
                return null;
            }
            while (tried < 2 * nexts.length) {
                int index = nexts[tried - nexts.length];
                if (front.has(index)) {
                    tried++;
                    continue;
                }
                if (chains == null) {
                    chains = new Chains<>(steps, place, wantedBefore(index), front.taken());
                }
                while (chains.advance()) {
                    work.look();
                    if (index == wanted) {
                        visitor.accept(chains.end().states());
                    }
                    Place<S> next = chains.before(index);
                    if (next != null) {
                        return with(index, next, front.taking(chains.chain()));
                    }
                }
                chains = null;
                tried++;
            }
            return null;
        }

        private BitSet wantedBefore(int index) {
            BitSet among = new BitSet();
            among.set(0, schedule.openBy(front.base()));
            among.andNot(front.taken());
            return wanted == NOTHING && place.isCalm(commutation) && commutation.mayGiveUp()
                    ? commutation.wantedBefore(index, among)
                    : among;
        }

        private Configuration with(int index, Place<S> next, Frontier after) {
            return new Configuration(after.with(index), next, this, index);
        }
    }

    /**
     * Looks for one order.
     *
     * @throws Budget.BudgetExceededException when it has taken too much work
     */
    public Result run() {
        int furthest = 0;
        Deque<Configuration> way = new ArrayDeque<>();
        for (Point<S> start : starts) {
            way.push(at(start));
            while (!way.isEmpty()) {
                work.look();
                Configuration here = way.element();
                furthest = Math.max(furthest, here.front.base());
                if (here.isDone()) {
                    return new Result.Ordered(order(here));
                }
                goOn(way, here);
            }
        }
        return new Result.NoOrder(furthest);
    }

    /**
     * Everything that some order comes to when all before an operation have been put in order, and
     * no more than need be.
     *
     * @param index of the operation
     * @return nothing if no order comes so far
     * @throws Budget.BudgetExceededException when it has taken too much work
     */
    public Set<Point<S>> pointsBefore(int index) {
        target = index;
        Set<Point<S>> points = new LinkedHashSet<>();
        visitAll(here -> {
            if (here.isDone()) {
                points.add(new Point<>(here.front, here.place.states()));
            }
        });
        return points;
    }

    /**
     * Visits all states that some order leads to right before one operation.
     *
     * @param index of the operation
     * @throws Budget.BudgetExceededException when it has taken too much work
     */
    public void visitBefore(int index, Consumer<S> statesBefore) {
        wanted = index;
        visitor = statesBefore;
        visitAll(here -> {
            if (here.tried == 0 && !here.front.has(index) && isNext(here.front, index)) {
                statesBefore.accept(here.place.states());
            }
        });
    }

    private void visitAll(Consumer<Configuration> visit) {
        Deque<Configuration> way = new ArrayDeque<>();
        for (Point<S> start : starts) {
            way.push(at(start));
            while (!way.isEmpty()) {
                work.look();
                Configuration here = way.element();
                visit.accept(here);
                if (here.isDone()) {
                    way.pop();
                    hopeless.add(here.front, here.place);
                } else {
                    goOn(way, here);
                }
            }
        }
    }

    private Configuration at(Point<S> start) {
        return new Configuration(start.front(), steps.place(start.states()), null, NOTHING);
    }

    private void goOn(Deque<Configuration> way, Configuration here) {
        Configuration next = here.next();
        if (next == null) {
            way.pop();
            hopeless.add(here.front, here.place);
        } else if (!hopeless.has(next.front, next.place)) {
            way.push(next);
        }
    }

    private boolean isNext(Frontier front, int index) {
        if (front.base() >= target) {
            return false;
        }
        for (int one : schedule.next(front.base())) {
            if (one == index) {
                return true;
            }
        }
        return false;
    }

    private List<Integer> order(Configuration end) {
        List<Integer> order = new ArrayList<>();
        for (Configuration place = end; place.before != null; place = place.before) {
            order.add(place.move);
        }
        return order.reversed();
    }
}
