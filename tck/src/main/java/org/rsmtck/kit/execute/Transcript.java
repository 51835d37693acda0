package org.rsmtck.kit.execute;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Call;
import org.rsmtck.api.Call.OnHandle;
import org.rsmtck.api.Event;
import org.rsmtck.api.Reply;
import org.rsmtck.explore.Alphabet;
import org.rsmtck.kit.judge.Judge;
import org.rsmtck.kit.judge.Mismatch;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.judge.Uncaused;
import org.rsmtck.model.Rule;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What has been seen of a program so far, and what the judge makes of it. One thread runs the
 * program; another may abandon it, and what the first does after that leaves no trace.
 */
final class Transcript {
    private final Ids ids;
    private final Issued issued;
    private final Heartbeat heartbeat;
    private final ProgramWriter writer;
    private final List<Observation> lines = new ArrayList<>();
    private final List<Set<Rule>> rules = new ArrayList<>();
    private final List<String> uncaused = new ArrayList<>();
    private Judge judge;

    /** The last call that was asked for. */
    private @Nullable Invocation last;

    private Optional<Integer> target = Optional.empty();
    private Aim aim = Aim.NOTHING;
    private Optional<Mismatch> mismatch = Optional.empty();
    private Optional<String> trouble = Optional.empty();

    Transcript(Judge judge, Setting setting, Ids ids, Issued issued, Heartbeat heartbeat) {
        this.judge = judge;
        this.writer = new ProgramWriter(setting);
        this.ids = ids;
        this.issued = issued;
        this.heartbeat = heartbeat;
    }

    synchronized World world() {
        return judge.world();
    }

    synchronized boolean isOver() {
        return mismatch.isPresent() || trouble.isPresent();
    }

    synchronized boolean isPromised(int process, Call call) {
        return !isOver() && judge.isPromised(process, call);
    }

    /** The number of lines. */
    synchronized int size() {
        return lines.size();
    }

    synchronized Invocation invocation(int process, Call call) {
        return new Invocation(process, call, judge.copy(), aim);
    }

    /** False if nothing is called any more. */
    synchronized boolean begins(Invocation invocation) {
        if (isOver()) {
            return false;
        }
        last = invocation;
        heartbeat.waitFor(invocation.process(), invocation.call());
        return true;
    }

    /** Whether the reply to the last call shows only that something is late. */
    synchronized boolean isOnlyLate(Reply reply) {
        return last != null && last.judge().isOnlyLate(last.process(), last.call(), reply);
    }

    /** Whether the call was refused by chance, and is to be made again; counts it if so. */
    synchronized boolean isUncaused(Invocation invocation, Reply reply) {
        heartbeat.goOn();
        boolean isOne =
                !isOver()
                        && Uncaused.isOne(judge.model(), invocation.answered(reply))
                        && rulesOf(invocation.judge().copy(), invocation, reply).isEmpty();
        if (isOne) {
            uncaused.add(invocation.call().word() + " " + ((Reply.Refused) reply).error().name());
        }
        return isOne;
    }

    /** Takes in a reply; empty if it is not allowed, or too late. */
    synchronized Optional<Reply> take(Invocation invocation, Reply reply) {
        heartbeat.goOn();
        if (isOver()) {
            return Optional.empty();
        }
        Set<Rule> allowing = rulesOf(judge, invocation, reply);
        if (allowing.isEmpty()) {
            refuse(invocation, reply);
            return Optional.empty();
        }
        note(invocation.answered(reply), allowing);
        return Optional.of(reply);
    }

    synchronized Optional<Judge.Foreseen> foreseen(int process, Call call) {
        return isOver() ? Optional.empty() : judge.foresee(process, call);
    }

    /** Goes on as if the call had been answered as is foreseen. */
    synchronized Invocation expect(int process, Call call, Judge.Foreseen foreseen) {
        Invocation invocation = invocation(process, call);
        last = invocation;
        judge.observe(foreseen);
        return invocation;
    }

    /**
     * Takes in the reply to a call that was foreseen.
     *
     * @param otherwise the judge by now, where a reply was not all that was foreseen
     * @return the same after this reply
     */
    synchronized Optional<Judge> take(UnderWay.One one, Reply reply, Optional<Judge> otherwise) {
        heartbeat.goOn();
        Observation.Called line = one.invocation().answered(reply);
        if (isOver()) {
            return otherwise;
        }
        if (otherwise.isEmpty() && reply.equals(one.foreseen().reply())) {
            note(line, one.foreseen().rules());
            return otherwise;
        }
        Judge now = otherwise.orElse(one.invocation().judge()).copy();
        Set<Rule> allowing = rulesOf(now, one.invocation(), reply);
        if (allowing.isEmpty()) {
            refuse(one.invocation().by(now), reply);
        } else if (one.foreseen().isOne(reply)) {
            note(line, allowing);
        } else {
            trouble(
                    "the kit itself failed: it did not foresee "
                            + reply
                            + " to "
                            + one.invocation().call());
        }
        return Optional.of(now);
    }

    /** Goes on by this judge, which knows of replies that were not all that was foreseen. */
    synchronized void follow(Judge otherwise) {
        if (!isOver()) {
            judge = otherwise;
        }
    }

    /** Writes down that the program asks for the event. */
    synchronized void asksFor(Event event) {
        writer.add(event);
    }

    synchronized void take(Event event) {
        heartbeat.step();
        if (!isOver()) {
            judge.observe(event);
            lines.add(new Observation.Happened(event));
            rules.add(Set.of());
        }
    }

    /** Takes in what is known of the call to come. */
    synchronized void look(UnaryOperator<Aim> more) {
        if (!isOver()) {
            aim = more.apply(aim);
        }
    }

    /** The rules that have a say about a call now. */
    synchronized Set<Rule> due(int process, Call call) {
        return judge.due(process, call);
    }

    /** The line of the last act, if it left one. */
    synchronized void isAbout(Optional<Integer> line) {
        target = line;
    }

    synchronized void trouble(String why) {
        trouble = trouble.or(() -> Optional.of(why));
    }

    synchronized Outcome troubled(String why) {
        heartbeat.goOn();
        trouble(why);
        return outcome();
    }

    /**
     * What this would come to if the call that it waits for were never answered; empty if it waits
     * for none.
     */
    synchronized Optional<Outcome> abandoned(String how) {
        if (last == null || heartbeat.waitingFor().isEmpty()) {
            return Optional.empty();
        }
        refuse(last, new Reply.NoReply(how));
        return Optional.of(outcome());
    }

    synchronized Outcome outcome() {
        return new Outcome(
                writer.program(),
                List.copyOf(lines),
                List.copyOf(rules),
                target.filter(line -> line < lines.size()),
                aim.due(),
                mismatch,
                judge.readings(),
                List.copyOf(aim.lacking()),
                List.copyOf(aim.beyond()),
                List.copyOf(uncaused),
                trouble);
    }

    private static Set<Rule> rulesOf(Judge judge, Invocation invocation, Reply reply) {
        return judge.observe(invocation.process(), invocation.call(), reply);
    }

    /** No reading allows the reply: what was asked for after it counts for nothing. */
    private void refuse(Invocation invocation, Reply reply) {
        judge = invocation.judge().copy();
        aim = invocation.aim();
        Observation.Called line = invocation.answered(reply);
        mismatch =
                Optional.of(
                        new Mismatch(
                                line,
                                judge.allowed(invocation.process(), invocation.call(), reply)));
        note(line, Set.of());
    }

    private void note(Observation.Called line, Set<Rule> allowing) {
        writer.add(line.process(), spelled(line), line.reply());
        lines.add(line);
        rules.add(allowing);
    }

    /** The call as a program spells it, where a forged handle is any that was never issued. */
    private Call spelled(Observation.Called line) {
        Call call = ids.forProgram(line.call());
        return call instanceof OnHandle on
                        && on.handle() != 0
                        && on.handle() == issued.neverIssued(line.process())
                ? on.onHandle(Alphabet.NEVER_ISSUED)
                : call;
    }
}
