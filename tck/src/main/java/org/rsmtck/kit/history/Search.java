package org.rsmtck.kit.history;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.model.Allowed;
import org.rsmtck.model.Model;
import org.rsmtck.model.Oracle;
import org.rsmtck.model.Resolver;
import org.rsmtck.model.Rule;
import org.rsmtck.model.State;
import org.rsmtck.model.StateSet;
import org.rsmtck.model.World;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Looks for an order of the operations of a history that keeps their times and that the model
 * allows. After J. M. Wing and C. Gong, "Testing and Verifying Concurrent Objects", and G. Lowe,
 * "Testing for Linearizability": depth first, and never twice from where the same operations led to
 * no more worlds.
 *
 * <p>An operation leads from a set of states to a set of states, so that the model may be
 * nondeterministic. A call that was not answered is tried last, and only where it changes
 * something.
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

    private final Oracle oracle;
    private final Operations operations;
    private final Part part;
    private final StateSet start;
    private final Map<Frontier, List<Set<State>>> hopeless = new HashMap<>();
    private final Set<Integer> excused;
    private Optional<Result.NothingPromised> nothingPromised = Optional.empty();

    /**
     * @param part what of the contents is looked at
     */
    Search(Model model, History history, Operations operations, Part part, Budget work) {
        this.oracle = new Oracle(model, work::step);
        this.operations = operations;
        this.part = part;
        this.excused = Excuses.of(model, history, operations);
        this.start = oracle.start(history.start(), history.readings());
    }

    /**
     * A place that the search has come to.
     *
     * <p>{@code last} is the index in {@link Operations#open} of the call that led here, if it was
     * one.
     */
    private static final class Configuration {
        private final Frontier front;
        private final StateSet possible;
        private final @Nullable Configuration before;
        private final int last;
        private final int move;
        private int tried;

        Configuration(
                Frontier front,
                StateSet possible,
                @Nullable Configuration before,
                int last,
                int move) {
            this.front = front;
            this.possible = possible;
            this.before = before;
            this.last = last;
            this.move = move;
        }
    }

    /**
     * @throws Budget.BudgetExceededException when it has taken too much work
     */
    Result run() {
        int furthest = 0;
        Deque<Configuration> way = new ArrayDeque<>();
        way.push(new Configuration(Frontier.START, start, null, NOTHING, NOTHING));
        while (!way.isEmpty()) {
            Configuration here = way.peek();
            furthest = Math.max(furthest, here.front.base());
            if (here.front.base() == operations.over().size()) {
                return new Result.Ordered(order(here));
            }
            @Nullable Configuration next = next(here);
            if (next == null) {
                way.pop();
                remember(here);
            } else if (!isHopeless(next)) {
                way.push(next);
            }
        }
        if (nothingPromised.isPresent()) {
            return nothingPromised.get();
        }
        return new Result.NoOrder(furthest);
    }

    /**
     * Every reply that the model gives to one operation of some order, where all before it are in
     * their places.
     *
     * @param index in {@link Operations#over}, of a call
     */
    List<Allowed> allowed(int index) {
        List<Allowed> allowed = new ArrayList<>();
        Deque<Configuration> way = new ArrayDeque<>();
        way.push(new Configuration(Frontier.START, start, null, NOTHING, NOTHING));
        while (!way.isEmpty()) {
            Configuration here = way.peek();
            if (here.tried == 0
                    && !here.front.has(index)
                    && isNext(here.front, index)
                    && operations.over().get(index).line() instanceof Observation.Called called) {
                allowed.addAll(
                        oracle.allowed(
                                here.possible,
                                called.process(),
                                called.call(),
                                Resolver.by(called.reply())));
            }
            Configuration next = here.front.base() == operations.over().size() ? null : next(here);
            if (next == null) {
                way.pop();
                remember(here);
            } else if (!isHopeless(next)) {
                way.push(next);
            }
        }
        return allowed;
    }

    private boolean isNext(Frontier front, int index) {
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
            if (place.last == NOTHING) {
                order.add(place.move);
            }
        }
        return order.reversed();
    }

    /** Where the next operation leads that was not tried from here; null if all were. */
    private @Nullable Configuration next(Configuration here) {
        int[] over = operations.next(here.front.base());
        int open = operations.openBy(here.front.base());
        while (here.tried < over.length + open) {
            int index = here.tried++;
            Configuration next =
                    index < over.length
                            ? withOver(here, over[index])
                            : withOpen(here, index - over.length);
            if (next != null) {
                return next;
            }
        }
        return null;
    }

    private @Nullable Configuration withOver(Configuration here, int index) {
        if (here.front.has(index)) {
            return null;
        }
        Operation.Completed operation = operations.over().get(index);
        StateSet next = after(here.possible, operation);
        if (next.isEmpty() || here.last != NOTHING && mayComeFirst(here, operation, next)) {
            return null;
        }
        return new Configuration(here.front.with(index), next, here, NOTHING, index);
    }

    /**
     * Whether the call that was not answered, and that led here, may as well take effect after this
     * operation: then it is tried there alone.
     */
    private boolean mayComeFirst(Configuration here, Operation.Completed operation, StateSet next) {
        StateSet first = after(requireNonNull(here.before).possible, operation);
        return !first.isEmpty() && after(first, here.last).covers(next);
    }

    private @Nullable Configuration withOpen(Configuration here, int index) {
        Frontier front = here.front;
        if (front.taken().get(index) || isLikeAnEarlierOne(front, index)) {
            return null;
        }
        StateSet next = after(here.possible, index);
        if (next.isEmpty()) {
            return null;
        }
        if (here.last > index) {
            StateSet first = after(requireNonNull(here.before).possible, index);
            if (!first.isEmpty() && after(first, here.last).covers(next)) {
                return null;
            }
        }
        return new Configuration(front.taking(index), next, here, index, NOTHING);
    }

    /** Of calls that are all the same, the one that began first takes effect first. */
    private boolean isLikeAnEarlierOne(Frontier front, int index) {
        Operation.Pending call = operations.open().get(index);
        for (int i = front.taken().nextClearBit(0);
                i < index;
                i = front.taken().nextClearBit(i + 1)) {
            if (operations.open().get(i).isLike(call)) {
                return true;
            }
        }
        return false;
    }

    private StateSet after(StateSet before, Operation.Completed operation) {
        return switch (operation.line()) {
            case Observation.Happened(var event) -> oracle.step(before, event);
            case Observation.Called(int process, Call call, var reply) -> {
                Oracle.Stepped stepped =
                        oracle.step(
                                before,
                                process,
                                call,
                                List.of(Resolver.by(reply)),
                                (now, step) ->
                                        isSeen(now.world(), process, call, reply, step.reply()));
                note(operation.number(), stepped);
                yield excused.contains(operation.number())
                        ? stepped.states().or(before.where(isAlive(process)))
                        : stepped.states();
            }
        };
    }

    private static Predicate<State> isAlive(int process) {
        return now -> now.world().process(process).alive();
    }

    /** Whether the reply that came is this one, as far as it is looked at. */
    private boolean isSeen(World world, int process, Call call, Reply came, Reply right) {
        if (part == Part.WHOLE
                || !(came instanceof Reply.Data(Bytes bytes))
                || !(right instanceof Reply.Data(Bytes others))) {
            return right.equals(came);
        }
        if (bytes.length() != others.length()) {
            return false;
        }
        long start = Transfer.of(call).orElseThrow().start(world, process, call);
        for (int i = 0; i < bytes.length(); i++) {
            if (bytes.at(i) != others.at(i) && part.has(start + i)) {
                return false;
            }
        }
        return true;
    }

    /** What there is after a call that was not answered, where it has changed something. */
    private StateSet after(StateSet before, int open) {
        Operation.Pending call = operations.open().get(open);
        Oracle.Stepped stepped =
                oracle.step(
                        before,
                        call.process(),
                        call.call(),
                        operations.choices(open),
                        (now, step) -> !step.next().equals(now.world()));
        note(call.number(), stepped);
        return stepped.states();
    }

    private void note(int operation, Oracle.Stepped stepped) {
        if (!stepped.outside().isEmpty() && nothingPromised.isEmpty()) {
            nothingPromised = Optional.of(new Result.NothingPromised(operation, stepped.outside()));
        }
    }

    private boolean isHopeless(Configuration place) {
        if (hopeless.isEmpty()) {
            return false;
        }
        for (Set<State> all : hopeless.getOrDefault(place.front, List.of())) {
            if (all.containsAll(place.possible.now())) {
                return true;
            }
        }
        return false;
    }

    /**
     * What follows a call that was not answered was not tried in every order, so that nothing is
     * known of a place that one led to.
     */
    private void remember(Configuration place) {
        if (place.last == NOTHING) {
            hopeless.computeIfAbsent(place.front, front -> new ArrayList<>(1))
                    .add(place.possible.now());
        }
    }
}
