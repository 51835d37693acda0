package org.rsmtck.model;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Reply;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;

/**
 * The one step that every judgement is made of: from all states that explain what was seen to all
 * that explain one thing more. What may come about of itself may do so before the step: a state
 * stands for those too that it may become of itself. A process that is dead in a state makes no
 * call there.
 *
 * <p>Sequences, recorded histories and races are judged by it; they differ in what they try next
 * and in what of a reply they have seen. For one thread.
 */
public final class Oracle {
    private final Model model;
    private final Runnable work;
    private final Arrivals arrivals;

    /**
     * What a step came to whose reply was seen.
     *
     * @param states that explain the step too; empty if nothing does
     * @param rules that allow it
     * @param outside the rules by which nothing is promised of the call, in some state
     */
    public record Stepped(StateSet states, Set<Rule> rules, Set<Rule> outside) {}

    /**
     * What a call may be answered with.
     *
     * @param states that each reply leads to
     * @param outside the rules by which nothing is promised of the call, in some state
     */
    public record Replied(Map<Reply, StateSet> states, Set<Rule> outside) {}

    public Oracle(Model model) {
        this(model, () -> {});
    }

    /**
     * @param work is told of every state that is looked at, and whenever the model is asked; it may
     *     throw to put an end to it
     */
    public Oracle(Model model, Runnable work) {
        this.model = model;
        this.work = work;
        this.arrivals = new Arrivals(model, work);
    }

    public Model model() {
        return model;
    }

    /** Where everything starts in {@code world}, of an implementation with one of the readings. */
    public StateSet start(World world, Collection<Interpretation> readings) {
        return StateSet.of(model.profile(), world, readings);
    }

    /** What there is once the reply has come. */
    public Stepped step(StateSet before, int process, Call call, Reply reply) {
        return step(
                before,
                process,
                call,
                List.of(Resolver.by(reply)),
                (now, step) -> step.reply().equals(reply));
    }

    /**
     * What there is after the call.
     *
     * @param resolvers decide what an implementation is free to choose: each is tried
     * @param isSeen whether a step from a state is one that may have been taken, by what was seen
     */
    public Stepped step(
            StateSet before,
            int process,
            Call call,
            List<Resolver> resolvers,
            BiPredicate<State, Step> isSeen) {
        Gathered<State> next = new Gathered<>();
        Gathered<Rule> rules = new Gathered<>();
        Set<Rule> outside =
                each(
                        before,
                        process,
                        call,
                        resolvers,
                        (now, step) -> {
                            if (isSeen.test(now, step)) {
                                next.add(after(step));
                                rules.add(step.rule());
                            }
                        });
        return new Stepped(then(before, next.all()), rules.all(), outside);
    }

    /** What there is after each reply that the call may be given. */
    public Replied replies(StateSet before, int process, Call call, List<Resolver> resolvers) {
        Map<Reply, Set<State>> next = new LinkedHashMap<>();
        Set<Rule> outside =
                each(
                        before,
                        process,
                        call,
                        resolvers,
                        (now, step) ->
                                next.computeIfAbsent(step.reply(), reply -> new LinkedHashSet<>())
                                        .add(after(step)));
        Map<Reply, StateSet> states = new LinkedHashMap<>();
        next.forEach((reply, after) -> states.put(reply, then(before, after)));
        return new Replied(states, outside);
    }

    /** Visits every step, and says by which rules nothing is promised. */
    private Set<Rule> each(
            StateSet before,
            int process,
            Call call,
            List<Resolver> resolvers,
            BiConsumer<State, Step> visitor) {
        Gathered<Rule> outside = new Gathered<>();
        for (State now : arrivals.before(before.now(), process, call)) {
            if (isAlive(now, process)) {
                for (Resolver resolver : resolvers) {
                    Allowed allowed = allowed(now, process, call, resolver);
                    allowed.outside().forEach(outside::add);
                    for (Step step : allowed.steps()) {
                        visitor.accept(now, step);
                    }
                }
            }
        }
        return outside.all();
    }

    private static State after(Step step) {
        return new State(step.next(), step.reading());
    }

    /** What there is once the event has come about. */
    public StateSet step(StateSet before, Event event) {
        Set<State> next = new LinkedHashSet<>();
        for (State now : before.now()) {
            work.run();
            next.addAll(model.after(now, event));
        }
        return then(before, next);
    }

    private StateSet then(StateSet before, Set<State> next) {
        return before.then(arrivals.without(next));
    }

    /** What is allowed in each state in which the call can be made. */
    public List<Allowed> allowed(StateSet before, int process, Call call, Resolver resolver) {
        List<Allowed> allowed = new ArrayList<>();
        for (State now : arrivals.before(before.now(), process, call)) {
            if (isAlive(now, process)) {
                allowed.add(allowed(now, process, call, resolver));
            }
        }
        return allowed;
    }

    /** Whether every state makes a promise about the call. */
    public boolean isPromised(StateSet before, int process, Call call) {
        for (State now : arrivals.before(before.now(), process, call)) {
            if (!isAlive(now, process)
                    || !model.isPromised(now.reading(), now.world(), process, call)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether only what has not yet reached another node explains the reply: it would be wrong if
     * everything had arrived that was on its way.
     */
    public boolean isOnlyLate(StateSet before, int process, Call call, Reply reply) {
        return !isSettled(before)
                && before.now().stream()
                        .map(now -> new State(now.world().settled(), now.reading()))
                        .map(now -> allowed(now, process, call, Resolver.by(reply)))
                        .flatMap(allowed -> allowed.steps().stream())
                        .noneMatch(step -> step.reply().equals(reply));
    }

    private static boolean isSettled(StateSet before) {
        for (State now : before.now()) {
            if (!now.world().isSettled()) {
                return false;
            }
        }
        return true;
    }

    private Allowed allowed(State now, int process, Call call, Resolver resolver) {
        work.run();
        return model.allowed(now.reading(), now.world(), process, call, resolver);
    }

    private static boolean isAlive(State now, int process) {
        return now.world().process(process).alive();
    }

    /** A set in the order in which it is gathered, for what is seldom more than one. */
    private static final class Gathered<E> {
        private Set<E> all = Set.of();

        void add(E one) {
            if (all.isEmpty()) {
                all = Set.of(one);
                return;
            }
            if (all.size() == 1) {
                if (all.contains(one)) {
                    return;
                }
                all = new LinkedHashSet<>(all);
            }
            all.add(one);
        }

        Set<E> all() {
            return all;
        }
    }
}
