package org.rsmtck.kit.probes;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.model.Import;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * Calls of an importer on a few connections, live and given back, one after another: each by one of
 * two threads, which go on with what the other has made or ended.
 */
final class ThreadWalk {
    private static final int EXPORTER = 0;
    private static final int IMPORTER = 1;
    private static final int MOST_CONNECTIONS = 4;
    private static final int STEPS = 80;

    /** One step in so many is by the other thread than the one before. */
    private static final int TURNS = 2;

    private final ProbeRun trial;
    private final Fixture fixture;
    private final Random random;
    private final Deque<Long> connections = new ArrayDeque<>();
    private int thread = 1;
    private long word;

    private ThreadWalk(ProbeRun trial, Random random) {
        this.trial = trial;
        this.fixture = Fixture.apart(trial);
        this.random = random;
        connections.add(fixture.connection());
    }

    static void go(ProbeContext context, Random random) {
        try (ProbeRun trial = context.trial(2)) {
            ThreadWalk walk = new ThreadWalk(trial, random);
            for (int step = 0; step < STEPS; step++) {
                walk.step();
            }
        }
    }

    private void step() {
        if (random.nextInt(TURNS) == 0) {
            thread = 3 - thread;
        }
        long handle = any();
        switch (random.nextInt(10)) {
            case 0 -> connect();
            case 1 -> importer(new Call.Disconnect(handle));
            case 2 -> exporter(new Call.Unpublish(fixture.export()));
            case 3, 4 -> exporter(Fixture.publish(fixture.export(), fixture.segment()));
            case 5 -> importer(new Call.Put(handle, 8, Bytes.ofWord(++word), Out.VALID));
            case 6 ->
                    importer(
                            new Call.Map(
                                    handle, Permission.READ_WRITE, 0, fixture.page(), Out.VALID));
            case 7 -> importer(new Call.Unmap(handle));
            default -> importer(new Call.Get(handle, 0, 64, Out.VALID));
        }
    }

    private long any() {
        List<Long> all = new ArrayList<>(connections);
        return all.get(random.nextInt(all.size()));
    }

    private void connect() {
        Call connect = Fixture.connect(fixture.importing(), fixture.segment());
        if (!(importer(connect) instanceof Reply.Handle(long handle))) {
            return;
        }
        importer(new Call.SetMode(handle, Import.EXPLICIT));
        connections.add(handle);
        if (connections.size() > MOST_CONNECTIONS) {
            connections.remove();
        }
    }

    private Reply importer(Call call) {
        return by(IMPORTER, call);
    }

    private void exporter(Call call) {
        by(EXPORTER, call);
    }

    private Reply by(int process, Call call) {
        return trial.sayIfPromised(process, call, Line.EMPTY.with("thread", thread))
                .orElse(Reply.done());
    }
}
