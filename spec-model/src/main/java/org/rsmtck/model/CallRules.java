package org.rsmtck.model;

import org.rsmtck.api.Call;

import java.util.List;

/** The rules of one call, by kind, each kind in the order of the page. */
record CallRules(
        List<Rule.Outside<Call>> outside,
        List<Rule.Refusal<Call>> refusals,
        List<Rule.Effect<Call>> effects) {

    static final CallRules NONE = new CallRules(List.of(), List.of(), List.of());

    static CallRules of(List<Rule> rules) {
        return new CallRules(
                rules.stream()
                        .filter(Rule.Outside.class::isInstance)
                        .map(CallRules::outside)
                        .toList(),
                rules.stream()
                        .filter(Rule.Refusal.class::isInstance)
                        .map(CallRules::refusal)
                        .toList(),
                rules.stream()
                        .filter(Rule.Effect.class::isInstance)
                        .map(CallRules::effect)
                        .toList());
    }

    // Rules are asked only about calls of the class under which they are filed.

    @SuppressWarnings("unchecked")
    private static Rule.Outside<Call> outside(Rule rule) {
        return (Rule.Outside<Call>) rule;
    }

    @SuppressWarnings("unchecked")
    private static Rule.Refusal<Call> refusal(Rule rule) {
        return (Rule.Refusal<Call>) rule;
    }

    @SuppressWarnings("unchecked")
    private static Rule.Effect<Call> effect(Rule rule) {
        return (Rule.Effect<Call>) rule;
    }
}
