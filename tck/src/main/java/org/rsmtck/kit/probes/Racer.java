package org.rsmtck.kit.probes;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.wire.Line;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

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

    /** Which of them were refused by a shortage or a signal that nobody brought about. */
    static Set<Integer> refusedByChance(
            ProbeContext context, List<Racer> racers, List<Reply> replies) {
        Set<Integer> refused = new TreeSet<>();
        for (int i = 0; i < replies.size(); i++) {
            Racer racer = racers.get(i);
            if (context.isByChance(racer.process, racer.call, replies.get(i))) {
                refused.add(i);
            }
        }
        return refused;
    }

    /** Those at other places. */
    static <T> List<T> without(Set<Integer> places, List<T> all) {
        return IntStream.range(0, all.size())
                .filter(i -> !places.contains(i))
                .<T>mapToObj(all::get)
                .toList();
    }

    static void record(Recording recording, List<Racer> racers, List<Reply> replies) {
        List<Integer> acts = new ArrayList<>();
        racers.forEach(racer -> acts.add(recording.begun(racer.process, racer.call)));
        for (int i = 0; i < racers.size(); i++) {
            recording.returned(acts.get(i), replies.get(i));
        }
    }
}
