package org.rsmtck.kit.selftest;

import org.rsmtck.api.Call;
import org.rsmtck.model.Model;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * An implementation with one thing wrong.
 *
 * @param operator by which it was derived
 * @param words what is wrong, in one sentence
 * @param clauses that it breaks, any of them; empty where that depends on the situation
 * @param rule the id of the rule that it changes, whatever was called before; empty if it changes
 *     something else
 * @param on the one kind of call that it looks at; empty if it looks at several, or at none
 * @param mutations what is wrong, a new one for each session
 */
public record Mutant(
        Operator operator,
        String words,
        Set<String> clauses,
        Optional<String> rule,
        Optional<Class<? extends Call>> on,
        Supplier<Mutation> mutations) {

    /** By what mutants are derived. */
    public enum Operator {
        RULE_DROPPED("a refusal is left out"),
        CODE_REPLACED("a refusal has the code of another"),
        REFUSAL_WITH_EFFECT("a refusal has the effect of success"),
        EFFECT_INCOMPLETE("success lacks a part of its effect"),
        EFFECT_CUT("an effect on many ends after some"),
        EFFECT_ELSEWHERE("an effect does not reach other nodes"),
        WRONG_HANDLE("the effect is on another handle"),
        NUMBER_CUT("a number is cut to fewer bits"),
        NUMBER_MOVED("a number is one too high or too low from somewhere on"),
        DATA_CUT("bytes, or entries of a list, are cut after some"),
        PEOPLE_CUT("ids or groups of people are cut"),
        COUNT_LIMITED("a count ends somewhere, unsaid"),
        REMEMBERED("something is remembered that should be looked up");

        private final String words;

        Operator(String words) {
            this.words = words;
        }

        /** As the command line spells it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What is wrong with mutants of it. */
        public String words() {
            return words;
        }
    }

    public Mutant {
        clauses = Set.copyOf(clauses);
    }

    MutantFabric fabric(Model model) {
        return new MutantFabric(words, model, _ -> mutations.get());
    }
}
