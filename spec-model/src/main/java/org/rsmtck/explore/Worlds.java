package org.rsmtck.explore;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.explore.Search.Leg;
import org.rsmtck.explore.Transition.Arrived;
import org.rsmtck.explore.Transition.Happened;
import org.rsmtck.explore.Transition.Made;
import org.rsmtck.model.Allowed;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.State;
import org.rsmtck.model.Step;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * The worlds of a scope as states, and what can happen in them as steps, under one full reading of
 * the profile. This is the form to read; what searches it fast asks it the same questions, and
 * remembers the answers.
 */
public final class Worlds implements StateSpace<World, Transition> {

    /**
     * What a call may be answered in one world.
     *
     * @param allowed as the model puts it
     */
    public record Answer(Allowed allowed, List<Leg<World, Transition>> steps) {}

    private final Model model;
    private final Interpretation interpretation;
    private final Scope scope;
    private final List<Transition> prelude = new ArrayList<>();
    private final World start;

    /**
     * @param interpretation decides every point that the model's profile leaves open
     */
    public Worlds(Model model, Interpretation interpretation, Scope scope, long pageSize) {
        this.model = model;
        this.interpretation = interpretation;
        this.scope = scope;
        World world = scope.start(pageSize);
        for (Scope.Said said : scope.prelude()) {
            List<Step> steps =
                    model.allowed(interpretation, world, said.process(), said.call()).steps();
            if (steps.isEmpty()) {
                throw new IllegalArgumentException(
                        "nothing is promised of what was said before: process "
                                + said.process()
                                + ", "
                                + said.call());
            }
            Step step = steps.getFirst();
            prelude.add(new Made(said.process(), said.call(), step.reply(), step.rule()));
            world = step.next();
        }
        this.start = world.forgettingRetired();
    }

    public Scope scope() {
        return scope;
    }

    /** What leads from where nothing was said to the initial world. */
    public List<Transition> prelude() {
        return Collections.unmodifiableList(prelude);
    }

    @Override
    public List<World> initial() {
        return List.of(start);
    }

    @Override
    public void steps(World world, BiConsumer<Transition, World> step) {
        BiConsumer<Transition, World> forgetting =
                (transition, next) ->
                        step.accept(transition, next == world ? world : next.forgettingRetired());
        for (int process = 0; process < scope.roles().size(); process++) {
            for (String word : words(process)) {
                for (Call call : calls(world, process, word)) {
                    answer(world, process, call).stream()
                            .flatMap(answer -> answer.steps().stream())
                            .forEach(leg -> forgetting.accept(leg.label(), leg.to()));
                }
            }
            for (long handle : world.process(process).imports().keys()) {
                arrivals(world, process, handle)
                        .forEach(leg -> forgetting.accept(leg.label(), leg.to()));
            }
        }
        for (Event event : scope.events()) {
            happenings(world, event).forEach(leg -> forgetting.accept(leg.label(), leg.to()));
        }
    }

    /** The words that a process knows, in a fixed order. */
    public List<String> words(int process) {
        return List.copyOf(new TreeSet<>(scope.roles().get(process).vocabulary()));
    }

    /** The calls by this word that are worth making. */
    public List<Call> calls(World world, int process, String word) {
        return Alphabet.calls(scope, world, process, word);
    }

    /**
     * What may become of a call. Empty: a target with other choices could take it for one outside
     * the contract, so the kit does not make it.
     */
    public Optional<Answer> answer(World world, int process, Call call) {
        if (!model.isPromised(Interpretation.NONE, world, process, call)) {
            return Optional.empty();
        }
        Allowed allowed = model.allowed(interpretation, world, process, call);
        List<Leg<World, Transition>> steps = new ArrayList<>();
        for (Step one : allowed.steps()) {
            steps.add(new Leg<>(new Made(process, call, one.reply(), one.rule()), one.next()));
        }
        return Optional.of(new Answer(allowed, steps));
    }

    /** Where a call with this answer stands among the rules. */
    public GuardCombination combination(World world, int process, Call call, Answer answer) {
        return GuardCombination.of(
                call.word(), answer.allowed, Abstraction.of(world, process, call));
    }

    /** The ids of the rules that have a say in a call with this answer. */
    public List<String> rules(Call call, Answer answer) {
        return GuardCombination.of(call.word(), answer.allowed, "").rules();
    }

    /** What the event may lead to, if it would change anything. */
    public List<Leg<World, Transition>> happenings(World world, Event event) {
        List<Leg<World, Transition>> steps = new ArrayList<>();
        if (Events.canHappen(world, event)) {
            for (State after : model.after(new State(world, interpretation), event)) {
                steps.add(new Leg<>(new Happened(event), after.world()));
            }
        }
        return steps;
    }

    /** The forced disconnect on its way to this import, which may arrive. */
    public List<Leg<World, Transition>> arrivals(World world, int process, long handle) {
        return model.internal(world, process, handle).stream()
                .map(next -> new Leg<World, Transition>(new Arrived(), next))
                .toList();
    }

    /**
     * Whether the world may become another of itself: then nobody can bring it about and be sure of
     * it.
     */
    public boolean isRestless(World world) {
        return !model.internal(world).isEmpty();
    }
}
