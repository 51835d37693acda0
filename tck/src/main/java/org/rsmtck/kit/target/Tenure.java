package org.rsmtck.kit.target;

import org.rsmtck.kit.wire.Line;
import org.rsmtck.kit.wire.MalformedLineException;

import java.util.Optional;

/**
 * The time for which a participant has an agent of the pool: from the umask, which it is sent
 * first, until it has given back all that it holds.
 */
final class Tenure {
    private final AgentPool pool;
    private final AgentPool.Member member;
    private final long arrival;
    private boolean hasArrived;
    private Optional<Long> clearing = Optional.empty();
    private volatile boolean isOver;

    Tenure(AgentPool pool, AgentPool.Member member, int umask) {
        this.pool = pool;
        this.member = member;
        this.arrival =
                process()
                        .send(
                                AgentProcess.request("umask")
                                        .with("mask", "0" + Integer.toOctalString(umask)));
    }

    AgentProcess process() {
        return member.process();
    }

    boolean isOver() {
        return isOver;
    }

    /** Waits until the agent has its umask. */
    void arrive() {
        if (hasArrived) {
            return;
        }
        hasArrived = true;
        try {
            process().await(arrival);
        } catch (AgentDiedException | AgentSpeaksOtherwiseException e) {
            throw new TargetSetupException(
                    "the agent is gone before its first call: " + e.getMessage(), e);
        }
    }

    /** Has the agent give back all that it holds, and does not wait. */
    void clear() {
        if (!isOver) {
            try {
                clearing = Optional.of(process().send(AgentProcess.request("clear")));
            } catch (AgentDiedException e) {
                clearing = Optional.empty();
            }
        }
    }

    /** Gives the agent back to the pool, unless something of what it did is left. */
    boolean leave() {
        if (isOver) {
            return true;
        }
        if (clearing.isEmpty()) {
            clear();
        }
        isOver = true;
        if (isClear()) {
            pool.takeBack(member);
            return true;
        }
        pool.dismiss(member);
        return false;
    }

    private boolean isClear() {
        try {
            if (!hasArrived) {
                process().await(arrival);
            }
            Line answer = process().await(clearing.orElse(AgentProcess.NEVER));
            return answer.has("left") && answer.integer("left") == 0;
        } catch (AgentDiedException | AgentSpeaksOtherwiseException | MalformedLineException e) {
            return false;
        }
    }

    /** The agent is of no use to anybody any more once {@code end} was run. */
    void kill(Runnable end) {
        isOver = true;
        end.run();
        pool.dismiss(member);
    }
}
