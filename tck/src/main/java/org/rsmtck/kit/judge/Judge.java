package org.rsmtck.kit.judge;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Reply;
import org.rsmtck.model.Allowed;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Oracle;
import org.rsmtck.model.Resolver;
import org.rsmtck.model.Rule;
import org.rsmtck.model.State;
import org.rsmtck.model.StateSet;
import org.rsmtck.model.World;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges one sequence of calls, one at a time. It follows the set of all worlds that explain what
 * was seen so far; when none is left, no reading of the profile allows the reply. Not for use by
 * several threads.
 */
public final class Judge {
    private final Oracle oracle;
    private StateSet states;

    private Judge(Oracle oracle, StateSet states) {
        this.oracle = oracle;
        this.states = states;
    }

    /**
     * A judge of a sequence that starts in {@code world}, of an implementation with one of these
     * readings.
     */
    public static Judge of(Model model, World world, Collection<Interpretation> readings) {
        Oracle oracle = new Oracle(model);
        return new Judge(oracle, oracle.start(world, readings));
    }

    /** A judge that goes on from here without touching this one. */
    public Judge copy() {
        return new Judge(oracle, states);
    }

    public Model model() {
        return oracle.model();
    }

    /** Whether every world that is possible makes a promise about the call. */
    public boolean isPromised(int process, Call call) {
        return oracle.isPromised(states, process, call);
    }

    /**
     * Takes in a reply.
     *
     * @return the rules that allow it; none if nothing does, and then the judge's state stays as it
     *     was
     */
    public Set<Rule> observe(int process, Call call, Reply reply) {
        Oracle.Stepped stepped = oracle.step(states, process, call, reply);
        if (!stepped.states().isEmpty()) {
            states = stepped.states();
        }
        return stepped.rules();
    }

    /**
     * The one reply that the call may be given now.
     *
     * @param reply but for what a refusal leaves in an out parameter
     * @param rules that allow it
     * @param isIdle whether it leaves everything as it is
     */
    public record Foreseen(Reply reply, Set<Rule> rules, boolean isIdle, StateSet next) {
        /** Whether this is what was foreseen. */
        public boolean isOne(Reply seen) {
            return reply.equals(seen)
                    || reply instanceof Reply.Refused refused
                            && seen instanceof Reply.Refused other
                            && refused.error() == other.error();
        }
    }

    /**
     * What the call will be answered with, whatever the implementation is; empty if it has a
     * choice, and while something is on its way to another node.
     */
    public Optional<Foreseen> foresee(int process, Call call) {
        for (State now : states.now()) {
            if (!now.world().isSettled()) {
                return Optional.empty();
            }
        }
        Foresight foresight = new Foresight();
        Oracle.Stepped stepped =
                oracle.step(
                        states,
                        process,
                        call,
                        List.of(foresight),
                        (now, step) -> foresight.isSeen(step.reply()));
        return stepped.outside().isEmpty()
                ? foresight
                        .only()
                        .map(reply ->
                                new Foreseen(
                                        reply,
                                        stepped.rules(),
                                        stepped.states().now().equals(states.now()),
                                        stepped.states()))
                : Optional.empty();
    }

    /** Takes in what was foreseen. */
    public void observe(Foreseen foreseen) {
        states = foreseen.next();
    }

    /** Takes in an event. */
    public void observe(Event event) {
        states = oracle.step(states, event);
    }

    /**
     * Whether only what has not yet reached another node explains this reply: it would be wrong if
     * everything had arrived that was on its way.
     */
    public boolean isOnlyLate(int process, Call call, Reply reply) {
        return oracle.isOnlyLate(states, process, call, reply);
    }

    /** The rules that have a say about a call now: refusals whose guards hold, and successes. */
    public Set<Rule> due(int process, Call call) {
        Set<Rule> due = new LinkedHashSet<>();
        for (Allowed allowed : oracle.allowed(states, process, call, Resolver.CANONICAL)) {
            due.addAll(allowed.held());
            allowed.steps().forEach(step -> due.add(step.rule()));
        }
        return due;
    }

    /** What would be allowed for a call now, in every world that is possible. */
    public List<Allowed> allowed(int process, Call call, Reply observed) {
        return oracle.allowed(states, process, call, Resolver.by(observed));
    }

    /** One of the worlds that explain what was seen. */
    public World world() {
        return states.now().iterator().next().world();
    }

    /** What the implementation may be, as far as its choices go. */
    public Set<Interpretation> readings() {
        Set<Interpretation> readings = new LinkedHashSet<>();
        states.now().forEach(now -> readings.add(now.reading()));
        return readings;
    }
}
