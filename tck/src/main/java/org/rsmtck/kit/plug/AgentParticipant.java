package org.rsmtck.kit.plug;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.library.Functions;
import org.rsmtck.wire.Line;
import org.rsmtck.wire.MalformedLineException;
import org.rsmtck.wire.Wire;

import java.util.concurrent.atomic.AtomicReference;

/** A participant that is the process of an agent. */
final class AgentParticipant implements Participant {
    private final Crew crew;
    private final Crew.Member member;
    private final int node;
    private final Renaming names;
    private final AtomicReference<Runnable> pending = new AtomicReference<>();
    private volatile boolean isOver;

    /**
     * @param node as the suites call it
     * @param names what the fabric calls it, and all else
     */
    AgentParticipant(Crew crew, Crew.Member member, int node, Renaming names, int umask) {
        this.crew = crew;
        this.member = member;
        this.node = node;
        this.names = names;
        ask(request().with("do", "umask").with("mask", "0" + Integer.toOctalString(umask)));
    }

    private static Line request() {
        return Line.EMPTY.with("v", Wire.VERSION);
    }

    private Line ask(Line request) {
        return member.process().ask(request);
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
        Runnable first = pending.getAndSet(null);
        if (first != null && !Functions.of(call).isEmpty()) {
            first.run();
        }
        try {
            return names.back(reply(ask(Wire.of(names.of(node, call)))));
        } catch (AgentDiedException e) {
            return new Reply.NoReply(e.getMessage());
        }
    }

    private static Reply reply(Line answer) {
        if (answer.has("reply")) {
            try {
                return Wire.reply(answer);
            } catch (MalformedLineException e) {
                return new Reply.NoReply("the agent answered " + answer + ": " + e.getMessage());
            }
        }
        return new Reply.NoReply("the agent answered " + answer);
    }

    Greeting greeting() {
        return member.process().greeting();
    }

    long pid() {
        return greeting().pid();
    }

    /** Whether there is still a process, and it is this participant's. */
    boolean isAlive() {
        return !isOver && member.process().isAlive();
    }

    /** Whether the agent can bring the event about on itself. */
    boolean canCause(Event event) {
        return !isOver && greeting().events().contains(AgentEvents.word(event));
    }

    /**
     * Has the agent bring the event about on itself, or tells it what has come about.
     *
     * @throws PlugException if it could not
     */
    void cause(Event event) {
        Line answer = ask(Wire.of(names.of(event)));
        if (!answer.has("reply")) {
            throw new PlugException("the agent was asked for " + event + " and answered " + answer);
        }
    }

    @Override
    public void kill() {
        isOver = true;
        crew.dismiss(member);
    }

    /** Gives the agent back to the crew, unless something of what it did is left. */
    boolean leave() {
        if (isOver) {
            return true;
        }
        isOver = true;
        if (isClear()) {
            crew.takeBack(member);
            return true;
        }
        crew.dismiss(member);
        return false;
    }

    private boolean isClear() {
        try {
            Line answer = ask(request().with("do", "clear"));
            return answer.has("left") && answer.integer("left") == 0;
        } catch (AgentDiedException | MalformedLineException e) {
            return false;
        }
    }

    @Override
    public void close() {
        leave();
    }
}
