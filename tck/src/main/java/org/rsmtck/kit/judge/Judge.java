package org.rsmtck.kit.judge;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Reply;
import org.rsmtck.model.Allowed;
import org.rsmtck.model.Chosen;
import org.rsmtck.model.Model;
import org.rsmtck.model.Possibility;
import org.rsmtck.model.Reading;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Step;
import org.rsmtck.model.World;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges one sequence of calls, one at a time. It follows the set of all worlds that explain what
 * was seen so far; when none is left, no reading of the profile allows the reply. Not for use by
 * several threads.
 */
public final class Judge {
    private final Model model;
    private Set<Possibility> possible;

    private Judge(Model model, Set<Possibility> possible) {
        this.model = model;
        this.possible = possible;
    }

    /**
     * A judge of a sequence that starts in {@code world}, of an implementation with one of these
     * readings.
     */
    public static Judge of(Model model, World world, Collection<Reading> readings) {
        Set<Possibility> possible = new LinkedHashSet<>();
        readings.forEach(reading -> possible.add(new Possibility(world, reading)));
        return new Judge(model, possible);
    }

    /** A judge that goes on from here without touching this one. */
    public Judge copy() {
        return new Judge(model, possible);
    }

    /** Whether every world that is possible makes a promise about the call. */
    public boolean isPromised(int process, Call call) {
        return settled().stream()
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
        Set<Possibility> next = new LinkedHashSet<>();
        Set<Rule> rules = new LinkedHashSet<>();
        for (Possibility now : settled()) {
            Chosen chosen = Chosen.by(reply);
            for (Step step :
                    model.allowed(now.reading(), now.world(), process, call, chosen).steps()) {
                if (step.reply().equals(reply)) {
                    next.add(new Possibility(step.next(), step.reading()));
                    rules.add(step.rule());
                }
            }
        }
        if (!next.isEmpty()) {
            possible = merged(next);
        }
        return rules;
    }

    /** Takes in an event. */
    public void observe(Event event) {
        Set<Possibility> next = new LinkedHashSet<>();
        for (Possibility now : settled()) {
            next.addAll(model.after(now, event));
        }
        possible = merged(next);
    }

    /** The rules that have a say about a call now: refusals whose guards hold, and successes. */
    public Set<Rule> due(int process, Call call) {
        Set<Rule> due = new LinkedHashSet<>();
        for (Possibility now : settled()) {
            Allowed allowed = model.allowed(now.reading(), now.world(), process, call);
            due.addAll(allowed.held());
            allowed.steps().forEach(step -> due.add(step.rule()));
        }
        return due;
    }

    /** What would be allowed for a call now, in every world that is possible. */
    public List<Allowed> allowed(int process, Call call, Reply observed) {
        return settled().stream()
                .map(now ->
                        model.allowed(
                                now.reading(), now.world(), process, call, Chosen.by(observed)))
                .toList();
    }

    /** One of the worlds that explain what was seen. */
    public World world() {
        return possible.iterator().next().world();
    }

    /** What the implementation may be, as far as its choices go. */
    public Set<Reading> readings() {
        Set<Reading> readings = new LinkedHashSet<>();
        possible.forEach(now -> readings.add(now.reading()));
        return readings;
    }

    public int possibilities() {
        return possible.size();
    }

    /** The possible worlds, and those that may come about of themselves before the next call. */
    private Set<Possibility> settled() {
        Set<Possibility> all = null;
        ArrayDeque<Possibility> open = new ArrayDeque<>(possible);
        while (!open.isEmpty()) {
            Possibility now = open.remove();
            for (World next : model.internal(now.world())) {
                Possibility later = new Possibility(next, now.reading());
                if (all == null) {
                    all = new LinkedHashSet<>(possible);
                }
                if (all.add(later)) {
                    open.add(later);
                }
            }
        }
        return all == null ? possible : all;
    }

    private Set<Possibility> merged(Set<Possibility> next) {
        if (next.size() == 1) {
            return next;
        }
        Map<World, Set<Reading>> byWorld = new LinkedHashMap<>();
        for (Possibility one : next) {
            byWorld.computeIfAbsent(one.world(), world -> new LinkedHashSet<>()).add(one.reading());
        }
        Set<Possibility> merged = new LinkedHashSet<>();
        byWorld.forEach((world, readings) ->
                Readings.merged(model.profile(), readings)
                        .forEach(reading -> merged.add(new Possibility(world, reading))));
        return merged;
    }
}
