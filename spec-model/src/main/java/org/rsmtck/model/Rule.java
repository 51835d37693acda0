package org.rsmtck.model;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One promise about one call. Its id is that of the clause it carries, with a name after {@code #}
 * where the clause has several rules. Ids are unique, so that they make good hashes.
 */
public sealed interface Rule {

    String id();

    /** The type of call that it is about. */
    Class<? extends Call> on();

    /** When it applies, or what it does, in words. */
    String words();

    /** Ids of further clauses that it carries. */
    Set<String> also();

    /** The id of the clause it stands for. */
    default String clause() {
        int mark = id().indexOf('#');
        return mark < 0 ? id() : id().substring(0, mark);
    }

    /** Every clause it carries, its own first. */
    default List<String> clauses() {
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(clause()), also().stream().sorted())
                .distinct()
                .toList();
    }

    /** What follows when the guard of a refusal holds. */
    enum Force {
        /** The call is refused. */
        MUST,
        /** The call may be refused. */
        MAY
    }

    /**
     * The call is refused with one of {@code codes} when the guard holds.
     *
     * @param after the world after the refusal: as a rule the one before it
     */
    record Refusal<C extends Call>(
            String id,
            Class<C> on,
            Set<RsmError> codes,
            Force force,
            String words,
            Set<String> also,
            Predicate<CallContext<C>> guard,
            Function<CallContext<C>, World> after)
            implements Rule {

        /** A refusal that changes nothing. */
        public Refusal(
                String id,
                Class<C> on,
                Set<RsmError> codes,
                Force force,
                String words,
                Set<String> also,
                Predicate<CallContext<C>> guard) {
            this(id, on, codes, force, words, also, guard, CallContext::world);
        }

        boolean holds(CallContext<C> situation) {
            return guard.test(situation);
        }

        @Override
        public int hashCode() {
            return id.hashCode();
        }
    }

    /**
     * What success means: the replies it may have, and the world after each. No outcome: this
     * success is not for now.
     */
    record Effect<C extends Call>(
            String id,
            Class<C> on,
            String words,
            Set<String> also,
            Function<CallContext<C>, List<Outcome>> outcomes)
            implements Rule {
        @Override
        public int hashCode() {
            return id.hashCode();
        }
    }

    /**
     * When the guard holds, nothing is promised of the call: it is outside the contract, and the
     * kit does not make it.
     */
    record Outside<C extends Call>(
            String id, Class<C> on, String words, Set<String> also, Predicate<CallContext<C>> guard)
            implements Rule {
        @Override
        public int hashCode() {
            return id.hashCode();
        }
    }

    /** A successful reply and the world it leads to. */
    record Outcome(Reply.Success reply, World next) {

        /** The one outcome that there is. */
        public static List<Outcome> of(Reply.Success reply, World next) {
            return List.of(new Outcome(reply, next));
        }

        /** The one outcome that there is, without a value. */
        public static List<Outcome> done(World next) {
            return of(new Reply.Done(), next);
        }
    }

    /** A refusal that the call must get. */
    static <C extends Call> Refusal<C> refuse(
            Class<C> on, String id, RsmError code, String words, Predicate<CallContext<C>> guard) {
        return new Refusal<>(id, on, Set.of(code), Force.MUST, words, Set.of(), guard);
    }

    /** A refusal that the call must get, with either of two codes. */
    static <C extends Call> Refusal<C> refuse(
            Class<C> on,
            String id,
            Set<RsmError> codes,
            String words,
            Predicate<CallContext<C>> guard) {
        return new Refusal<>(id, on, codes, Force.MUST, words, Set.of(), guard);
    }

    static <C extends Call> Effect<C> succeed(
            Class<C> on,
            String id,
            String words,
            Function<CallContext<C>, List<Outcome>> outcomes) {
        return new Effect<>(id, on, words, Set.of(), outcomes);
    }
}
