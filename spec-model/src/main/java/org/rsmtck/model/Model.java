package org.rsmtck.model;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.model.Variant.ErrorOrder;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The oracle: which replies to a call are right, and what the world is after each. Immutable, and
 * safe for use by any number of threads.
 */
public final class Model {
    private final Profile profile;
    private final List<Rule> rules;
    private final Predicate<Import> isHeldBack;
    private final Map<Class<?>, List<Rule>> rulesByCall = new HashMap<>();

    private Model(Profile profile, List<Rule> rules, Predicate<Import> isHeldBack) {
        this.profile = profile;
        this.rules = List.copyOf(rules);
        this.isHeldBack = isHeldBack;
        for (Rule rule : rules) {
            rulesByCall.computeIfAbsent(rule.on(), on -> new ArrayList<>()).add(rule);
        }
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
        Set<Step> steps = new LinkedHashSet<>();
        Set<Rule> held = new LinkedHashSet<>();
        Set<Rule> outside = new LinkedHashSet<>();
        Set<Step> onTime = new HashSet<>();
        World calm =
                world.process(process).interrupted()
                        ? world.withProcess(process, me -> me.withInterruption(false))
                        : world;
        ChoicePoints.each(
                profile,
                known,
                choices -> {
                    CallContext<Call> situation =
                            new CallContext<>(
                                    calm,
                                    process,
                                    world.process(process).interrupted(),
                                    call,
                                    choices,
                                    chosen);
                    Answer answer =
                            new Answer(
                                    situation,
                                    rulesByCall.getOrDefault(call.getClass(), List.of()));
                    outside.addAll(answer.outside);
                    held.addAll(answer.held);
                    for (Draft draft : answer.drafts) {
                        Step step =
                                new Step(
                                        draft.rule,
                                        draft.reply,
                                        situation.seen(draft.next),
                                        choices.reading());
                        // Who has seen less may yet see all that one may see who has seen more.
                        if (!situation.maySeeLate()
                                || onTime.add(
                                        new Step(
                                                step.rule(),
                                                step.reply(),
                                                situation.onTime(step.next()),
                                                step.reading()))) {
                            steps.add(step);
                        }
                    }
                });
        return new Allowed(List.copyOf(steps), held, outside);
    }

    /**
     * Whether something is promised of the call by every reading that agrees with what is known.
     */
    public boolean isPromised(Interpretation known, World world, int process, Call call) {
        Set<Rule> outside = new LinkedHashSet<>();
        List<Rule> mine =
                rulesByCall.getOrDefault(call.getClass(), List.of()).stream()
                        .filter(rule -> rule instanceof Rule.Outside<?>)
                        .toList();
        if (!mine.isEmpty()) {
            ChoicePoints.each(
                    profile,
                    known,
                    choices -> {
                        CallContext<Call> situation =
                                new CallContext<>(
                                        world, process, false, call, choices, Resolver.CANONICAL);
                        outside.addAll(new Answer(situation, mine).outside);
                    });
        }
        return outside.isEmpty();
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
        ChoicePoints.each(
                profile,
                before.reading(),
                choices -> {
                    World next = EnvironmentSteps.after(before.world(), event, choices);
                    after.add(new State(next, choices.reading()));
                });
        return after;
    }

    /**
     * The worlds that may come about of themselves: one for each forced disconnect under way that
     * may arrive.
     */
    public List<World> internal(World world) {
        List<World> next = new ArrayList<>();
        for (int process : world.processes().keys()) {
            for (long handle : world.process(process).imports().keys()) {
                internal(world, process, handle).ifPresent(next::add);
            }
        }
        return next;
    }

    /** The world in which the forced disconnect arrives that is on its way to this import. */
    public Optional<World> internal(World world, int process, long handle) {
        return world.process(process)
                .imports()
                .get(handle)
                .filter(segment -> segment.connection() instanceof Connection.DisconnectPending)
                .filter(isHeldBack.negate())
                .map(segment -> world.withImport(process, handle, ForcedDisconnect::arrived));
    }

    private record Draft(Rule rule, Reply reply, World next) {}

    /** The rules at work on one situation, under one way to decide what it asks for. */
    private static final class Answer {
        private final CallContext<Call> situation;
        private final List<Draft> drafts = new ArrayList<>();
        private final List<Rule> held = new ArrayList<>();
        private final List<Rule> outside = new ArrayList<>();

        Answer(CallContext<Call> situation, List<Rule> rules) {
            this.situation = situation;
            if (!situation.me().alive()) {
                throw new IllegalArgumentException(
                        "process " + situation.process() + " is dead and cannot call");
            }
            rules.forEach(this::collectOutside);
            if (!outside.isEmpty()) {
                return;
            }
            List<Rule.Refusal<Call>> due = refusals(rules);
            boolean mustRefuse =
                    due.stream().anyMatch(refusal -> refusal.force() == Rule.Force.MUST);
            held.addAll(due);
            first(due).forEach(this::refuse);
            if (!mustRefuse) {
                rules.forEach(this::succeed);
            }
        }

        private void collectOutside(Rule rule) {
            if (rule instanceof Rule.Outside<?> any && sameCall(any).guard().test(situation)) {
                outside.add(rule);
            }
        }

        private List<Rule.Refusal<Call>> refusals(List<Rule> rules) {
            List<Rule.Refusal<Call>> holding = new ArrayList<>();
            for (Rule rule : rules) {
                if (rule instanceof Rule.Refusal<?> any && sameCall(any).holds(situation)) {
                    holding.add(sameCall(any));
                }
            }
            return holding;
        }

        /** Those that may be given, where there is an order in which they are checked. */
        private List<Rule.Refusal<Call>> first(List<Rule.Refusal<Call>> due) {
            return checks().map(checks -> checks.first(due)).orElse(due);
        }

        private Optional<Checks> checks() {
            return situation.at(VariationPoint.ERROR_ORDER) == ErrorOrder.CHECKED_FIRST
                    ? situation.profile().shipped().map(Profile.Shipped::checks)
                    : Optional.empty();
        }

        private void refuse(Rule.Refusal<Call> refusal) {
            for (RsmError code :
                    checks().map(checks -> checks.codes(refusal)).orElse(refusal.codes())) {
                drafts.add(
                        new Draft(
                                refusal,
                                new Reply.Refused(code, situation.out()),
                                refusal.after().apply(situation)));
            }
        }

        private void succeed(Rule rule) {
            if (rule instanceof Rule.Effect<?> any) {
                for (Rule.Outcome outcome : sameCall(any).outcomes().apply(situation)) {
                    drafts.add(new Draft(rule, outcome.reply(), outcome.next()));
                }
            }
        }

        // A rule is filed under the class of its call, so the situation is of the type that it asks
        // for.
        @SuppressWarnings("unchecked")
        private static Rule.Refusal<Call> sameCall(Rule.Refusal<?> rule) {
            return (Rule.Refusal<Call>) rule;
        }

        @SuppressWarnings("unchecked")
        private static Rule.Effect<Call> sameCall(Rule.Effect<?> rule) {
            return (Rule.Effect<Call>) rule;
        }

        @SuppressWarnings("unchecked")
        private static Rule.Outside<Call> sameCall(Rule.Outside<?> rule) {
            return (Rule.Outside<Call>) rule;
        }
    }
}
