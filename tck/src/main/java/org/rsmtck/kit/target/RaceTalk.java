package org.rsmtck.kit.target;

import org.rsmtck.api.Call;
import org.rsmtck.kit.wire.Line;

import java.util.function.Function;

/** Tells an agent the calls of races, and has it run trials of them. */
public final class RaceTalk {
    private final Tenure tenure;
    private final Function<Call, Line> lines;

    /**
     * @param lines calls as the agent is asked for them
     */
    RaceTalk(Tenure tenure, Function<Call, Line> lines) {
        this.tenure = tenure;
        this.lines = lines;
    }

    /**
     * Tells the agent of a call of a race, which it makes in each trial and not now.
     *
     * @param around where in the race it belongs
     * @return the number by which later calls of the race refer to it
     * @throws AgentDiedException if there is no answer
     * @throws TargetSetupException if the agent cannot take it in
     */
    public long tell(Call call, Line around) {
        tenure.arrive();
        long request = tenure.process().send(lines.apply(call).with(around));
        Line answer = answer(request);
        if (!answer.has("reply")) {
            throw new TargetSetupException("the agent was told of a race and answered " + answer);
        }
        return request;
    }

    /**
     * Has the agent run trials of the race that it was told of last.
     *
     * @param trials at most
     * @param milliseconds in which to begin them
     * @return the answer, with the fields of the protocol
     * @throws AgentDiedException if there is no answer
     * @throws TargetSetupException if the agent cannot run it
     */
    public Line run(long race, long trials, long milliseconds) {
        Line request =
                AgentProcess.request("race")
                        .with("race", race)
                        .with("trials", trials)
                        .with("milliseconds", milliseconds);
        Line answer = answer(tenure.process().send(request));
        if (!answer.has("outcomes")) {
            throw new TargetSetupException("the agent was to run a race and answered " + answer);
        }
        return answer;
    }

    private Line answer(long request) {
        try {
            return tenure.process().await(request);
        } catch (AgentSpeaksOtherwiseException e) {
            throw new TargetSetupException("the agent speaks otherwise: " + e.getMessage(), e);
        }
    }
}
