package org.rsmtck.kit.history;

import org.rsmtck.api.AccessList;
import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.api.Session;
import org.rsmtck.api.Topology;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.simulated.ModelFabric;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * Measures how long histories take to be judged: calls of several clients on segments that one
 * process publishes, with a median of as many under way at once as there are clients, right and
 * with one wrong reply; and what is hard for its kind. Prints a table in Markdown. Fails where a
 * verdict is wrong, never for a time.
 */
public final class JudgeBenchmark {
    private static final int SEGMENT = 0x400000;
    private static final Model STRICT = Pages.model(Profile.STRICT);

    private final Random random = new Random(1);
    private final List<Observation> lines = new ArrayList<>();
    private final List<Participant> participants = new ArrayList<>();
    private final Setting setting;
    private final int clients;
    private final int segments;
    private final long[][] imports;
    private final long[] controllers;

    private JudgeBenchmark(int clients, int segments) {
        this.clients = clients;
        this.segments = segments;
        this.imports = new long[clients + 1][segments];
        this.controllers = new long[clients + 1];
        List<Setting.Member> members = new ArrayList<>();
        for (int i = 0; i <= clients; i++) {
            members.add(new Setting.Member(1, Credentials.user(1001, 101, 022)));
        }
        this.setting = new Setting(Topology.oneNode(), members);
    }

    /**
     * @param args how often each is judged, and after how many seconds a judgement is given up
     */
    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        JudgeTable table =
                new JudgeTable(
                        STRICT,
                        Integer.parseInt(args[0]),
                        Duration.ofSeconds(Integer.parseInt(args[1])));
        new PeerTable(STRICT).print();
        System.out.println();
        table.head();
        for (int[] size : new int[][] {{5, 2, 84}, {10, 50, 2_000}, {10, 50, 10_000}}) {
            History right = new JudgeBenchmark(size[0], size[1]).recorded(size[2]);
            table.rightAndWrong(name(size, right), right, wrong(right));
        }
        for (int imports : new int[] {8, 16, 32, 64}) {
            table.right(
                    imports + " forced disconnects under way, then as many calls",
                    JudgeHistories.cutOff(STRICT, imports));
        }
        History history = new JudgeBenchmark(5, 2).recorded(84);
        for (JudgeHistories.Place place : JudgeHistories.Place.values()) {
            for (int open : new int[] {5, 10, 20, 50}) {
                table.rightAndWrong(
                        open + " calls open from " + place.words(),
                        JudgeHistories.withOpen(history, open, place),
                        JudgeHistories.withOpen(wrong(history), open, place));
            }
        }
        table.rightAndWrong(
                "10 disconnects of one process open",
                JudgeHistories.openDisconnects(STRICT, 10, false),
                JudgeHistories.openDisconnects(STRICT, 10, true));
        for (int processes : new int[] {1, 12}) {
            table.rightAndWrong(
                    "12 connects at once, processes: " + processes,
                    JudgeHistories.connects(STRICT, 12, processes, false),
                    JudgeHistories.connects(STRICT, 12, processes, true));
        }
        int[] wide = {20, 50, 8_600};
        History right = new JudgeBenchmark(wide[0], wide[1]).recorded(wide[2]);
        table.rightAndWrong(name(wide, right), right, wrong(right));
    }

    private static String name(int[] size, History history) {
        return String.format(
                "%d clients, %d segments, %,d calls", size[0], size[1], history.calls());
    }

    private History recorded(int calls) {
        ModelFabric fabric =
                ModelFabric.of("right", STRICT)
                        .choosing(steps ->
                                steps.stream()
                                        .filter(step -> step.reply() instanceof Reply.Success)
                                        .findFirst()
                                        .orElse(steps.getFirst()));
        try (Session session = fabric.open(setting.topology())) {
            for (Setting.Member member : setting.members()) {
                participants.add(session.attach(member.node(), member.who()));
            }
            for (int process = 0; process <= clients; process++) {
                controllers[process] =
                        handle(process, new Call.GetController(Topology.LOOPBACK, Out.VALID));
            }
            for (int i = 0; i < segments; i++) {
                long export =
                        handle(
                                0,
                                new Call.ExportCreate(
                                        controllers[0], Memory.aligned(i), 4096, 0, Out.VALID));
                say(0, new Call.Publish(export, SEGMENT + i, AccessList.everyone(), Out.VALID));
            }
            int prepared = 2 * lines.size();
            for (int i = 0; i < calls; i++) {
                any(1 + random.nextInt(clients));
            }
            History sequence = History.of(4096, setting, Set.of(Interpretation.NONE), lines);
            return Recordings.widened(sequence, random, prepared, clients, 1, 0);
        }
    }

    private void any(int process) {
        int segment = random.nextInt(segments);
        long handle = imports[process][segment];
        if (handle == 0) {
            imports[process][segment] =
                    handle(
                            process,
                            new Call.Connect(
                                    controllers[process], 1, SEGMENT + segment, 0600, Out.VALID));
            say(process, new Call.SetMode(imports[process][segment], 0));
            return;
        }
        long offset = 8L * random.nextInt(4);
        switch (random.nextInt(10)) {
            case 0 -> {
                say(process, new Call.Disconnect(handle));
                imports[process][segment] = 0;
            }
            case 1, 2, 3 ->
                    say(
                            process,
                            new Call.Put(
                                    handle, offset, Bytes.ofWord(random.nextLong()), Out.VALID));
            default -> say(process, new Call.Get(handle, offset, 8, Out.VALID));
        }
    }

    private long handle(int process, Call call) {
        return ((Reply.Handle) say(process, call)).value();
    }

    private Reply say(int process, Call call) {
        Reply reply = participants.get(process).call(call);
        lines.add(new Observation.Called(process, call, reply));
        return reply;
    }

    /** The same with one word that was read, three quarters down, as nobody wrote it. */
    private static History wrong(History right) {
        List<Moment> moments = new ArrayList<>(right.moments());
        for (int i = moments.size() * 3 / 4; i < moments.size(); i++) {
            if (moments.get(i) instanceof Moment.Returned(int act, Reply.Data data)) {
                moments.set(i, new Moment.Returned(act, new Reply.Data(Bytes.ofWord(0x0BADL))));
                return right.with(moments);
            }
        }
        throw new AssertionError("nothing was read");
    }
}
