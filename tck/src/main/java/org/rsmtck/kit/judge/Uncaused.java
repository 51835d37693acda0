package org.rsmtck.kit.judge;

import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.model.Model;
import org.rsmtck.model.Rule;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Refusals by shortage or signal that nobody brought about. They may happen on a busy machine: the
 * call is made again, a bounded number of times, and each is counted.
 */
public final class Uncaused {
    /** How many in a row, of calls that are all the same, are put down to the machine. */
    public static final int MOST_IN_A_ROW = 3;

    private static final Set<RsmError> CODES =
            EnumSet.of(
                    RsmError.INSUFFICIENT_MEM,
                    RsmError.INSUFFICIENT_RESOURCES,
                    RsmError.INTERRUPTED);

    private Uncaused() {}

    /** Whether the reply tells of something that may be over when the call is made again. */
    public static boolean mayBeOver(Reply reply) {
        return reply instanceof Reply.Refused refused && CODES.contains(refused.error());
    }

    /**
     * Makes a call again as long as it is refused so.
     *
     * @param again makes it; given the reply of the last time
     * @return the last reply; empty if there was no need
     */
    public static Optional<Reply> again(
            Reply first, Predicate<Reply> isRefusedSo, UnaryOperator<Reply> again) {
        Reply reply = first;
        int times = 0;
        while (times < MOST_IN_A_ROW && isRefusedSo.test(reply)) {
            times++;
            reply = again.apply(reply);
        }
        return times == 0 ? Optional.empty() : Optional.of(reply);
    }

    /** Whether the call was refused so, by a code that its page lists. */
    public static boolean isOne(Model model, Observation.Called called) {
        return called.reply() instanceof Reply.Refused refused
                && mayBeOver(refused)
                && model.rules().stream()
                        .anyMatch(rule ->
                                rule.on() == called.call().getClass()
                                        && rule instanceof Rule.Refusal<?> refusal
                                        && refusal.force() == Rule.Force.MAY
                                        && refusal.codes().contains(refused.error()));
    }
}
