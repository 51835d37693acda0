package org.rsmtck.kit.probes;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Narrative;
import org.rsmtck.kit.target.Answers;
import org.rsmtck.kit.wire.Line;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Calls that are each made in the same situation. What the model promises of them comes first, and
 * is judged; then the rest, where it counts whether the process survives. One that is not answered
 * right, or not at all, is made once more on processes of its own; the others go on without it.
 */
final class BoundaryCalls {
    private static final String POINTER = "pointer";

    /** So many wrong replies are enough: each more would cost two starts of every process. */
    private static final int ENOUGH = 16;

    /**
     * One call.
     *
     * @param name in words
     * @param aimed what is to be called, once everything is in place
     */
    record BoundaryCall(String name, Function<Fixture, Aimed> aimed) {}

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
            return isOdd() ? Line.EMPTY.with(POINTER, pointer) : Line.EMPTY;
        }
    }

    private final ProbeContext context;
    private final int processes;
    private final Function<ProbeRun, Fixture> prepared;
    private final List<BoundaryCall> unpromised = new ArrayList<>();

    private BoundaryCalls(
            ProbeContext context, int processes, Function<ProbeRun, Fixture> prepared) {
        this.context = context;
        this.processes = processes;
        this.prepared = prepared;
    }

    /** Makes the calls in one process, which exports and imports. */
    static void alone(ProbeContext context, List<BoundaryCall> shots) {
        new BoundaryCalls(context, 1, Fixture::alone).all(shots);
    }

    /** Makes the calls where one process exports and another imports. */
    static void apart(ProbeContext context, List<BoundaryCall> shots) {
        new BoundaryCalls(context, 2, Fixture::apart).all(shots);
    }

    private void all(List<BoundaryCall> shots) {
        List<BoundaryCall> left = shots;
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
    private List<BoundaryCall> judged(List<BoundaryCall> shots) {
        try (ProbeRun trial = context.trial(processes)) {
            Fixture fixture = prepared.apply(trial);
            for (int i = 0; i < shots.size(); i++) {
                BoundaryCall shot = shots.get(i);
                try {
                    judge(fixture, shot);
                } catch (ProbeFailedException together) {
                    context.add(alone(shot, together));
                    return context.broken().size() < ENOUGH
                            ? shots.subList(i + 1, shots.size())
                            : List.of();
                }
            }
            survive(fixture);
            return List.of();
        }
    }

    /** The same on processes of its own: a shorter story, if it is one. */
    private ProbeFailedException alone(BoundaryCall shot, ProbeFailedException together) {
        try (ProbeRun trial = context.trial(processes)) {
            judge(prepared.apply(trial), shot);
        } catch (ProbeFailedException alone) {
            return alone.isHang() ? alone.saying("a second run hung as the first did") : alone;
        }
        if (together.isHang()) {
            throw new NotReadyException(
                    shot.name() + " was not answered in time once, and was when it was repeated");
        }
        return together.saying("on processes of its own the call was answered right");
    }

    private void judge(Fixture fixture, BoundaryCall shot) {
        Aimed aimed = shot.aimed().apply(fixture);
        ProbeRun trial = fixture.trial();
        if (context.fabric().lacking(aimed.call()).isPresent()
                || !trial.hasRoom(aimed.process(), aimed.call())) {
            return;
        }
        if (aimed.isOdd() || !trial.isPromised(aimed.process(), aimed.call())) {
            unpromised.add(shot);
            return;
        }
        Reply reply = trial.askToBeJudged(aimed.process(), aimed.call(), Line.EMPTY);
        if (Answers.isUnable(reply)) {
            return;
        }
        trial.observe(aimed.process(), aimed.call(), reply);
        context.judged();
        if (reply instanceof Reply.Success) {
            tidy(trial, aimed, reply);
        }
    }

    /** Takes back what the call has made, so that many of its kind can follow. */
    private static void tidy(ProbeRun trial, Aimed aimed, Reply reply) {
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
                    case Call.ReleaseController _,
                            Call.GetControllerAttributes _,
                            Call.GetTopology _,
                            Call.GetSegmentIdRange _,
                            Call.ExportDestroy _,
                            Call.Rebind _,
                            Call.Republish _,
                            Call.Unpublish _,
                            Call.Disconnect _,
                            Call.Unmap _,
                            Call.Reading _,
                            Call.Writing _,
                            Call.InitBarrier _,
                            Call.OnBarrier _,
                            Call.SetMode _,
                            Call.GetMode _,
                            Call.ReleasePollfd _,
                            Call.SignalPost _,
                            Call.SignalWait _ ->
                            null;
                };
        if (back != null && trial.isPromised(process, back)) {
            trial.say(process, back);
        }
    }

    private void survived() {
        try (ProbeRun trial = context.trial(processes)) {
            survive(prepared.apply(trial));
        }
    }

    /** Makes calls that nothing is promised of, until one is the end of a process. */
    private void survive(Fixture fixture) {
        for (int made = 0; !unpromised.isEmpty(); made++) {
            BoundaryCall shot = unpromised.getFirst();
            Reply reply;
            try {
                reply = fire(fixture, shot);
            } catch (ProbeFailedException | NotReadyException e) {
                if (made == 0) {
                    throw e;
                }
                // An earlier wrong call has had its effect, as it may: on with fresh processes.
                return;
            }
            unpromised.removeFirst();
            if (Answers.isUnable(reply)) {
                continue;
            }
            if (reply instanceof Reply.NoReply) {
                context.odd(shot.name() + ": " + Narrative.tell(reply) + aside(shot, made));
                return;
            }
            context.survived();
        }
    }

    /** What is to be added of a call that was not the first of its process. */
    private String aside(BoundaryCall shot, int before) {
        if (before == 0) {
            return "";
        }
        try (ProbeRun trial = context.trial(processes)) {
            Reply reply = fire(prepared.apply(trial), shot);
            return reply instanceof Reply.NoReply
                    ? ""
                    : " (not on a process of its own: an earlier wrong call may have led there)";
        }
    }

    private static Reply fire(Fixture fixture, BoundaryCall shot) {
        Aimed aimed = shot.aimed().apply(fixture);
        return fixture.trial().ask(aimed.process(), aimed.call(), aimed.around());
    }
}
