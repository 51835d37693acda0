package org.rsmtck.kit.probes;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Narrative;
import org.rsmtck.kit.plug.AgentParticipant;
import org.rsmtck.wire.Line;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Calls that are each made in the same situation. What the model promises of them comes first, and
 * is judged; then the rest, where it counts whether the process survives. One that is not answered
 * right, or not at all, is made once more on processes of its own; the others go on without it.
 */
final class Shots {
    private static final String POINTER = "pointer";

    /** So many wrong replies are enough: each more would cost two starts of every process. */
    private static final int ENOUGH = 16;

    /**
     * One call.
     *
     * @param name in words
     * @param aimed what is to be called, once everything is in place
     */
    record Shot(String name, Function<Props, Aimed> aimed) {}

    /**
     * A call that is ready to be made.
     *
     * @param pointer the agent's word for a pointer that the call itself cannot tell of; or empty
     */
    record Aimed(int process, Call call, String pointer) {
        static Aimed by(int process, Call call) {
            return new Aimed(process, call, "");
        }

        private boolean isOdd() {
            return !pointer.isEmpty();
        }

        private Line around() {
            return isOdd() ? Line.EMPTY.with(POINTER, pointer) : Trial.PLAIN;
        }
    }

    private final Bench bench;
    private final int processes;
    private final Function<Trial, Props> prepared;
    private final List<Shot> unpromised = new ArrayList<>();

    private Shots(Bench bench, int processes, Function<Trial, Props> prepared) {
        this.bench = bench;
        this.processes = processes;
        this.prepared = prepared;
    }

    /** Makes the calls in one process, which exports and imports. */
    static void alone(Bench bench, List<Shot> shots) {
        new Shots(bench, 1, Props::alone).all(shots);
    }

    /** Makes the calls where one process exports and another imports. */
    static void apart(Bench bench, List<Shot> shots) {
        new Shots(bench, 2, Props::apart).all(shots);
    }

    private void all(List<Shot> shots) {
        List<Shot> left = shots;
        while (!left.isEmpty()) {
            left = judged(left);
        }
        while (!unpromised.isEmpty()) {
            survived();
        }
    }

    /**
     * Makes the calls as far as they are right, and says which are still to be made. After the last
     * one nothing is judged any more on these processes, so that the rest may follow.
     */
    private List<Shot> judged(List<Shot> shots) {
        try (Trial trial = bench.trial(processes)) {
            Props props = prepared.apply(trial);
            for (int i = 0; i < shots.size(); i++) {
                Shot shot = shots.get(i);
                try {
                    judge(props, shot);
                } catch (Broken together) {
                    bench.add(alone(shot, together));
                    return bench.broken().size() < ENOUGH
                            ? shots.subList(i + 1, shots.size())
                            : List.of();
                }
            }
            survive(props);
            return List.of();
        }
    }

    /** The same on processes of its own: a shorter story, if it is one. */
    private Broken alone(Shot shot, Broken together) {
        try (Trial trial = bench.trial(processes)) {
            judge(prepared.apply(trial), shot);
        } catch (Broken alone) {
            return alone.isHang() ? alone.saying("a second run hung as the first did") : alone;
        }
        if (together.isHang()) {
            throw new Unready(
                    shot.name() + " was not answered in time once, and was when it was repeated");
        }
        return together.saying("on processes of its own the call was answered right");
    }

    private void judge(Props props, Shot shot) {
        Aimed aimed = shot.aimed().apply(props);
        Trial trial = props.trial();
        if (bench.fabric().lacking(aimed.call()).isPresent()
                || !trial.hasRoom(aimed.process(), aimed.call())) {
            return;
        }
        if (aimed.isOdd() || !trial.isPromised(aimed.process(), aimed.call())) {
            unpromised.add(shot);
            return;
        }
        Reply reply = trial.ask(aimed.process(), aimed.call(), Trial.PLAIN);
        if (AgentParticipant.isUnable(reply)) {
            return;
        }
        trial.observe(aimed.process(), aimed.call(), reply);
        bench.judged();
        if (reply instanceof Reply.Success) {
            tidy(trial, aimed, reply);
        }
    }

    /** Takes back what the call has made, so that many of its kind can follow. */
    private static void tidy(Trial trial, Aimed aimed, Reply reply) {
        int process = aimed.process();
        long handle = reply instanceof Reply.Handle(long made) ? made : 0;
        Call back =
                switch (aimed.call()) {
                    case Call.Connect c -> new Call.Disconnect(handle);
                    case Call.ExportCreate c -> new Call.ExportDestroy(handle);
                    case Call.GetController c -> new Call.ReleaseController(handle);
                    case Call.Publish c -> new Call.Unpublish(c.handle());
                    case Call.Map c -> new Call.Unmap(c.handle());
                    case Call.GetPollfd c -> new Call.ReleasePollfd(c.handle());
                    default -> null;
                };
        if (back != null && trial.isPromised(process, back)) {
            trial.say(process, back);
        }
    }

    private void survived() {
        try (Trial trial = bench.trial(processes)) {
            survive(prepared.apply(trial));
        }
    }

    /** Makes calls that nothing is promised of, until one is the end of a process. */
    private void survive(Props props) {
        for (int made = 0; !unpromised.isEmpty(); made++) {
            Shot shot = unpromised.getFirst();
            Reply reply;
            try {
                reply = fire(props, shot);
            } catch (Broken | Unready e) {
                if (made == 0) {
                    throw e;
                }
                // An earlier wrong call has had its effect, as it may: on with fresh processes.
                return;
            }
            unpromised.removeFirst();
            if (AgentParticipant.isUnable(reply)) {
                continue;
            }
            if (reply instanceof Reply.NoReply) {
                bench.odd(shot.name() + ": " + Narrative.tell(reply) + aside(shot, made));
                return;
            }
            bench.survived();
        }
    }

    /** What is to be added of a call that was not the first of its process. */
    private String aside(Shot shot, int before) {
        if (before == 0) {
            return "";
        }
        try (Trial trial = bench.trial(processes)) {
            Reply reply = fire(prepared.apply(trial), shot);
            return reply instanceof Reply.NoReply
                    ? ""
                    : " (not on a process of its own: an earlier wrong call may have led there)";
        }
    }

    private static Reply fire(Props props, Shot shot) {
        Aimed aimed = shot.aimed().apply(props);
        return props.trial().ask(aimed.process(), aimed.call(), aimed.around());
    }
}
