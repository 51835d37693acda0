package org.rsmtck.kit.probes;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.target.AgentParticipant;
import org.rsmtck.kit.wire.Line;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The same few calls again and again, written ahead of their answers. Where the first gives a
 * handle, the others are made on it.
 *
 * @param calls of one round
 * @param isRefused whether every call is to be refused; else all are to succeed
 */
record Rounds(List<Call> calls, boolean isRefused) {
    /** So many that neither pipe of an agent is ever full. */
    private static final int AHEAD = 64;

    static Rounds of(Call... calls) {
        return new Rounds(List.of(calls), false);
    }

    static Rounds refused(Call call) {
        return new Rounds(List.of(call), true);
    }

    private record Sent(Call call, long request) {}

    /**
     * Goes so many rounds, and answers with the handles that were given.
     *
     * @throws UnlikeOthersException if a call was answered otherwise than it is to be
     */
    List<Long> go(ProbeContext context, ProbeRun trial, int process, int rounds) {
        if (context.isCareful()) {
            return goCarefully(trial, process, rounds);
        }
        AgentParticipant agent = trial.agent(process);
        List<Long> handles = new ArrayList<>();
        Deque<Sent> open = new ArrayDeque<>();
        boolean isChain = isChain();
        for (int round = 1; round <= rounds; round++) {
            long first = 0;
            for (Call call : calls) {
                Line around = Line.EMPTY;
                if (isChain) {
                    around = around.with("chain", round);
                    around =
                            first == 0
                                    ? around.with("expect", "handle")
                                    : around.with("handle_from", first);
                }
                long request = agent.send(call, around);
                first = first == 0 ? request : first;
                open.add(new Sent(call, request));
            }
            while (open.size() > AHEAD) {
                take(agent, open.remove(), handles);
            }
        }
        while (!open.isEmpty()) {
            take(agent, open.remove(), handles);
        }
        context.called((long) rounds * calls.size());
        return handles;
    }

    private boolean isChain() {
        return calls.size() > 1 && calls.getFirst().facts().isIssuing();
    }

    /** One call after another, each again as long as it is refused by chance. */
    private List<Long> goCarefully(ProbeRun trial, int process, int rounds) {
        List<Long> handles = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            List<Observation.Called> seen = new ArrayList<>();
            for (int i = 0; i < calls.size(); i++) {
                Call call = calls.get(i);
                Call made =
                        i > 0 && isChain() && call instanceof Call.OnHandle on
                                ? (Call) on.onHandle(handles.getLast())
                                : call;
                Reply reply = isRefused ? trial.ask(process, made) : trial.insist(process, made);
                seen.add(new Observation.Called(process, made, reply));
                take(seen, handles);
            }
        }
        return handles;
    }

    private void take(AgentParticipant agent, Sent sent, List<Long> handles) {
        Reply reply = agent.await(sent.request());
        take(List.of(new Observation.Called(0, sent.call(), reply)), handles);
    }

    /** Takes the last answer of a round. */
    private void take(List<Observation.Called> seen, List<Long> handles) {
        Reply reply = seen.getLast().reply();
        boolean isRight =
                isRefused ? reply instanceof Reply.Refused : reply instanceof Reply.Success;
        if (!isRight) {
            throw new UnlikeOthersException(seen);
        }
        if (reply instanceof Reply.Handle(long handle)) {
            handles.add(handle);
        }
    }
}
