package org.rsmtck.kit.probes;

import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.target.AgentParticipant;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.model.Import;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** More connections, and more publications, than any count of the catalogue. */
final class CrowdProbes {
    private static final int EXPORTER = 0;
    private static final int IMPORTER = 1;

    /** A process on the JVM takes longer for a call. */
    private static final int SLOW = 20;

    /** One in so many is looked at when all are there, and the first and the last. */
    private static final int LOOKED_AT = 500;

    /** So many others there are at most. */
    private static final int BESIDES = 8;

    /** So many that neither pipe of an agent is ever full. */
    private static final int AHEAD = 64;

    private CrowdProbes() {}

    static List<Probe> all() {
        return List.of(
                Probe.of(
                        "thousands of connections at a time",
                        List.of("connect/creates-import", "frame/others-untouched"),
                        CrowdProbes::connections),
                Probe.of(
                        "a connection that was cut off, through tens of thousands of publications",
                        List.of("frame/forced-disconnect"),
                        CrowdProbes::publications));
    }

    /** Where no more are to be had, as many as there are: how many there may be nobody says. */
    private static void connections(ProbeContext context) {
        try (ProbeRun trial = context.trial(2)) {
            Fixture fixture = Fixture.apart(trial);
            Call connect = Fixture.connect(fixture.importing(), fixture.segment());
            List<Long> handles = connected(context, trial, connect);
            int count = handles.size();
            for (int i = 0; i < count; i++) {
                if (i % LOOKED_AT == 0 || i == count - 1) {
                    look(trial, connect, handles.get(i));
                }
            }
            for (int i = 0; i < count; i++) {
                if (i % LOOKED_AT != 0 && i != count - 1) {
                    trial.ask(IMPORTER, new Call.Disconnect(handles.get(i)));
                }
            }
            look(trial, connect, trial.unjudgedHandle(IMPORTER, connect));
            trial.sayIfPromised(IMPORTER, new Call.Get(fixture.connection(), 0, 64, Out.VALID));
            trial.sayIfPromised(EXPORTER, new Call.Unpublish(fixture.export()));
            context.note(String.format(Locale.ROOT, "%,d connections", count));
        }
    }

    /** What was refused by chance when more was under way leaves nobody knows what: all anew. */
    private static void publications(ProbeContext context) {
        try {
            publish(context);
        } catch (UnlikeOthersException e) {
            context.beCareful();
            publish(context);
        }
    }

    /** Whoever counts publications has seen this one before, where the count is too short. */
    private static void publish(ProbeContext context) {
        int usual = context.effort().many();
        int most = context.fabric().isSlowToStart() ? usual / SLOW : usual;
        try (ProbeRun trial = context.trial(2)) {
            Fixture fixture = Fixture.apart(trial);
            Call publish = Fixture.publish(fixture.export(), fixture.segment());
            Call unpublish = new Call.Unpublish(fixture.export());
            trial.done(EXPORTER, unpublish);
            int done = 1;
            for (int bits = 4; 1 << bits < most && !context.isLong(); bits++) {
                for (int number = 1 << bits; number <= (1 << bits) + 1; number++) {
                    int between = number - done - 1;
                    Rounds.of(publish, unpublish).go(context, trial, EXPORTER, between);
                    trial.done(EXPORTER, publish);
                    trial.sayIfPromised(
                            IMPORTER, new Call.Get(fixture.connection(), 0, 64, Out.VALID));
                    trial.done(EXPORTER, unpublish);
                    done = number;
                }
            }
            trial.sayIfPromised(IMPORTER, new Call.Disconnect(fixture.connection()));
            context.note(String.format(Locale.ROOT, "%,d publications", done));
        }
    }

    /** It is as good as if it were the only one. */
    private static void look(ProbeRun trial, Call connect, long handle) {
        trial.observe(IMPORTER, connect, new Reply.Handle(handle));
        trial.sayIfPromised(IMPORTER, new Call.SetMode(handle, Import.EXPLICIT));
        trial.sayIfPromised(IMPORTER, new Call.Get(handle, 0, 64, Out.VALID));
        trial.sayIfPromised(IMPORTER, new Call.Disconnect(handle));
    }

    private static List<Long> connected(ProbeContext context, ProbeRun trial, Call connect) {
        AgentParticipant importer = trial.agent(IMPORTER);
        long room = context.fabric().capabilities().limits().imports() - BESIDES;
        long most = Math.min(context.effort().connections(), room);
        List<Long> handles = new ArrayList<>();
        Deque<Long> open = new ArrayDeque<>();
        int refused = 0;
        for (int i = 0; i < most && refused < Insistence.MOST_TRIES; i++) {
            open.add(importer.send(connect, Line.EMPTY));
            if (open.size() > AHEAD) {
                refused += refusal(context, trial, connect, importer.await(open.remove()), handles);
            }
        }
        while (!open.isEmpty()) {
            refused += refusal(context, trial, connect, importer.await(open.remove()), handles);
        }
        context.called(most);
        // What it takes to look at the others may be what there is no more of.
        for (int i = 0; i < Math.min(refused, BESIDES) && !handles.isEmpty(); i++) {
            trial.ask(IMPORTER, new Call.Disconnect(handles.removeLast()));
        }
        return handles;
    }

    /** Takes in a handle; 1 where it was refused, as connects beyond what there is room for are. */
    private static int refusal(
            ProbeContext context, ProbeRun trial, Call connect, Reply reply, List<Long> handles) {
        if (reply instanceof Reply.Handle(long handle)) {
            handles.add(handle);
            return 0;
        }
        if (!context.isByChance(IMPORTER, connect, reply)) {
            trial.observe(IMPORTER, connect, reply);
        }
        return 1;
    }
}
