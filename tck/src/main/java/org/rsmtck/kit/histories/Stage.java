package org.rsmtck.kit.histories;

import org.rsmtck.api.Fabric;
import org.rsmtck.api.Participant;
import org.rsmtck.kit.linearizability.Budget;
import org.rsmtck.kit.target.AgentParticipant;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Where concurrent programs run, and what they are judged by.
 *
 * @param readings what the target may be, as far as its choices are known
 * @param threads that lanes in this process run on
 * @param patience how long lanes may take before a call of theirs counts as hanging
 */
record Stage(
        Fabric fabric,
        Model model,
        Set<Interpretation> readings,
        LaneThreads threads,
        Duration patience) {
    private static final long MOST_STEPS = 100_000;
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** What judging one history may be. */
    static Budget work() {
        return new Budget(MOST_STEPS, LONGEST);
    }

    /** Who makes the calls of lanes: the threads of these processes, wherever those are. */
    Crew crew(List<Participant> participants) {
        List<AgentParticipant> agents = new ArrayList<>();
        for (Participant participant : participants) {
            if (participant instanceof AgentParticipant agent) {
                agents.add(agent);
            }
        }
        return agents.size() == participants.size()
                ? new AgentCrew(agents)
                : new ThreadCrew(threads, participants, patience);
    }
}
