package org.rsmtck.kit.explore;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Reply;
import org.rsmtck.explore.Alphabet;
import org.rsmtck.explore.Events;
import org.rsmtck.explore.Scope;
import org.rsmtck.kit.execute.Program;
import org.rsmtck.kit.execute.ProgramWriter;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.model.Allowed;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Oracle;
import org.rsmtck.model.Resolver;
import org.rsmtck.model.Rule;
import org.rsmtck.model.StateSet;
import org.rsmtck.model.World;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Calls made one after the other of an implementation that is not there: the model says what each
 * may be answered with, and whoever asks decides. For one thread.
 */
public final class Simulation {
    private final Oracle oracle;
    private final Scope scope;
    private final Deque<Moment> moments = new ArrayDeque<>();

    /** What explains what was seen so far, the last of it included. */
    private record Moment(StateSet states, List<Observation> seen) {}

    /**
     * A reply that is allowed.
     *
     * @param rules that allow it
     */
    public record Choice(Reply reply, Set<Rule> rules, StateSet next) {}

    /**
     * What may come of a call.
     *
     * @param choices none if nothing is promised of the call
     * @param outside the rules by which nothing is
     * @param excluded the rules of the call that have no say
     */
    public record Answer(List<Choice> choices, Set<Rule> outside, List<Rule> excluded) {
        /** Success, where that is allowed. */
        private Choice usual() {
            return choices.stream()
                    .filter(choice -> choice.reply instanceof Reply.Success)
                    .findFirst()
                    .orElse(choices.getFirst());
        }
    }

    /**
     * One in which nothing was done but what the scope begins with.
     *
     * @param scope who is there, and which calls are offered
     * @param pageSize in bytes
     */
    public Simulation(Model model, Scope scope, long pageSize) {
        this.oracle = new Oracle(model);
        this.scope = scope;
        moments.push(
                new Moment(
                        oracle.start(scope.start(pageSize), Set.of(Interpretation.NONE)),
                        List.of()));
        for (Scope.Said said : scope.prelude()) {
            take(said.process(), said.call(), ask(said.process(), said.call()).usual());
        }
    }

    /** One of the worlds that explain what was seen. */
    public World world() {
        return now().states.now().iterator().next().world();
    }

    /** What was seen so far, in order. */
    public List<Observation> seen() {
        return now().seen;
    }

    /** The calls of this word that are worth making for the process. */
    public List<Call> calls(int process, String word) {
        return world().process(process).alive()
                ? Alphabet.calls(scope, world(), process, word)
                : List.of();
    }

    /** The events that may come about now. */
    public List<Event> events() {
        return scope.events().stream().filter(event -> Events.canHappen(world(), event)).toList();
    }

    /** What may come of the call. */
    public Answer ask(int process, Call call) {
        StateSet before = now().states;
        Oracle.Replied replied = oracle.replies(before, process, call, List.of(Resolver.CANONICAL));
        List<Choice> choices = new ArrayList<>();
        if (replied.outside().isEmpty()) {
            for (Reply reply : replied.states().keySet()) {
                Oracle.Stepped step = oracle.step(before, process, call, reply);
                choices.add(new Choice(reply, step.rules(), step.states()));
            }
        }
        return new Answer(choices, replied.outside(), excluded(process, call));
    }

    private List<Rule> excluded(int process, Call call) {
        Set<Rule> due = new LinkedHashSet<>();
        for (Allowed allowed : oracle.allowed(now().states, process, call, Resolver.CANONICAL)) {
            due.addAll(allowed.held());
            allowed.steps().forEach(step -> due.add(step.rule()));
        }
        return oracle.model().rules().stream()
                .filter(rule -> rule.on() == call.getClass() && !due.contains(rule))
                .filter(rule -> !(rule instanceof Rule.Outside<?>))
                .toList();
    }

    /** Goes on as if the call had been answered like this. */
    public void take(int process, Call call, Choice choice) {
        goOn(choice.next, new Observation.Called(process, call, choice.reply));
    }

    /** Goes on as if this had come about. */
    public void cause(Event event) {
        goOn(oracle.step(now().states, event), new Observation.Happened(event));
    }

    private void goOn(StateSet states, Observation last) {
        List<Observation> seen = new ArrayList<>(now().seen);
        seen.add(last);
        moments.push(new Moment(states, List.copyOf(seen)));
    }

    /**
     * Goes back to before the last call or event.
     *
     * @return whether there was one
     */
    public boolean undo() {
        boolean hasOne = moments.size() > 1;
        if (hasOne) {
            moments.pop();
        }
        return hasOne;
    }

    /** What was done so far, for a target to go through. */
    public Program program() {
        ProgramWriter writer = new ProgramWriter(Setting.of(scope));
        for (Observation one : now().seen) {
            switch (one) {
                case Observation.Called(int process, Call call, Reply reply) ->
                        writer.add(process, call, reply);
                case Observation.Happened(Event event) -> writer.add(event);
            }
        }
        return writer.program();
    }

    private Moment now() {
        return moments.element();
    }
}
