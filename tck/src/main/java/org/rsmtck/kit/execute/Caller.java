package org.rsmtck.kit.execute;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Call;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Judge;
import org.rsmtck.kit.judge.Uncaused;
import org.rsmtck.kit.target.Answers;
import org.rsmtck.kit.target.Pipelined;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes the calls of a program. One that may be answered in one way alone is asked for, and taken
 * for answered so, before anybody looks at the reply; one that was refused by chance is made again.
 */
final class Caller {
    private final List<Participant> participants;
    private final Transcript transcript;
    private final UnderWay underWay = new UnderWay();

    /**
     * @param participants by their process; others may still come
     */
    Caller(List<Participant> participants, Transcript transcript) {
        this.participants = participants;
        this.transcript = transcript;
    }

    /** The reply; empty if the call was not made, or its reply is not allowed. */
    Optional<Reply> call(int process, Call call) {
        Optional<Reply> foreseen = askedAhead(process, call);
        if (foreseen.isPresent()) {
            return foreseen;
        }
        Optional<Pipelined.Asked> behind = askedBehind(process, call);
        boolean isMade = settle() && behind.isPresent();
        Invocation invocation = transcript.invocation(process, call);
        boolean begins = transcript.begins(invocation);
        if (!isMade || !begins) {
            behind.ifPresent(Pipelined.Asked::forget);
        }
        if (!begins) {
            return Optional.empty();
        }
        Reply reply = isMade ? answer(invocation, behind.orElseThrow()::await) : answer(invocation);
        return transcript.take(invocation, again(invocation, reply).orElse(reply));
    }

    /** At which line of the transcript the next call will be. */
    int position() {
        return transcript.size() + underWay.size();
    }

    /**
     * Asks for a call that may be answered in one way alone, and goes on as if it had been.
     *
     * @return that way; empty if there are others
     */
    private Optional<Reply> askedAhead(int process, Call call) {
        if (!(participants.get(process) instanceof Pipelined participant)
                || !participant.canBeAsked()) {
            return Optional.empty();
        }
        Optional<Judge.Foreseen> foreseen = transcript.foreseen(process, call);
        if (foreseen.isPresent() && !underWay.mayBeJoinedBy(process, foreseen.get().isIdle())) {
            settle();
            foreseen = transcript.foreseen(process, call);
        }
        return foreseen.map(one -> {
            Pipelined.Asked asked = participant.ask(call, Optional.of(one.reply()));
            Invocation invocation = transcript.expect(process, call, one);
            underWay.add(new UnderWay.One(invocation, one, participant, asked));
            return one.reply();
        });
    }

    /** Asks for a call right behind those that are under way, where all are of one process. */
    private Optional<Pipelined.Asked> askedBehind(int process, Call call) {
        return !underWay.isEmpty()
                        && underWay.mayBeJoinedBy(process, false)
                        && participants.get(process) instanceof Pipelined participant
                        && participant.canBeAsked()
                ? Optional.of(participant.ask(call, Optional.empty()))
                : Optional.empty();
    }

    /**
     * Looks at the replies to all calls that are under way.
     *
     * @return whether whatever was asked for behind them has been done
     */
    boolean settle() {
        boolean isAtOnce = true;
        Optional<Judge> otherwise = Optional.empty();
        underWay.send();
        while (!underWay.isEmpty()) {
            UnderWay.One one = underWay.remove();
            Invocation invocation = otherwise.map(one.invocation()::by).orElse(one.invocation());
            if (!transcript.begins(invocation)) {
                one.asked().forget();
                break;
            }
            Reply reply = answer(invocation, one.asked()::await);
            Optional<Reply> again = again(invocation, reply);
            if (again.isPresent()) {
                isAtOnce = false;
                underWay.repeat(invocation.process());
                underWay.send();
            }
            otherwise = take(one, again.orElse(reply), otherwise);
        }
        underWay.forget();
        otherwise.ifPresent(transcript::follow);
        return isAtOnce;
    }

    /** Takes in a reply, or the death before it that may be why it is not what was foreseen. */
    private Optional<Judge> take(UnderWay.One one, Reply reply, Optional<Judge> otherwise) {
        if (!one.foreseen().isOne(reply) && !Answers.isUnanswered(reply)) {
            Optional<Death> death = deathBeside(one.invocation().process());
            if (death.isPresent()) {
                return transcript.take(death.get().under(), death.get().reply(), otherwise);
            }
        }
        return transcript.take(one, reply, otherwise);
    }

    /** That a process never answered a call. */
    private record Death(UnderWay.One under, Reply reply) {}

    /**
     * Whether another process died of a call that was under way at the same time, and so perhaps
     * before the others were made.
     */
    private Optional<Death> deathBeside(int process) {
        Set<Integer> seen = new HashSet<>(Set.of(process));
        while (!underWay.isEmpty()) {
            UnderWay.One one = underWay.remove();
            if (seen.contains(one.invocation().process()) || !transcript.begins(one.invocation())) {
                one.asked().forget();
                continue;
            }
            Reply reply = Answers.of(one.asked()::await);
            if (Answers.isUnanswered(reply)) {
                return Optional.of(new Death(one, reply));
            }
            if (!one.foreseen().isOne(reply)) {
                seen.add(one.invocation().process());
            }
        }
        return Optional.empty();
    }

    private Optional<Reply> again(Invocation invocation, Reply first) {
        return Uncaused.again(
                first,
                reply -> transcript.isUncaused(invocation, reply) && transcript.begins(invocation),
                former -> answer(invocation));
    }

    private Reply answer(Invocation invocation) {
        return answer(
                invocation, () -> participants.get(invocation.process()).call(invocation.call()));
    }

    private Reply answer(Invocation invocation, Supplier<@Nullable Reply> call) {
        Reply reply = Answers.of(call);
        if (Answers.isUnable(reply)) {
            transcript.trouble(invocation.call().word() + ": " + ((Reply.NoReply) reply).how());
        }
        return reply;
    }
}
