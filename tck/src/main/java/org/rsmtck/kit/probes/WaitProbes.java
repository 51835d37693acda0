package org.rsmtck.kit.probes;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.judge.Uncaused;
import org.rsmtck.kit.wire.Line;

import java.util.List;
import java.util.concurrent.CompletableFuture;

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
                        WaitProbes::waiting));
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
            Call wait = new Call.SignalWait(fixture.export(), LONG_MILLIS);
            Call post = new Call.SignalPost(fixture.connection(), 0);
            for (Call call : List.of(wait, post)) {
                if (context.fabric().lacking(call).isPresent() || !trial.isPromised(0, call)) {
                    throw new NotApplicableException(
                            call.word() + " is not there, or nothing is promised of it");
                }
            }
            CompletableFuture<Reply> waited =
                    CompletableFuture.supplyAsync(() ->
                            Insistence.answer(
                                    () -> trial.agent(0).call(wait, Line.EMPTY.with("thread", 1)),
                                    reply -> isByChance(context, wait, reply)));
            pause(UNTIL_IT_WAITS_MILLIS);
            trial.sayIfPromised(0, new Call.GetMode(fixture.connection()));
            trial.sayIfPromised(0, new Call.Get(fixture.connection(), 0, 64, Out.VALID));
            trial.sayIfPromised(0, post);
            trial.observe(0, wait, waited.join());
            trial.sayIfPromised(0, new Call.Disconnect(fixture.connection()));
        }
    }

    /** Without counting it, which is for one thread. */
    private static boolean isByChance(ProbeContext context, Call wait, Reply reply) {
        return Uncaused.isOne(context.model(), new Observation.Called(0, wait, reply));
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
