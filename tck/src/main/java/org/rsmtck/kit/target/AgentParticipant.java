package org.rsmtck.kit.target;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.kit.wire.MalformedLineException;
import org.rsmtck.kit.wire.Wire;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** A participant that is the process of an agent. */
public final class AgentParticipant implements Pipelined {
    /** When a call began and when it ended, by the agent's clock. */
    private static final String BEGAN = "began";

    private static final String ENDED = "ended";

    private final Tenure tenure;
    private final int node;
    private final TopologyEmbedding names;
    private final AtomicReference<@Nullable Runnable> pending = new AtomicReference<>();
    private final Optional<String> application;
    private final Optional<Runnable> killing;
    private final Pipeline pipeline;

    /**
     * @param node as the suites call it
     * @param names what the fabric calls it, and all else
     * @param application in place of the one that the suites ask for; empty for that
     * @param killing kills the process that the agent is, wherever it runs; empty if killing the
     *     one that was started does
     */
    AgentParticipant(
            Tenure tenure,
            int node,
            TopologyEmbedding names,
            Optional<String> application,
            Optional<Runnable> killing) {
        this.tenure = tenure;
        this.node = node;
        this.names = names;
        this.application = application;
        this.killing = killing;
        this.pipeline = new Pipeline(process(), this::replyTo);
    }

    private AgentProcess process() {
        return tenure.process();
    }

    /**
     * Has something done right before the next call. If that is no function of the implementation
     * but an access to memory, it is not done at all: an interruption meets the next call and no
     * later one.
     */
    void beforeNextCall(Runnable what) {
        pending.set(what);
    }

    @Override
    public Reply call(Call call) {
        tenure.arrive();
        Runnable first = pending.getAndSet(null);
        if (first != null && call.facts().isFunction()) {
            first.run();
        }
        return replyTo(() -> process().ask(line(call)));
    }

    @Override
    public boolean canBeAsked() {
        return pending.get() == null;
    }

    @Override
    public Asked ask(Call call, Optional<Reply> expected) {
        tenure.arrive();
        return pipeline.ask(line(call), expected);
    }

    /** The call as the agent is asked for it. */
    private Line line(Call call) {
        Call asked =
                call instanceof Call.GetSegmentIdRange(var usual, var out)
                        ? new Call.GetSegmentIdRange(application.orElse(usual), out)
                        : call;
        return Wire.of(names.of(node, asked));
    }

    private Reply replyTo(Supplier<Line> answer) {
        try {
            return names.back(reply(answer.get()));
        } catch (AgentDiedException e) {
            return new Reply.NoReply(e.getMessage());
        } catch (AgentSpeaksOtherwiseException e) {
            return Answers.unable(e.getMessage());
        }
    }

    private static Reply reply(Line answer) {
        if (answer.has("reply")) {
            try {
                return Wire.reply(answer);
            } catch (MalformedLineException e) {
                return Answers.unable("it answered " + answer + ": " + e.getMessage());
            }
        }
        return Answers.unable(
                answer.has("unable") ? answer.text("unable") : "it answered " + answer);
    }

    /**
     * Asks for a call and does not wait.
     *
     * @param around fields to put around the call, such as {@code thread}
     * @return the number to wait by
     */
    public long send(Call call, Line around) {
        tenure.arrive();
        try {
            return process().send(line(call).with(around));
        } catch (AgentDiedException e) {
            return AgentProcess.NEVER;
        }
    }

    /** Waits for the reply to what was sent; a reply that says how the process died, if it did. */
    public Reply await(long request) {
        return replyTo(() -> process().await(request));
    }

    /**
     * What came for a request.
     *
     * @param reply that was given, or why there is none
     * @param wasMade false if an earlier call of its chain kept it from being made
     * @param isTimed whether the agent said when the call began and ended
     * @param began by the agent's clock, in nanoseconds
     * @param ended by the same
     */
    public record Answer(Reply reply, boolean wasMade, boolean isTimed, long began, long ended) {
        static Answer untimed(Reply reply, boolean wasMade) {
            return new Answer(reply, wasMade, false, 0, 0);
        }
    }

    /** Waits for what came of a call that was sent with the field {@code timed}. */
    public Answer answer(long request) {
        Line[] came = {Line.EMPTY};
        Reply reply =
                replyTo(() -> {
                    came[0] = process().await(request);
                    return came[0].without(BEGAN, ENDED);
                });
        if (came[0].has("skipped")) {
            return Answer.untimed(reply, false);
        }
        return came[0].has(BEGAN) && came[0].has(ENDED)
                ? new Answer(reply, true, true, came[0].integer(BEGAN), came[0].integer(ENDED))
                : Answer.untimed(reply, true);
    }

    /**
     * Comes to a meeting of the agent's threads, as one of so many, and waits for nothing: the word
     * to go, for threads that wait for it.
     *
     * @return the number to wait by
     */
    public long meet(long meeting, int parties) {
        try {
            return process()
                    .send(
                            AgentProcess.request("meet")
                                    .with("meeting", meeting)
                                    .with("parties", parties));
        } catch (AgentDiedException e) {
            return AgentProcess.NEVER;
        }
    }

    /** By which the agent is told races and asked for trials of them. */
    public RaceTalk races() {
        return new RaceTalk(tenure, this::line);
    }

    /** Makes the call, with fields around it. */
    public Reply call(Call call, Line around) {
        return await(send(call, around));
    }

    /** What the process uses, with the fields of the protocol; empty if it is gone. */
    public Optional<Line> usage() {
        try {
            return Optional.of(process().ask(AgentProcess.request("usage")));
        } catch (AgentDiedException | AgentSpeaksOtherwiseException e) {
            return Optional.empty();
        }
    }

    /** What the agent says of itself. */
    public Greeting greeting() {
        return process().greeting();
    }

    /** Whether the agent is a process of this machine that can be sent signals by its number. */
    public boolean isHere() {
        return process().isHere();
    }

    /** As the suites call it. */
    int node() {
        return node;
    }

    long pid() {
        return greeting().pid();
    }

    /** Whether there is still a process, and it is this participant's. */
    public boolean isAlive() {
        return !tenure.isOver() && process().isAlive();
    }

    /** Whether the agent can bring the event about on itself. */
    boolean canCause(Event event) {
        return !tenure.isOver() && greeting().events().contains(AgentEvents.word(event));
    }

    /**
     * Has the agent bring the event about on itself, or tells it what has come about.
     *
     * @throws TargetSetupException if it could not
     */
    void cause(Event event) {
        Line answer;
        try {
            answer = process().ask(Wire.of(names.of(event)));
        } catch (AgentDiedException | AgentSpeaksOtherwiseException e) {
            throw new TargetSetupException(
                    "the agent was asked for " + event + ": " + e.getMessage(), e);
        }
        if (!answer.has("reply")) {
            throw new TargetSetupException(
                    answer.has("unable")
                            ? Answers.unable(answer.text("unable")).how()
                            : "the agent was asked for " + event + " and answered " + answer);
        }
    }

    /** By which the agent is asked to end, wholly or in part. */
    public EndTalk ends() {
        return new EndTalk(tenure);
    }

    @Override
    public void kill() {
        tenure.kill(() -> killing.ifPresent(Runnable::run));
    }

    Tenure tenure() {
        return tenure;
    }

    @Override
    public void close() {
        tenure.leave();
    }
}
