package org.rsmtck.kit.history;

import org.rsmtck.api.AccessList;
import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.api.Session;
import org.rsmtck.api.Topology;
import org.rsmtck.api.Topology.Link;
import org.rsmtck.api.Topology.Port;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.simulated.ModelFabric;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;

/** Histories that are hard to judge, each in its own way. */
final class JudgeHistories {
    private static final int SEGMENT = 0x400000;
    private static final Setting SETTING = setting();

    private final Session session;
    private final List<Participant> participants = new ArrayList<>();
    private final List<Observation> lines = new ArrayList<>();

    /** From where on calls are open. */
    enum Place {
        BEGINNING("the beginning", 0),
        MIDDLE("the middle", 1),
        END("the end", 2);

        private final String words;
        private final int halves;

        Place(String words, int halves) {
            this.words = words;
            this.halves = halves;
        }

        String words() {
            return words;
        }
    }

    private JudgeHistories(Model model) {
        session =
                ModelFabric.of("right", model)
                        .choosing(steps ->
                                steps.stream()
                                        .filter(step -> step.reply() instanceof Reply.Success)
                                        .findFirst()
                                        .orElse(steps.getFirst()))
                        .open(SETTING.topology());
        for (Setting.Member member : SETTING.members()) {
            participants.add(session.attach(member.node(), member.who()));
        }
    }

    /** An exporter on one node, and twelve processes on another. */
    private static Setting setting() {
        List<Setting.Member> members = new ArrayList<>();
        for (int i = 0; i <= 12; i++) {
            members.add(new Setting.Member(i == 0 ? 1 : 2, Credentials.user(1001, 101, 022)));
        }
        return new Setting(
                new Topology(
                        List.of(
                                new Topology.Node(1, List.of("wire0")),
                                new Topology.Node(2, List.of("wire0"))),
                        Set.of(new Link(new Port(1, "wire0"), new Port(2, "wire0")))),
                members);
    }

    private Reply say(int process, Call call) {
        Reply reply = participants.get(process).call(call);
        lines.add(new Observation.Called(process, call, reply));
        return reply;
    }

    private long handle(int process, Call call) {
        return ((Reply.Handle) say(process, call)).value();
    }

    private History history() {
        session.close();
        return History.of(4096, SETTING, Set.of(Interpretation.NONE), lines);
    }

    private long publish() {
        long mine = handle(0, new Call.GetController("wire0", Out.VALID));
        long export = handle(0, new Call.ExportCreate(mine, Memory.aligned(0), 4096, 0, Out.VALID));
        say(0, new Call.Publish(export, SEGMENT, AccessList.everyone(), Out.VALID));
        return export;
    }

    private static Call connect(long controller) {
        return new Call.Connect(controller, 1, SEGMENT, 0600, Out.VALID);
    }

    /** Imports of a segment that is not published any more, and a disconnect of each. */
    static History cutOff(Model model, int imports) {
        JudgeHistories making = new JudgeHistories(model);
        long export = making.publish();
        long controller = making.handle(1, new Call.GetController("wire0", Out.VALID));
        List<Long> handles = new ArrayList<>();
        for (int i = 0; i < imports; i++) {
            handles.add(making.handle(1, connect(controller)));
        }
        making.say(0, new Call.Unpublish(export));
        handles.forEach(handle -> making.say(1, new Call.Disconnect(handle)));
        return making.history();
    }

    /** One process has begun to disconnect all its imports; another goes on. */
    static History openDisconnects(Model model, int imports, boolean isWrong) {
        JudgeHistories making = new JudgeHistories(model);
        making.publish();
        List<Long> handles = new ArrayList<>();
        long controller = making.handle(1, new Call.GetController("wire0", Out.VALID));
        for (int i = 0; i < imports; i++) {
            handles.add(making.handle(1, connect(controller)));
        }
        int from = 2 * making.lines.size();
        long other = making.handle(2, new Call.GetController("wire0", Out.VALID));
        long segment = making.handle(2, connect(other));
        making.say(2, new Call.SetMode(segment, 0));
        for (int i = 0; i < imports; i++) {
            making.say(2, new Call.Put(segment, 0, Bytes.ofWord(i), Out.VALID));
            making.say(2, new Call.Get(segment, 0, 8, Out.VALID));
        }
        if (isWrong) {
            making.lines.set(
                    making.lines.size() - 1,
                    new Observation.Called(
                            2,
                            new Call.Get(segment, 0, 8, Out.VALID),
                            new Reply.Data(Bytes.ofWord(0x0BADL))));
        }
        History sequence = making.history();
        List<Moment> moments = new ArrayList<>(sequence.moments());
        for (int i = 0; i < imports; i++) {
            moments.add(from, open(i, 1, new Call.Disconnect(handles.get(i))));
        }
        return sequence.with(moments);
    }

    /** Clients that connect to segments of an exporter, and disconnect, at the same time. */
    static History connections(Model model, Random random, int clients, int calls) {
        JudgeHistories making = new JudgeHistories(model);
        long mine = making.handle(0, new Call.GetController("wire0", Out.VALID));
        for (int i = 0; i < clients; i++) {
            long export =
                    making.handle(
                            0, new Call.ExportCreate(mine, Memory.aligned(i), 4096, 0, Out.VALID));
            making.say(0, new Call.Publish(export, SEGMENT + i, AccessList.everyone(), Out.VALID));
        }
        long[] controllers = new long[clients + 1];
        for (int client = 1; client <= clients; client++) {
            controllers[client] = making.handle(client, new Call.GetController("wire0", Out.VALID));
        }
        int from = 2 * making.lines.size();
        long[][] imports = new long[clients + 1][clients];
        for (int i = 0; i < calls; i++) {
            int client = 1 + random.nextInt(clients);
            int segment = random.nextInt(clients);
            if (imports[client][segment] == 0) {
                imports[client][segment] =
                        making.handle(
                                client,
                                new Call.Connect(
                                        controllers[client],
                                        1,
                                        SEGMENT + segment,
                                        0600,
                                        Out.VALID));
            } else {
                making.say(client, new Call.Disconnect(imports[client][segment]));
                imports[client][segment] = 0;
            }
        }
        return Recordings.widened(making.history(), random, from, clients, 1, 0);
    }

    private static Moment.Begun open(int number, int process, Call call) {
        return new Moment.Begun(1_000_000 + number, process, OptionalInt.empty(), call);
    }

    /** Connects that all begin before one ends; one may be refused for no reason. */
    static History connects(Model model, int connects, int processes, boolean isWrong) {
        JudgeHistories making = new JudgeHistories(model);
        making.publish();
        List<Long> controllers = new ArrayList<>(List.of(0L));
        for (int i = 1; i <= processes; i++) {
            controllers.add(making.handle(i, new Call.GetController("wire0", Out.VALID)));
        }
        int from = making.lines.size();
        for (int i = 0; i < connects; i++) {
            int process = 1 + i % processes;
            making.say(process, connect(controllers.get(process)));
        }
        if (isWrong) {
            Observation.Called right = (Observation.Called) making.lines.getLast();
            making.lines.set(
                    making.lines.size() - 1,
                    new Observation.Called(
                            right.process(),
                            right.call(),
                            new Reply.Refused(RsmError.SEG_NOT_PUBLISHED)));
        }
        History sequence = making.history();
        List<Moment> moments = new ArrayList<>(sequence.moments().subList(0, 2 * from));
        for (int second = 0; second < 2; second++) {
            for (int i = from; i < from + connects; i++) {
                moments.add(sequence.moments().get(2 * i + second));
            }
        }
        return sequence.with(moments);
    }

    /** The same with calls of the same kinds, on what is there, that are never answered. */
    static History withOpen(History history, int open, Place place) {
        Random random = new Random(open);
        List<Moment> moments = new ArrayList<>(history.moments());
        List<Moment.Begun> calls = new ArrayList<>();
        for (Moment moment : moments) {
            if (moment instanceof Moment.Begun begun && begun.process() > 0) {
                calls.add(begun);
            }
        }
        int at = moments.size() * place.halves / 2;
        for (int i = 0; i < open; i++) {
            Moment.Begun like = calls.get(random.nextInt(calls.size()));
            Call call =
                    like.call() instanceof Call.Put(long handle, long offset, var data, var out)
                            ? new Call.Put(handle, offset, Bytes.ofWord(random.nextLong()), out)
                            : like.call();
            moments.add(at, open(i, like.process(), call));
        }
        return history.with(moments);
    }
}
