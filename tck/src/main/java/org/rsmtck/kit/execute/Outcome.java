package org.rsmtck.kit.execute;

import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Mismatch;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Rule;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a program went.
 *
 * @param program what was carried out, observers included, up to the first reply that is not
 *     allowed
 * @param lines what was seen, in order; an event may be felt by several, and some events wait
 * @param rules for each line, the rules that allow it; none for events and for the offending line
 * @param target the index in {@code lines} of the last act of the program that was asked for, if it
 *     was carried out
 * @param due the rules that had a say about that act: refusals whose guards held, and what success
 *     would have been
 * @param mismatch the reply that is not allowed, if there is one: the last line
 * @param readings what the implementation may be, as far as its choices go
 * @param lacking the functions that the implementation lacks and the program asked for: their calls
 *     were left out
 * @param beyond the declared limits that the program went beyond
 * @param uncaused refusals by a shortage or a signal that nobody brought about, each a call and its
 *     code: the call was made again
 * @param trouble what kept the program from being carried out to its end, though the implementation
 *     did nothing wrong: an agent, a tool or the kit itself could not do its part
 */
public record Outcome(
        Program program,
        List<Observation> lines,
        List<Set<Rule>> rules,
        Optional<Integer> target,
        Set<Rule> due,
        Optional<Mismatch> mismatch,
        Set<Interpretation> readings,
        List<String> lacking,
        List<String> beyond,
        List<String> uncaused,
        Optional<String> trouble) {

    public boolean isAllowed() {
        return mismatch.isEmpty();
    }

    /** Whether the last call was not answered in time. */
    public boolean hangs() {
        return mismatch.filter(found ->
                        found.observed().reply() instanceof Reply.NoReply(String how)
                                && how.startsWith(Driver.NO_ANSWER))
                .isPresent();
    }

    /** Whether the last call is of a kind that is known to hang, and was not waited for in full. */
    public boolean hangsAsKnown() {
        return mismatch.filter(found ->
                        found.observed().reply() instanceof Reply.NoReply(String how)
                                && how.startsWith(Driver.NO_ANSWER)
                                && how.endsWith(Driver.AS_KNOWN))
                .isPresent();
    }

    /** Whether a call on the way was refused though it might have succeeded: chance, not choice. */
    public boolean wasDiverted() {
        return rules.subList(0, target.orElse(rules.size())).stream()
                .flatMap(Set::stream)
                .anyMatch(rule ->
                        rule instanceof Rule.Refusal<?> refusal
                                && refusal.force() != Rule.Force.MUST);
    }

    /**
     * The rules by which the last act of the program was answered; none if it was left out, or is
     * to blame.
     */
    public Set<Rule> targetRules() {
        return target.map(rules::get).orElse(Set.of());
    }
}
