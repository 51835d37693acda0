package org.rsmtck.kit.probes;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.wire.Line;

import java.util.List;

/** Nothing happens for a while; and one thread waits while another one goes on. */
final class WaitProbes {
    private static final long IDLE_MILLIS = 700;

    /** Longer than any call may take that does not wait. */
    private static final int LONG_MILLIS = 60_000;

    private static final long UNTIL_IT_WAITS_MILLIS = 100;

    private WaitProbes() {}

    static List<Probe> all() {
        return List.of(
                Probe.of(
                        "a connection that nobody uses for a while",
                        List.of("connect/logical-connection"),
                        WaitProbes::idle),
                Probe.of(
                        "a thread that waits for a signal while another one calls and posts it",
                        List.of("connect/MT-safe", "disconnect/MT-safe"),
                        WaitProbes::waiting),
                Probe.of(
                        "threads that wait for signals of two segments",
                        List.of("signal_wait/counted", "signal_wait/TIMEOUT"),
                        WaitProbes::together));
    }

    private static void idle(ProbeContext context) {
        try (ProbeRun trial = context.trial(2)) {
            Fixture fixture = Fixture.apart(trial);
            long used = fixture.connection();
            long mapped = fixture.connected();
            trial.done(
                    1, new Call.Map(mapped, Permission.READ_WRITE, 0, fixture.page(), Out.VALID));
            trial.sayIfPromised(1, new Call.Get(used, 0, 64, Out.VALID));
            pause(IDLE_MILLIS);
            for (Call call :
                    List.of(
                            new Call.Get(used, 0, 64, Out.VALID),
                            new Call.Put(used, 8, Bytes.ofWord(7), Out.VALID),
                            new Call.Load(mapped, 0, 64),
                            new Call.Store(mapped, 16, Bytes.ofWord(9)),
                            new Call.SignalPost(used, 0),
                            new Call.Unmap(mapped),
                            new Call.Disconnect(mapped))) {
                trial.sayIfPromised(1, call);
            }
            trial.sayIfPromised(0, new Call.ExporterRead(fixture.export(), 0, 64));
            trial.sayIfPromised(0, new Call.SignalWait(fixture.export(), 0));
            trial.sayIfPromised(1, Fixture.connect(fixture.importing(), fixture.segment()));
            trial.sayIfPromised(1, new Call.Disconnect(used));
        }
    }

    private static void waiting(ProbeContext context) {
        try (ProbeRun trial = context.trial(1)) {
            Fixture fixture = Fixture.alone(trial);
            Waiting waiting = Waiting.begun(trial, 1, wait(context, fixture));
            pause(UNTIL_IT_WAITS_MILLIS);
            trial.sayIfPromised(0, new Call.GetMode(fixture.connection()));
            trial.sayIfPromised(0, new Call.Get(fixture.connection(), 0, 64, Out.VALID));
            trial.sayIfPromised(0, post(fixture));
            waiting.end(context);
            trial.sayIfPromised(0, new Call.Disconnect(fixture.connection()));
        }
    }

    /** The signal is for the one that came last. */
    private static void together(ProbeContext context) {
        try (ProbeRun trial = context.trial(1)) {
            Fixture first = Fixture.alone(trial);
            Fixture last = Fixture.alone(trial);
            Waiting ofFirst = Waiting.begun(trial, 1, wait(context, first));
            pause(UNTIL_IT_WAITS_MILLIS);
            Waiting ofLast = Waiting.begun(trial, 2, wait(context, last));
            pause(UNTIL_IT_WAITS_MILLIS);
            trial.sayIfPromised(0, post(last));
            ofLast.end(context);
            trial.sayIfPromised(0, post(first));
            ofFirst.end(context);
            trial.sayIfPromised(0, new Call.Disconnect(first.connection()));
            trial.sayIfPromised(0, new Call.Disconnect(last.connection()));
        }
    }

    private static Call post(Fixture fixture) {
        return new Call.SignalPost(fixture.connection(), 0);
    }

    private static Call wait(ProbeContext context, Fixture fixture) {
        Call wait = new Call.SignalWait(fixture.export(), LONG_MILLIS);
        for (Call call : List.of(wait, post(fixture))) {
            if (context.fabric().lacking(call).isPresent()
                    || !fixture.trial().judge().isPromised(0, call)) {
                throw new NotApplicableException(
                        call.word() + " is not there, or nothing is promised of it");
            }
        }
        return wait;
    }

    /** A wait of a thread of its own. */
    private record Waiting(ProbeRun trial, Call call, long request) {
        static Waiting begun(ProbeRun trial, int thread, Call call) {
            Line around = Line.EMPTY.with("thread", thread);
            return new Waiting(trial, call, trial.agent(0).send(call, around));
        }

        /** Takes in the reply, when it comes; one that was refused by chance is made again. */
        void end(ProbeContext context) {
            Reply reply = trial.agent(0).await(request);
            trial.observe(
                    0, call, context.isByChance(0, call, reply) ? trial.insist(0, call) : reply);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a probe was running", e);
        }
    }
}
