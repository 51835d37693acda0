package org.rsmtck.kit.probes;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.kit.wire.Line;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Threads that go their own ways beside each other, and what is left of them when they end. */
final class ThreadProbes {
    private static final long SEED = 0x7EAD;
    private static final int THREADS = 3;

    /** How much later than another a thread may begin: about as long as all of its calls take. */
    private static final int MOST_NANOS = 300_000;

    /** A process on the JVM takes a hundred times as long to start as another. */
    private static final int SLOW = 10;

    private static final Line FIRST = Line.EMPTY.with("thread", 1);

    private ThreadProbes() {}

    static List<Probe> all() {
        return List.of(
                Probe.of(
                        "several threads, each with segments and connections of its own",
                        List.of("connect/MT-safe", "disconnect/MT-safe"),
                        ThreadProbes::lives),
                Probe.of(
                        "two threads in turn, on the same connections",
                        List.of("disconnect/breaks-connection", "connect/logical-connection"),
                        ThreadProbes::inTurn),
                Probe.of(
                        "what a thread has made and used, when that thread has ended",
                        List.of("connect/logical-connection", "disconnect/always-possible"),
                        ThreadProbes::ended));
    }

    private static void lives(ProbeContext context) {
        Random random = new Random(SEED);
        try (ProbeRun trial = context.trial(1)) {
            int rounds = context.effort().races();
            for (int round = 0; round < rounds && trial.agent(0).isAlive(); round++) {
                List<ThreadLife> lives = new ArrayList<>();
                for (int thread = 1; thread <= THREADS; thread++) {
                    Line start =
                            Line.EMPTY
                                    .with("meeting", round + 1)
                                    .with("parties", THREADS)
                                    .with("processor", thread)
                                    .with("delay", random.nextInt(MOST_NANOS));
                    int number = round * THREADS + thread;
                    lives.add(
                            ThreadLife.sent(
                                    context, trial, thread, Fixture.FILL + number, number, start));
                }
                lives.forEach(ThreadLife::judge);
            }
            context.note(String.format(Locale.ROOT, "%,d rounds of %d threads", rounds, THREADS));
        }
    }

    private static void inTurn(ProbeContext context) {
        int usual = context.effort().walks();
        int walks = context.fabric().isSlowToStart() ? usual / SLOW : usual;
        for (int walk = 0; walk < walks; walk++) {
            ThreadWalk.go(context, new Random(SEED + walk));
        }
        context.note(walks + " walks");
    }

    /** Of what there was before, too, which the thread has used. */
    private static void ended(ProbeContext context) {
        try (ProbeRun trial = context.trial(2)) {
            trial.demandEnds(0);
            trial.demandEnds(1);
            Fixture before = Fixture.apart(trial);
            trial.say(1, new Call.Get(before.connection(), 0, 64, Out.VALID), FIRST);
            Fixture made = Fixture.apart(trial, FIRST);
            long other = trial.handle(1, Fixture.connect(made.importing(), made.segment()), FIRST);
            long last = trial.handle(1, Fixture.connect(made.importing(), made.segment()), FIRST);
            trial.say(
                    1,
                    new Call.Map(
                            made.connection(), Permission.READ_WRITE, 0, made.page(), Out.VALID),
                    FIRST);
            trial.say(1, new Call.Disconnect(other), FIRST);
            for (int process = 0; process < 2; process++) {
                trial.agent(process).ends().thread(1);
            }
            look(trial, before);
            look(trial, made);
            trial.sayIfPromised(1, new Call.Disconnect(last));
            trial.sayIfPromised(1, new Call.Load(made.connection(), 0, 64));
            trial.sayIfPromised(1, new Call.Unmap(made.connection()));
            trial.sayIfPromised(1, new Call.Disconnect(made.connection()));
            trial.sayIfPromised(0, new Call.Unpublish(made.export()));
            trial.sayIfPromised(0, new Call.ExportDestroy(made.export()));
            trial.sayIfPromised(1, new Call.ReleaseController(made.importing()));
        }
    }

    private static void look(ProbeRun trial, Fixture fixture) {
        trial.sayIfPromised(1, new Call.Get(fixture.connection(), 0, 64, Out.VALID));
        trial.sayIfPromised(1, new Call.Put(fixture.connection(), 0, Bytes.ofWord(5), Out.VALID));
        trial.sayIfPromised(0, new Call.ExporterRead(fixture.export(), 0, 64));
        trial.sayIfPromised(1, new Call.SignalPost(fixture.connection(), 0));
        trial.sayIfPromised(0, new Call.SignalWait(fixture.export(), 0));
        long another = fixture.connected();
        trial.sayIfPromised(1, new Call.Disconnect(another));
    }
}
