package org.rsmtck.kit.history;

import org.jspecify.annotations.Nullable;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.model.Allowed;
import org.rsmtck.model.Model;
import org.rsmtck.model.Oracle;
import org.rsmtck.model.Rule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for an order of the operations of a history that keeps their times and that the model
 * allows. After J. M. Wing and C. Gong, "Testing and Verifying Concurrent Objects", and G. Lowe,
 * "Testing for Linearizability": depth first, and never twice from where the same operations led to
 * no more worlds.
 *
 * <p>An operation leads from a set of states to a set of states, so that the model may be
 * nondeterministic. A call that was not answered is tried last, and only where an operation that
 * took effect may need it. What makes no difference to anything that may come before it comes at
 * once, and nothing else is tried then.
 */
final class Search {
    private static final int NOTHING = -1;

    /** What came of it. */
    sealed interface Result {

        /**
         * Some order explains all.
         *
         * @param order the indexes in {@link Operations#over} of what took effect, in an order
         */
        record Ordered(List<Integer> order) implements Result {}

        /**
         * No order explains all.
         *
         * @param furthest the greatest index in {@link Operations#over} all before which were put
         *     in order at once
         */
        record NoOrder(int furthest) implements Result {}

        /**
         * Some order leads to a call of which nothing is promised, and no order explains all.
         *
         * @param operation its number
         */
        record NothingPromised(int operation, Set<Rule> rules) implements Result {}
    }

    private final Operations operations;
    private final Budget work;
    private final Steps steps;
    private final Independence independence;
    private final Hopeless hopeless = new Hopeless();
    private final Place start;

    /** Of the call whose replies are asked for: what is allowed in its place. */
    private final List<Allowed> inPlace = new ArrayList<>();

    private int wanted = NOTHING;

    /**
     * @param part what of the contents is looked at
     */
    Search(Model model, History history, Operations operations, Part part, Budget work) {
        Oracle oracle = new Oracle(model, work::step);
        Set<Integer> excused = Excuses.of(model, history, operations);
        this.operations = operations;
        this.work = work;
        this.steps = new Steps(oracle, operations, part, excused);
        this.independence = new Independence(model, operations, excused);
        this.start = steps.place(oracle.start(history.start(), history.readings()));
    }

    /**
     * What the search has come to when an operation that took effect has been put in order.
     *
     * <p>{@code move} is the index of that in {@link Operations#over}. From here on, the operations
     * that may come next are tried first as they are, and then after calls that were not answered.
     */
    private final class Configuration {
        private final Frontier front;
        private final Place place;
        private final @Nullable Configuration before;
        private final int move;
        private final int[] nexts;
        private int tried;
        private boolean isAlone;
        private @Nullable Chains chains;

        Configuration(Frontier front, Place place, @Nullable Configuration before, int move) {
            this.front = front;
            this.place = place;
            this.before = before;
            this.move = move;
            this.nexts = isDone() ? new int[0] : nexts();
        }

        private boolean isDone() {
            return front.base() == operations.over().size();
        }

        /** Of what may come next, all that need be tried: one alone where that is free. */
        private int[] nexts() {
            int[] all = operations.next(front.base());
            if (wanted != NOTHING) {
                return all;
            }
            boolean isCalm = place.isCalm();
            for (int index : all) {
                if (front.has(index)) {
                    continue;
                }
                boolean isFree = isCalm && independence.isFree(front, index);
                if (isFree && steps.free(place, index).isEmpty() && independence.arePromised()) {
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
            return independence.isMereRead(index)
                    && steps.over(place, index).covers(place)
                    && !place.isEmpty();
        }

        /** Where the next operation leads that was not tried from here; null if all were. */
        @Nullable Configuration next() {
            while (tried < nexts.length) {
                int index = nexts[tried++];
                if (!front.has(index)) {
                    Place next = steps.over(place, index);
                    if (!next.isEmpty()) {
                        return with(index, next, front);
                    }
                }
            }
            return isAlone ? null : afterChain();
        }

        private @Nullable Configuration afterChain() {
            while (tried < 2 * nexts.length) {
                int index = nexts[tried - nexts.length];
                if (front.has(index)) {
                    tried++;
                    continue;
                }
                if (chains == null) {
                    chains = new Chains(operations, steps, place, helping(index), front.taken());
                }
                while (chains.advance()) {
                    work.look();
                    if (index == wanted) {
                        note(chains.end());
                    }
                    Place next = chains.before(index);
                    if (next != null) {
                        return with(index, next, front.taking(chains.chain()));
                    }
                }
                chains = null;
                tried++;
            }
            return null;
        }

        private BitSet helping(int index) {
            BitSet among = new BitSet();
            among.set(0, operations.openBy(front.base()));
            among.andNot(front.taken());
            return wanted == NOTHING && place.isCalm() && independence.arePromised()
                    ? independence.helping(index, among)
                    : among;
        }

        private Configuration with(int index, Place next, Frontier after) {
            return new Configuration(after.with(index), next, this, index);
        }
    }

    /**
     * @throws Budget.BudgetExceededException when it has taken too much work
     */
    Result run() {
        int furthest = 0;
        Deque<Configuration> way = new ArrayDeque<>();
        way.push(new Configuration(Frontier.START, start, null, NOTHING));
        while (!way.isEmpty()) {
            work.look();
            Configuration here = way.element();
            furthest = Math.max(furthest, here.front.base());
            if (here.isDone()) {
                return new Result.Ordered(order(here));
            }
            goOn(way, here);
        }
        Optional<Result.NothingPromised> nothingPromised = steps.nothingPromised();
        if (nothingPromised.isPresent()) {
            return nothingPromised.get();
        }
        return new Result.NoOrder(furthest);
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

    /**
     * Every reply that the model gives to one operation of some order, where all before it are in
     * their places.
     *
     * @param index in {@link Operations#over}, of a call
     */
    List<Allowed> allowed(int index) {
        wanted = index;
        Deque<Configuration> way = new ArrayDeque<>();
        way.push(new Configuration(Frontier.START, start, null, NOTHING));
        while (!way.isEmpty()) {
            work.look();
            Configuration here = way.element();
            if (here.tried == 0 && !here.front.has(index) && isNext(here.front, index)) {
                note(here.place);
            }
            if (here.isDone()) {
                way.pop();
            } else {
                goOn(way, here);
            }
        }
        return inPlace;
    }

    private void note(Place before) {
        if (operations.over().get(wanted).line() instanceof Observation.Called called) {
            inPlace.addAll(steps.allowed(before, called));
        }
    }

    private boolean isNext(Frontier front, int index) {
        if (front.base() == operations.over().size()) {
            return false;
        }
        for (int one : operations.next(front.base())) {
            if (one == index) {
                return true;
            }
        }
        return false;
    }

    private static List<Integer> order(Configuration end) {
        List<Integer> order = new ArrayList<>();
        for (Configuration place = end; place.before != null; place = place.before) {
            order.add(place.move);
        }
        return order.reversed();
    }
}
