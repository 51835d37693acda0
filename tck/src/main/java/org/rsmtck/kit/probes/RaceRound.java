package org.rsmtck.kit.probes;

import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.Reply;
import org.rsmtck.model.Import;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What several processes call at the same time, and afterwards to bring back the world that they
 * began with.
 */
record RaceRound(
        ProbeContext context, ProbeRun trial, Fixture fixture, Recording recording, int number) {
    private static final int THREADS = 4;

    /** Goes many rounds, as long as all processes are alive. */
    static void each(ProbeContext context, int processes, Consumer<RaceRound> round) {
        try (ProbeRun trial = context.trial(processes)) {
            Fixture fixture = Fixture.apart(trial);
            for (int number = 0; number < context.effort().races(); number++) {
                Recording recording = new Recording(context, trial.setting(), trial.lines());
                round.accept(new RaceRound(context, trial, fixture, recording, number));
                for (int process = 0; process < processes; process++) {
                    if (!trial.agent(process).isAlive()) {
                        return;
                    }
                }
            }
            context.note(String.format(Locale.ROOT, "%,d rounds", context.effort().races()));
        }
    }

    void connectsOfTwo() {
        long controller = recording.handle(trial, 2, Fixture.controller());
        List<Racer> racers = new ArrayList<>();
        for (int thread = 1; thread <= 2; thread++) {
            racers.add(new Racer(1, thread, connect()));
            racers.add(new Racer(2, thread, Fixture.connect(controller, fixture.segment())));
        }
        leave(racers, run(racers));
        recording.ask(trial, 2, new Call.ReleaseController(controller));
        recording.judge();
    }

    /** One of them has the id, and whoever connects to it finds that one's memory. */
    void publishesOfTwo() {
        int segment = ProbeContext.segment();
        long controller = recording.handle(trial, 2, Fixture.controller());
        long one = recording.handle(trial, 0, create(fixture.exporting(), 2 * number));
        long other = recording.handle(trial, 2, create(controller, 2 * number + 1));
        run(
                List.of(
                        new Racer(0, 1, Fixture.publish(one, segment)),
                        new Racer(2, 1, Fixture.publish(other, segment))));
        look(segment);
        recording.ask(trial, 0, new Call.ExportDestroy(one));
        look(segment);
        recording.ask(trial, 2, new Call.ExportDestroy(other));
        look(segment);
        recording.ask(trial, 2, new Call.ReleaseController(controller));
        recording.judge();
    }

    /** What there is under the id, if anything. */
    private void look(int segment) {
        Call connect = Fixture.connect(fixture.importing(), segment);
        if (recording.ask(trial, 1, connect) instanceof Reply.Handle(long handle)) {
            recording.ask(trial, 1, new Call.SetMode(handle, Import.EXPLICIT));
            recording.ask(trial, 1, new Call.Get(handle, 0, 64, Out.VALID));
            recording.ask(trial, 1, new Call.Disconnect(handle));
        }
    }

    private Call create(long controller, int fill) {
        return Fixture.create(trial, controller, Fixture.FILL + fill);
    }

    void connectsAgainstUnpublish() {
        List<Racer> racers = new ArrayList<>();
        for (int thread = 1; thread < THREADS; thread++) {
            racers.add(new Racer(1, thread, connect()));
        }
        racers.add(new Racer(0, 1, new Call.Unpublish(fixture.export())));
        leave(racers, run(racers));
        publish();
        recording.judge();
    }

    void disconnectsAgainstUnpublish() {
        List<Racer> racers = new ArrayList<>();
        for (int thread = 1; thread < THREADS; thread++) {
            if (recording.ask(trial, 1, connect()) instanceof Reply.Handle(long handle)) {
                racers.add(new Racer(1, thread, new Call.Disconnect(handle)));
            }
        }
        racers.add(new Racer(0, 1, new Call.Unpublish(fixture.export())));
        run(racers);
        publish();
        recording.judge();
    }

    private Call connect() {
        return Fixture.connect(fixture.importing(), fixture.segment());
    }

    /** Has them race, in turn with this one and that one told first. */
    private List<Reply> run(List<Racer> racers) {
        List<Racer> order = new ArrayList<>(racers);
        Collections.rotate(order, number);
        context.called(order.size());
        List<Reply> replies = Racer.race(trial, order);
        Collections.rotate(replies, -number);
        Set<Integer> refused = Racer.refusedByChance(context, racers, replies);
        Racer.record(recording, Racer.without(refused, racers), Racer.without(refused, replies));
        for (int i : refused) {
            Racer racer = racers.get(i);
            replies.set(i, recording.ask(trial, racer.process(), racer.call()));
        }
        return replies;
    }

    private void leave(List<Racer> racers, List<Reply> replies) {
        for (int i = 0; i < replies.size(); i++) {
            if (replies.get(i) instanceof Reply.Handle(long handle)) {
                recording.ask(trial, racers.get(i).process(), new Call.Disconnect(handle));
            }
        }
    }

    private void publish() {
        recording.ask(trial, 0, Fixture.publish(fixture.export(), fixture.segment()));
    }
}
