package org.rsmtck.kit.probes;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.wire.Line;

import java.util.ArrayList;
import java.util.List;

/** A call that is made at the same time as others, and who makes it. */
record Racer(int process, int thread, Call call) {

    /** Has them call at the same time; the replies, in the same order. */
    static List<Reply> race(ProbeRun trial, List<Racer> racers) {
        List<Long> requests = new ArrayList<>();
        for (Racer racer : racers) {
            Line around = Line.EMPTY.with("thread", racer.thread);
            requests.add(trial.agent(racer.process).send(racer.call, around));
        }
        List<Reply> replies = new ArrayList<>();
        for (int i = 0; i < racers.size(); i++) {
            replies.add(trial.agent(racers.get(i).process).await(requests.get(i)));
        }
        return replies;
    }

    static void record(Recording recording, List<Racer> racers, List<Reply> replies) {
        List<Integer> acts = new ArrayList<>();
        racers.forEach(racer -> acts.add(recording.begun(racer.process, racer.call)));
        for (int i = 0; i < racers.size(); i++) {
            recording.returned(acts.get(i), replies.get(i));
        }
    }
}
