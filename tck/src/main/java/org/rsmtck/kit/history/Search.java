package org.rsmtck.kit.history;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Line;
import org.rsmtck.kit.judge.Possibilities;
import org.rsmtck.model.Allowed;
import org.rsmtck.model.Chosen;
import org.rsmtck.model.Model;
import org.rsmtck.model.Possibility;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Step;
import org.rsmtck.model.World;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for an order of the operations of a history that keeps their times and that the model
 * allows. After J. M. Wing and C. Gong, "Testing and Verifying Concurrent Objects", and G. Lowe,
 * "Testing for Linearizability": depth first, and never twice from where the same operations led to
 * no more worlds.
 *
 * <p>An operation leads from a set of possibilities to a set of them, so that the model may be
 * nondeterministic. A call that was not answered is tried last, and only where it changes
 * something.
 */
final class Search {
    private static final int NOTHING = -1;

    /** What came of it. */
    sealed interface Result {

        /**
         * @param order the indexes in {@link Operations#over} of what took effect, in an order
         */
        record Ordered(List<Integer> order) implements Result {}

        /**
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

    private final Model model;
    private final Operations operations;
    private final Part part;
    private final Work work;
    private final Possibilities start;
    private final Map<Front, List<Set<Possibility>>> hopeless = new HashMap<>();
    private final Set<Integer> excused;
    private Optional<Result.NothingPromised> nothingPromised = Optional.empty();

    /**
     * @param part what of the contents is looked at
     */
    Search(Model model, History history, Operations operations, Part part, Work work) {
        this.model = model;
        this.operations = operations;
        this.part = part;
        this.work = work;
        this.excused = Excuses.of(model, history, operations);
        this.start = Possibilities.of(model, history.start(), history.readings());
    }

    /**
     * A place that the search has come to.
     *
     * @param last the index in {@link Operations#open} of the call that led here, if it was one
     */
    private static final class Place {
        private final Front front;
        private final Possibilities possible;
        private final Place before;
        private final int last;
        private final int move;
        private int tried;

        Place(Front front, Possibilities possible, Place before, int last, int move) {
            this.front = front;
            this.possible = possible;
            this.before = before;
            this.last = last;
            this.move = move;
        }
    }

    /**
     * @throws Work.UsedUp when it has taken too much work
     */
    Result run() {
        int furthest = 0;
        Deque<Place> way = new ArrayDeque<>();
        way.push(new Place(Front.START, start, null, NOTHING, NOTHING));
        while (!way.isEmpty()) {
            Place here = way.peek();
            furthest = Math.max(furthest, here.front.base());
            if (here.front.base() == operations.over().size()) {
                return new Result.Ordered(order(here));
            }
            Place next = next(here);
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
        Deque<Place> way = new ArrayDeque<>();
        way.push(new Place(Front.START, start, null, NOTHING, NOTHING));
        while (!way.isEmpty()) {
            Place here = way.peek();
            if (here.tried == 0
                    && !here.front.has(index)
                    && isNext(here.front, index)
                    && operations.over().get(index).line() instanceof Line.Called called) {
                allowed.addAll(allowed(here.possible, called));
            }
            Place next = here.front.base() == operations.over().size() ? null : next(here);
            if (next == null) {
                way.pop();
                remember(here);
            } else if (!isHopeless(next)) {
                way.push(next);
            }
        }
        return allowed;
    }

    private boolean isNext(Front front, int index) {
        for (int one : operations.next(front.base())) {
            if (one == index) {
                return true;
            }
        }
        return false;
    }

    private List<Allowed> allowed(Possibilities possible, Line.Called called) {
        List<Allowed> allowed = new ArrayList<>();
        for (Possibility now : possible.settled(work::step)) {
            if (now.world().process(called.process()).alive()) {
                work.step();
                allowed.add(
                        model.allowed(
                                now.reading(),
                                now.world(),
                                called.process(),
                                called.call(),
                                Chosen.by(called.reply())));
            }
        }
        return allowed;
    }

    private static List<Integer> order(Place end) {
        List<Integer> order = new ArrayList<>();
        for (Place place = end; place.before != null; place = place.before) {
            if (place.last == NOTHING) {
                order.add(place.move);
            }
        }
        return order.reversed();
    }

    /** Where the next operation leads that was not tried from here; null if all were. */
    private Place next(Place here) {
        int[] over = operations.next(here.front.base());
        int open = operations.openBy(here.front.base());
        while (here.tried < over.length + open) {
            int index = here.tried++;
            Place next =
                    index < over.length
                            ? withOver(here, over[index])
                            : withOpen(here, index - over.length);
            if (next != null) {
                return next;
            }
        }
        return null;
    }

    private Place withOver(Place here, int index) {
        if (here.front.has(index)) {
            return null;
        }
        Operation.Over operation = operations.over().get(index);
        Possibilities next = after(here.possible, operation);
        if (next.isEmpty() || here.last != NOTHING && mayComeFirst(here, operation, next)) {
            return null;
        }
        return new Place(here.front.with(index), next, here, NOTHING, index);
    }

    /**
     * Whether the call that was not answered, and that led here, may as well take effect after this
     * operation: then it is tried there alone.
     */
    private boolean mayComeFirst(Place here, Operation.Over operation, Possibilities next) {
        Possibilities first = after(here.before.possible, operation);
        return !first.isEmpty() && covers(after(first, here.last), next);
    }

    private Place withOpen(Place here, int index) {
        Front front = here.front;
        if (front.taken().get(index) || isLikeAnEarlierOne(front, index)) {
            return null;
        }
        Possibilities next = after(here.possible, index);
        if (next.isEmpty()) {
            return null;
        }
        if (here.last > index) {
            Possibilities first = after(here.before.possible, index);
            if (!first.isEmpty() && covers(after(first, here.last), next)) {
                return null;
            }
        }
        return new Place(front.taking(index), next, here, index, NOTHING);
    }

    /** Of calls that are all the same, the one that began first takes effect first. */
    private boolean isLikeAnEarlierOne(Front front, int index) {
        Operation.Open call = operations.open().get(index);
        for (int i = front.taken().nextClearBit(0);
                i < index;
                i = front.taken().nextClearBit(i + 1)) {
            if (operations.open().get(i).isLike(call)) {
                return true;
            }
        }
        return false;
    }

    private static boolean covers(Possibilities more, Possibilities fewer) {
        return more.now().size() >= fewer.now().size() && more.now().containsAll(fewer.now());
    }

    private Possibilities after(Possibilities before, Operation.Over operation) {
        Set<Possibility> next = new LinkedHashSet<>();
        for (Possibility now : before.settled(work::step)) {
            switch (operation.line()) {
                case Line.Happened(var event) -> {
                    work.step();
                    next.addAll(model.after(now, event));
                }
                case Line.Called(int process, Call call, var reply) -> {
                    if (now.world().process(process).alive()) {
                        for (Step step :
                                steps(now, operation.number(), process, call, Chosen.by(reply))) {
                            if (isSeen(now.world(), process, call, reply, step.reply())) {
                                next.add(new Possibility(step.next(), step.reading()));
                            }
                        }
                        if (excused.contains(operation.number())) {
                            next.add(now);
                        }
                    }
                }
            }
        }
        return before.then(next);
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
    private Possibilities after(Possibilities before, int open) {
        Operation.Open call = operations.open().get(open);
        Set<Possibility> next = new LinkedHashSet<>();
        List<Chosen> choices = operations.choices(open);
        for (Possibility now : before.settled(work::step)) {
            if (now.world().process(call.process()).alive()) {
                for (Chosen chosen : choices) {
                    for (Step step :
                            steps(now, call.number(), call.process(), call.call(), chosen)) {
                        if (!step.next().equals(now.world())) {
                            next.add(new Possibility(step.next(), step.reading()));
                        }
                    }
                }
            }
        }
        return before.then(next);
    }

    private List<Step> steps(Possibility now, int number, int process, Call call, Chosen chosen) {
        work.step();
        Allowed allowed = model.allowed(now.reading(), now.world(), process, call, chosen);
        if (!allowed.isPromised() && nothingPromised.isEmpty()) {
            nothingPromised = Optional.of(new Result.NothingPromised(number, allowed.outside()));
        }
        return allowed.steps();
    }

    private boolean isHopeless(Place place) {
        if (hopeless.isEmpty()) {
            return false;
        }
        for (Set<Possibility> all : hopeless.getOrDefault(place.front, List.of())) {
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
    private void remember(Place place) {
        if (place.last == NOTHING) {
            hopeless.computeIfAbsent(place.front, front -> new ArrayList<>(1))
                    .add(place.possible.now());
        }
    }
}
