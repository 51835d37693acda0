package org.rsmtck.kit.selftest;

import org.rsmtck.api.Call;
import org.rsmtck.api.Call.OnHandle;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.kit.selftest.Mutant.Operator;
import org.rsmtck.kit.selftest.Mutation.Answer;
import org.rsmtck.kit.selftest.Mutation.RightAnswers;
import org.rsmtck.kit.selftest.Mutation.Situation;
import org.rsmtck.model.Model;
import org.rsmtck.model.ProcessState;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Step;
import org.rsmtck.model.Table;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** What is derived from the catalogue of rules. */
final class RuleMutants {
    private static final List<Integer> CUTS = List.of(1, 2, 3, 7, 15, 16, 31, 63);

    private final Model model;
    private final PartsChanged changed;
    private final List<Mutant> mutants = new ArrayList<>();

    private RuleMutants(Model model, PartsChanged changed) {
        this.model = model;
        this.changed = changed;
    }

    static List<Mutant> of(Model model, PartsChanged changed) {
        RuleMutants all = new RuleMutants(model, changed);
        model.rules().forEach(all::derive);
        return all.mutants;
    }

    private void derive(Rule rule) {
        switch (rule) {
            case Rule.Refusal<?> refusal -> {
                if (refusal.force() == Rule.Force.MUST) {
                    derive(refusal);
                }
            }
            case Rule.Effect<?> effect -> derive(effect);
            case Rule.Outside<?> outside -> {}
        }
    }

    private void derive(Rule.Refusal<?> refusal) {
        RightAnswers without = MutantFabric.right(model.without(refusal.id()));
        add(
                Operator.RULE_DROPPED,
                refusal,
                "is left out",
                (before, right) -> Answer.of(tried(without, before, right)));
        add(
                Operator.REFUSAL_WITH_EFFECT,
                refusal,
                "has the effect of success",
                (before, right) -> new Answer(right.reply(), tried(without, before, right).next()));
        for (RsmError other : others(refusal)) {
            add(
                    Operator.CODE_REPLACED,
                    refusal,
                    "is told as " + other.name(),
                    (before, right) -> new Answer(new Reply.Refused(other), right.next()));
        }
    }

    /** What is done where the rule is not there, as far as anything comes of that. */
    private static Step tried(RightAnswers without, Situation before, Step right) {
        try {
            return without.to(before.world(), before.process(), before.call());
        } catch (RuntimeException e) {
            return right;
        }
    }

    /** The codes of other refusals of the call. */
    private Set<RsmError> others(Rule.Refusal<?> refusal) {
        Set<RsmError> others = new TreeSet<>();
        for (Rule rule : model.rules()) {
            if (rule.on() == refusal.on() && rule instanceof Rule.Refusal<?> other) {
                others.addAll(other.codes());
            }
        }
        others.removeAll(refusal.codes());
        return others;
    }

    private void derive(Rule.Effect<?> effect) {
        for (Part part : changed.by(effect.id())) {
            add(
                    Operator.EFFECT_INCOMPLETE,
                    effect,
                    "leaves " + part.words() + " as before",
                    reverting(part, (number, process) -> true));
            if (!part.isOwn()) {
                for (int cut : CUTS) {
                    add(
                            Operator.EFFECT_CUT,
                            effect,
                            "leaves " + part.words() + " as before, but for the first " + cut,
                            reverting(part, (number, process) -> number >= cut));
                }
                add(
                        Operator.EFFECT_ELSEWHERE,
                        effect,
                        "leaves " + part.words() + " as before on other nodes",
                        (before, right) ->
                                new Answer(
                                        right.reply(),
                                        part.reverted(
                                                before.world(),
                                                right.next(),
                                                before.process(),
                                                (number, process) ->
                                                        isElsewhere(before, process))));
            }
        }
        if (OnHandle.class.isAssignableFrom(effect.on())) {
            add(Operator.WRONG_HANDLE, effect, "acts on the first other one", acting(false));
            add(Operator.WRONG_HANDLE, effect, "acts on the last other one", acting(true));
        }
    }

    /** Those of the rule, and what is said of every refusal or effect. */
    private static Set<String> clauses(Operator operator, Rule rule) {
        Set<String> clauses = new TreeSet<>(rule.clauses());
        if (operator == Operator.REFUSAL_WITH_EFFECT) {
            clauses.add("frame/refusal-changes-nothing");
        }
        if (operator == Operator.WRONG_HANDLE) {
            clauses.add("frame/others-untouched");
        }
        return clauses;
    }

    private static boolean isElsewhere(Situation before, int process) {
        World world = before.world();
        return world.process(process).node() != world.process(before.process()).node();
    }

    private static BiFunction<Situation, Step, Answer> reverting(
            Part part, Part.Selection selection) {
        return (before, right) ->
                new Answer(
                        right.reply(),
                        part.reverted(before.world(), right.next(), before.process(), selection));
    }

    /** Answers as if for the handle of the call, and has acted on another of its kind. */
    private static BiFunction<Situation, Step, Answer> acting(boolean isOnLast) {
        return (before, right) -> {
            OnHandle call = (OnHandle) before.call();
            List<Long> others = others(before.world().process(before.process()), call.handle());
            if (others.isEmpty() || right.reply() instanceof Reply.Handle) {
                return Answer.of(right);
            }
            Call other = call.onHandle(isOnLast ? others.getLast() : others.getFirst());
            Step done = before.rightly(other);
            return done.reply() instanceof Reply.Success
                    ? new Answer(right.reply(), done.next())
                    : Answer.of(right);
        };
    }

    private static List<Long> others(ProcessState me, long handle) {
        return Stream.<Table<Long, ?>>of(
                        me.imports(), me.exports(), me.controllers(), me.barriers())
                .filter(table -> table.has(handle))
                .flatMap(table -> table.keys().stream())
                .filter(other -> other != handle)
                .toList();
    }

    private void add(
            Operator operator,
            Rule rule,
            String what,
            BiFunction<Situation, Step, Answer> otherwise) {
        Mutation mutation =
                (before, right) ->
                        right.rule().id().equals(rule.id())
                                ? otherwise.apply(before, right)
                                : Answer.of(right);
        mutants.add(
                new Mutant(
                        operator,
                        rule.id() + " " + what,
                        clauses(operator, rule),
                        Optional.of(rule.id()),
                        Optional.of(rule.on()),
                        () -> mutation));
    }
}
