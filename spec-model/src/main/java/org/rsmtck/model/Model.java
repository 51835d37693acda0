package org.rsmtck.model;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The oracle: which replies to a call are right, and what the world is after each. Immutable, and
 * safe for use by any number of threads.
 */
public final class Model {
    private final Profile profile;
    private final List<Rule> rules;
    private final Predicate<Import> isHeldBack;
    private final Map<Class<?>, CallRules> rulesByCall = new HashMap<>();
    private final ChoicePoints.Open open;

    private Model(Profile profile, List<Rule> rules, Predicate<Import> isHeldBack) {
        this.profile = profile;
        this.rules = List.copyOf(rules);
        this.isHeldBack = isHeldBack;
        this.open = new ChoicePoints.Open(profile);
        rules.stream()
                .collect(Collectors.groupingBy(Rule::on))
                .forEach((call, mine) -> rulesByCall.put(call, CallRules.of(mine)));
    }

    /** The model of these rules as the profile reads them. */
    public Model(Profile profile, List<Rule> rules) {
        this(profile, rules, segment -> false);
    }

    /** This model with other rules: how a rule is shown to matter. */
    public Model with(UnaryOperator<List<Rule>> change) {
        return new Model(profile, change.apply(rules), isHeldBack);
    }

    /**
     * This model, in which no forced disconnect ever arrives at such an import: how arrivals are
     * shown to matter.
     */
    public Model holdingBack(Predicate<Import> imports) {
        return new Model(profile, rules, imports);
    }

    /** This model without the rules of this id. */
    public Model without(String ruleId) {
        return with(all -> all.stream().filter(rule -> !rule.id().equals(ruleId)).toList());
    }

    public Profile profile() {
        return profile;
    }

    public List<Rule> rules() {
        return rules;
    }

    /**
     * All that an implementation with these known choices may do with the call.
     *
     * @param process the number of the process that calls
     */
    public Allowed allowed(
            Interpretation known, World world, int process, Call call, Resolver chosen) {
        boolean isInterrupted = callerOf(world, process).interrupted();
        World calm =
                isInterrupted
                        ? world.withProcess(process, me -> me.withInterruption(false))
                        : world;
        Answer answer = new Answer(rulesOf(call));
        ChoicePoints choices = new ChoicePoints(open, known);
        do {
            answer.add(
                    new CallContext<>(calm, process, isInterrupted, call, choices, chosen),
                    choices);
        } while (choices.advance());
        return answer.allowed();
    }

    private CallRules rulesOf(Call call) {
        return rulesByCall.getOrDefault(call.getClass(), CallRules.NONE);
    }

    private static ProcessState callerOf(World world, int process) {
        ProcessState caller = world.process(process);
        if (!caller.alive()) {
            throw new IllegalArgumentException("process " + process + " is dead and cannot call");
        }
        return caller;
    }

    /**
     * Whether something is promised of the call by every reading that agrees with what is known.
     */
    public boolean isPromised(Interpretation known, World world, int process, Call call) {
        List<Rule.Outside<Call>> mine = rulesOf(call).outside();
        if (mine.isEmpty()) {
            return true;
        }
        callerOf(world, process);
        ChoicePoints choices = new ChoicePoints(open, known);
        do {
            CallContext<Call> situation =
                    new CallContext<>(world, process, false, call, choices, Resolver.CANONICAL);
            for (Rule.Outside<Call> rule : mine) {
                if (rule.guard().test(situation)) {
                    return false;
                }
            }
        } while (choices.advance());
        return true;
    }

    /**
     * What the model itself would do, were it an implementation with these choices: every canonical
     * step.
     */
    public Allowed allowed(Interpretation known, World world, int process, Call call) {
        return allowed(known, world, process, call, Resolver.CANONICAL);
    }

    /** The worlds that the event may lead to. */
    public Set<State> after(State before, Event event) {
        Set<State> after = new LinkedHashSet<>();
        ChoicePoints choices = new ChoicePoints(open, before.reading());
        do {
            World next = EnvironmentSteps.after(before.world(), event, choices);
            after.add(new State(next, choices.reading()));
        } while (choices.advance());
        return after;
    }

    /**
     * The worlds that may come about of themselves: one for each forced disconnect under way that
     * may arrive.
     */
    public List<World> internal(World world) {
        List<World> next = List.of();
        for (int process : world.processes().keys()) {
            Table<Long, Import> imports = world.process(process).imports();
            if (imports.any(Import.IS_DISCONNECT_PENDING)) {
                next = next.isEmpty() ? new ArrayList<>() : next;
                for (long handle : imports.keys()) {
                    internal(world, process, handle).ifPresent(next::add);
                }
            }
        }
        return next;
    }

    /** The world in which the forced disconnect arrives that is on its way to this import. */
    public Optional<World> internal(World world, int process, long handle) {
        return world.process(process)
                .imports()
                .get(handle)
                .filter(Import.IS_DISCONNECT_PENDING)
                .filter(isHeldBack.negate())
                .map(segment -> world.withImport(process, handle, ForcedDisconnect::arrived));
    }
}
