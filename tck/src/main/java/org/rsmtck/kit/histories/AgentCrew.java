package org.rsmtck.kit.histories;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.agent.RollCall;
import org.rsmtck.kit.execute.Bindings;
import org.rsmtck.kit.target.AgentParticipant;
import org.rsmtck.kit.target.AgentParticipant.Answer;
import org.rsmtck.kit.target.Answers;
import org.rsmtck.kit.wire.Line;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lanes as threads of agents. All calls are written before the first is made: each lane waits in
 * its agent for the others, and for the word to go. Where the agents' clock has shown to be this
 * machine's, it says when a call began and ended; otherwise the kit knows only what it sent and
 * received.
 */
final class AgentCrew implements Crew {
    /** Numbers of meetings and of chains: unique among all that an agent hears of. */
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final List<AgentParticipant> agents;

    AgentCrew(List<AgentParticipant> agents) {
        this.agents = List.copyOf(agents);
    }

    /** A call that was asked for. */
    private record Asked(int lane, int turn, Call call, long request, long sent) {}

    @Override
    public Meeting meet(List<Lane> lanes, Bindings bindings, Runnable mishap, int mishapDelay) {
        long meeting = NUMBERS.incrementAndGet();
        Map<Integer, Integer> parties = new TreeMap<>();
        lanes.forEach(lane -> parties.merge(lane.process(), 1, Integer::sum));
        // Of several processes, none begins before all have been asked for everything.
        int word = parties.size() > 1 ? 1 : 0;
        List<Asked> asked = new ArrayList<>();
        for (int i = 0; i < lanes.size(); i++) {
            int all = word + parties.getOrDefault(lanes.get(i).process(), 0);
            asked.addAll(ask(i, lanes.get(i), bindings, meeting, all));
        }
        Map<Integer, Long> going = new TreeMap<>();
        if (word > 0) {
            parties.forEach((process, lanesOfIt) ->
                    going.put(process, agents.get(process).meet(meeting, word + lanesOfIt)));
        }
        RollCall.pause(mishapDelay);
        long began = System.nanoTime();
        mishap.run();
        long ended = System.nanoTime();
        List<Clocked> made = new ArrayList<>();
        for (int i = 0; i < lanes.size(); i++) {
            made.addAll(await(i, lanes.get(i), asked, bindings.copy()));
        }
        going.forEach((process, request) -> agents.get(process).await(request));
        boolean isExact = made.stream().allMatch(Clocked::isShown);
        return new Meeting(
                made.stream().map(isExact ? Clocked::byAgent : Clocked::byKit).toList(),
                began,
                ended,
                isExact);
    }

    /** When the first call of a lane is to be made. */
    private static Line start(int index, Lane lane, long meeting, int parties) {
        return Line.EMPTY
                .with("meeting", meeting)
                .with("parties", parties)
                .with("processor", index)
                .with("delay", lane.delay());
    }

    private List<Asked> ask(int index, Lane lane, Bindings bindings, long meeting, int parties) {
        AgentParticipant agent = agents.get(lane.process());
        List<Asked> asked = new ArrayList<>();
        Map<Integer, Long> requests = new TreeMap<>();
        long chain = NUMBERS.incrementAndGet();
        for (int turn = 0; turn < lane.turns().size(); turn++) {
            var act = lane.turns().get(turn).act();
            Line around = Line.EMPTY.with("thread", lane.thread()).with("chain", chain);
            around = turn == 0 ? around.with(start(index, lane, meeting, parties)) : around;
            around = around.with("timed", 1);
            if (act.call().facts().isIssuing()) {
                around = around.with("expect", "handle");
            }
            Long issuer =
                    act.handleFrom().isPresent() ? requests.get(act.handleFrom().getAsInt()) : null;
            if (issuer != null) {
                around = around.with("handle_from", issuer);
            }
            Optional<Call> call =
                    issuer == null ? bindings.resolved(act) : Optional.of(bindings.raw(act));
            if (call.isEmpty()) {
                break;
            }
            long sent = System.nanoTime();
            long request = agent.send(call.get(), around);
            requests.put(act.id(), request);
            asked.add(new Asked(index, turn, call.get(), request, sent));
        }
        return asked;
    }

    /** A call by both clocks. */
    private record Clocked(Made byKit, Made byAgent, boolean isShown) {}

    /** Waits for the answers to a lane. */
    private List<Clocked> await(int index, Lane lane, List<Asked> asked, Bindings bindings) {
        AgentParticipant agent = agents.get(lane.process());
        List<Clocked> answered = new ArrayList<>();
        for (Asked one : asked) {
            if (one.lane() != index) {
                continue;
            }
            Answer answer = agent.answer(one.request());
            long received = System.nanoTime();
            if (answer.wasMade()) {
                var act = lane.turns().get(one.turn()).act();
                Call call = bindings.resolved(act).orElse(one.call());
                bindings.remember(act, answer.reply());
                answered.add(clocked(agent, one, call, answer, received));
            }
        }
        return answered;
    }

    private static Clocked clocked(
            AgentParticipant agent, Asked asked, Call call, Answer answer, long received) {
        Reply reply = answer.reply();
        boolean isAnswered = !Answers.isUnanswered(reply);
        long ended = isAnswered ? received : Made.NEVER;
        Made byKit = new Made(asked.lane(), asked.turn(), call, asked.sent(), ended, reply);
        if (!isAnswered) {
            return new Clocked(byKit, byKit, true);
        }
        boolean isShown =
                agent.isHere()
                        && answer.isTimed()
                        && asked.sent() <= answer.began()
                        && answer.began() <= answer.ended()
                        && answer.ended() <= received;
        return new Clocked(
                byKit,
                new Made(asked.lane(), asked.turn(), call, answer.began(), answer.ended(), reply),
                isShown);
    }
}
