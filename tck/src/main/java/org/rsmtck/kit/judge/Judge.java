package org.rsmtck.kit.judge;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Reply;
import org.rsmtck.model.Allowed;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Resolver;
import org.rsmtck.model.Rule;
import org.rsmtck.model.State;
import org.rsmtck.model.Step;
import org.rsmtck.model.World;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Judges one sequence of calls, one at a time. It follows the set of all worlds that explain what
 * was seen so far; when none is left, no reading of the profile allows the reply. Not for use by
 * several threads.
 */
public final class Judge {
    private final Model model;
    private StateSet possible;

    private Judge(Model model, StateSet possible) {
        this.model = model;
        this.possible = possible;
    }

    /**
     * A judge of a sequence that starts in {@code world}, of an implementation with one of these
     * readings.
     */
    public static Judge of(Model model, World world, Collection<Interpretation> readings) {
        return new Judge(model, StateSet.of(model, world, readings));
    }

    /** A judge that goes on from here without touching this one. */
    public Judge copy() {
        return new Judge(model, possible);
    }

    public Model model() {
        return model;
    }

    /** Whether every world that is possible makes a promise about the call. */
    public boolean isPromised(int process, Call call) {
        return possible.settled().stream()
                .allMatch(now ->
                        now.world().process(process).alive()
                                && model.isPromised(now.reading(), now.world(), process, call));
    }

    /**
     * Takes in a reply.
     *
     * @return the rules that allow it; none if nothing does, and then the judge's state stays as it
     *     was
     */
    public Set<Rule> observe(int process, Call call, Reply reply) {
        Set<State> next = new LinkedHashSet<>();
        Set<Rule> rules = new LinkedHashSet<>();
        for (State now : possible.settled()) {
            Resolver chosen = Resolver.by(reply);
            for (Step step :
                    model.allowed(now.reading(), now.world(), process, call, chosen).steps()) {
                if (step.reply().equals(reply)) {
                    next.add(new State(step.next(), step.reading()));
                    rules.add(step.rule());
                }
            }
        }
        if (!next.isEmpty()) {
            possible = possible.then(next);
        }
        return rules;
    }

    /** Takes in an event. */
    public void observe(Event event) {
        Set<State> next = new LinkedHashSet<>();
        for (State now : possible.settled()) {
            next.addAll(model.after(now, event));
        }
        possible = possible.then(next);
    }

    /**
     * Whether only what has not yet reached another node explains this reply: it would be wrong if
     * everything had arrived that was on its way.
     */
    public boolean isOnlyLate(int process, Call call, Reply reply) {
        return possible.now().stream().anyMatch(now -> !now.world().isSettled())
                && possible.now().stream()
                        .noneMatch(
                                now -> explains(now, now.world().settled(), process, call, reply));
    }

    private boolean explains(State now, World world, int process, Call call, Reply reply) {
        return model
                .allowed(now.reading(), world, process, call, Resolver.by(reply))
                .steps()
                .stream()
                .anyMatch(step -> step.reply().equals(reply));
    }

    /** The rules that have a say about a call now: refusals whose guards hold, and successes. */
    public Set<Rule> due(int process, Call call) {
        Set<Rule> due = new LinkedHashSet<>();
        for (State now : possible.settled()) {
            Allowed allowed = model.allowed(now.reading(), now.world(), process, call);
            due.addAll(allowed.held());
            allowed.steps().forEach(step -> due.add(step.rule()));
        }
        return due;
    }

    /** What would be allowed for a call now, in every world that is possible. */
    public List<Allowed> allowed(int process, Call call, Reply observed) {
        return possible.settled().stream()
                .map(now ->
                        model.allowed(
                                now.reading(), now.world(), process, call, Resolver.by(observed)))
                .toList();
    }

    /** One of the worlds that explain what was seen. */
    public World world() {
        return possible.now().iterator().next().world();
    }

    /** What the implementation may be, as far as its choices go. */
    public Set<Interpretation> readings() {
        Set<Interpretation> readings = new LinkedHashSet<>();
        possible.now().forEach(now -> readings.add(now.reading()));
        return readings;
    }

    public int possibilities() {
        return possible.now().size();
    }
}
