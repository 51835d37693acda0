package org.rsmtck.model;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.model.Variant.ErrorOrder;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rules at work on one call, under one way after the other to decide what it asks for: collects
 * every step that one of them allows, once.
 */
final class Answer {
    /** Up to so many steps, looking through them costs less than a set. */
    private static final int FEW = 8;

    private final CallRules rules;
    private final List<Step> steps = new ArrayList<>(4);
    private Set<Step> set = Set.of();
    private List<Step> onTime = List.of();
    private Set<Rule> held = Set.of();
    private Set<Rule> outside = Set.of();

    Answer(CallRules rules) {
        this.rules = rules;
    }

    Allowed allowed() {
        return new Allowed(Collections.unmodifiableList(steps), held, outside);
    }

    /** Takes in what is allowed as the situation has it. */
    void add(CallContext<Call> situation, ChoicePoints choices) {
        if (isOutside(situation)) {
            return;
        }
        List<Rule.Refusal<Call>> due = due(situation);
        Optional<Checks> checks = checks(situation);
        boolean mustRefuse = false;
        for (Rule.Refusal<Call> refusal : due) {
            mustRefuse |= refusal.force() == Rule.Force.MUST;
            held = with(held, refusal);
        }
        for (Rule.Refusal<Call> refusal : checks.map(order -> order.first(due)).orElse(due)) {
            Collection<RsmError> codes =
                    checks.map(order -> order.codes(refusal)).orElse(refusal.codes());
            for (RsmError code : codes) {
                add(
                        refusal,
                        new Reply.Refused(code, situation.out()),
                        refusal.after().apply(situation),
                        situation,
                        choices);
            }
        }
        if (!mustRefuse) {
            for (Rule.Effect<Call> effect : rules.effects()) {
                for (Rule.Outcome outcome : effect.outcomes().apply(situation)) {
                    add(effect, outcome.reply(), outcome.next(), situation, choices);
                }
            }
        }
    }

    private boolean isOutside(CallContext<Call> situation) {
        boolean is = false;
        for (Rule.Outside<Call> rule : rules.outside()) {
            if (rule.guard().test(situation)) {
                outside = with(outside, rule);
                is = true;
            }
        }
        return is;
    }

    private List<Rule.Refusal<Call>> due(CallContext<Call> situation) {
        List<Rule.Refusal<Call>> due = new ArrayList<>(2);
        for (Rule.Refusal<Call> refusal : rules.refusals()) {
            if (refusal.holds(situation)) {
                due.add(refusal);
            }
        }
        return due;
    }

    /** In what order refusals are given, where there is one. */
    private static Optional<Checks> checks(CallContext<Call> situation) {
        return situation.at(VariationPoint.ERROR_ORDER) == ErrorOrder.CHECKED_FIRST
                ? situation.profile().shipped().map(Profile.Shipped::checks)
                : Optional.empty();
    }

    private void add(
            Rule rule, Reply reply, World next, CallContext<Call> situation, ChoicePoints choices) {
        Step step = new Step(rule, reply, situation.seen(next), choices.reading());
        if (situation.maySeeLate() && !isNewOnTime(step, situation)) {
            return;
        }
        if (isNew(step)) {
            steps.add(step);
        }
    }

    /** Who has seen less may yet see all that one may see who has seen more. */
    private boolean isNewOnTime(Step step, CallContext<Call> situation) {
        Step seenByNow =
                new Step(step.rule(), step.reply(), situation.onTime(step.next()), step.reading());
        if (onTime.contains(seenByNow)) {
            return false;
        }
        onTime = onTime.isEmpty() ? new ArrayList<>() : onTime;
        onTime.add(seenByNow);
        return true;
    }

    private boolean isNew(Step step) {
        if (steps.size() < FEW) {
            return !steps.contains(step);
        }
        if (set.isEmpty()) {
            set = new LinkedHashSet<>(steps);
        }
        return set.add(step);
    }

    private static Set<Rule> with(Set<Rule> rules, Rule rule) {
        Set<Rule> more = rules.isEmpty() ? new LinkedHashSet<>(4) : rules;
        more.add(rule);
        return more;
    }
}
