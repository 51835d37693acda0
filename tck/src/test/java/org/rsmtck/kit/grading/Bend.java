package org.rsmtck.kit.grading;

import org.rsmtck.api.Call;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.Model;
import org.rsmtck.model.Rule;
import org.rsmtck.model.World;

/** Another world than the right one after a call that succeeds. */
interface Bend {
    World next(CallContext<?> before, World right);

    /** The model in which success by the rule of this id leads elsewhere. */
    static Model effect(Model model, String ruleId, Bend bend) {
        return model.with(rules ->
                rules.stream()
                        .map(rule -> rule.id().equals(ruleId) ? bent(rule, bend) : rule)
                        .toList());
    }

    private static Rule bent(Rule rule, Bend bend) {
        return switch (rule) {
            case Rule.Effect<?> effect -> bent(effect, bend);
            case Rule.Refusal<?> refusal ->
                    throw new IllegalArgumentException(refusal.id() + " is no effect");
            case Rule.Outside<?> outside ->
                    throw new IllegalArgumentException(outside.id() + " is no effect");
        };
    }

    private static <C extends Call> Rule bent(Rule.Effect<C> effect, Bend bend) {
        return new Rule.Effect<>(
                effect.id(),
                effect.on(),
                effect.words(),
                effect.also(),
                before ->
                        effect.outcomes().apply(before).stream()
                                .map(outcome ->
                                        new Rule.Outcome(
                                                outcome.reply(), bend.next(before, outcome.next())))
                                .toList());
    }
}
