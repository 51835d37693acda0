package org.rsmtck.model.page;

import org.rsmtck.api.Call;
import org.rsmtck.api.RsmError;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Rule.Force;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The rules of one call, in the order in which its file states them. To state a rule is to add it:
 * none is left out by being forgotten in a list.
 */
final class Page<C extends Call> {
    private final Class<C> call;
    private final List<Rule> rules = new ArrayList<>();

    private Page(Class<C> call) {
        this.call = call;
    }

    static <C extends Call> Page<C> of(Class<C> call) {
        return new Page<>(call);
    }

    List<Rule> rules() {
        return List.copyOf(rules);
    }

    /** What success does. */
    Success succeed(String id, String words) {
        return new Success(id, words);
    }

    /** A refusal that the call must get, with the code that the id names. */
    Refusal refuse(String id, String words) {
        return new Refusal(id, Force.MUST, words);
    }

    /** A refusal that the call may get, with the code that the id names. */
    Refusal mayRefuse(String id, String words) {
        return new Refusal(id, Force.MAY, words);
    }

    /** When nothing is promised of the call. */
    Outside outside(String id, String words) {
        return new Outside(id, words);
    }

    private Rule add(Rule rule) {
        rules.add(rule);
        return rule;
    }

    /** A rule about success, to be completed by what it does. */
    final class Success {
        private final String id;
        private final String words;
        private Set<String> also = Set.of();

        private Success(String id, String words) {
            this.id = id;
            this.words = words;
        }

        /** Further clauses that it carries. */
        Success also(String... clauses) {
            also = Set.of(clauses);
            return this;
        }

        Rule doing(Function<CallContext<C>, List<Outcome>> outcomes) {
            return add(new Rule.Effect<>(id, call, words, also, outcomes));
        }
    }

    /** A refusal, to be completed by its guard. */
    final class Refusal {
        private final String id;
        private final Force force;
        private final String words;
        private Set<RsmError> codes = Set.of();
        private Set<String> also = Set.of();
        private Function<CallContext<C>, World> after = CallContext::world;

        private Refusal(String id, Force force, String words) {
            this.id = id;
            this.force = force;
            this.words = words;
        }

        /** One of these codes, rather than the one that the id names. */
        Refusal with(RsmError... any) {
            return with(Set.of(any));
        }

        Refusal with(Set<RsmError> any) {
            codes = any;
            return this;
        }

        /** Further clauses that it carries. */
        Refusal also(String... clauses) {
            also = Set.of(clauses);
            return this;
        }

        /** What is left done where refusals leave something. */
        Refusal leaving(Function<CallContext<C>, World> done) {
            after = s -> Hindrances.leavesSomething(s) ? done.apply(s) : s.world();
            return this;
        }

        Rule when(Predicate<CallContext<C>> guard) {
            Set<RsmError> given = codes.isEmpty() ? Set.of(codeIn(id)) : codes;
            return add(new Rule.Refusal<>(id, call, given, force, words, also, guard, after));
        }

        private static RsmError codeIn(String id) {
            return RsmError.valueOf(id.substring(id.indexOf('/') + 1).split("#")[0]);
        }
    }

    /** A rule about what is outside the contract, to be completed by its guard. */
    final class Outside {
        private final String id;
        private final String words;

        private Outside(String id, String words) {
            this.id = id;
            this.words = words;
        }

        Rule when(Predicate<CallContext<C>> guard) {
            return add(new Rule.Outside<>(id, call, words, Set.of(), guard));
        }
    }
}
