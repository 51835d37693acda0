package org.rsmtck.kit.history;

import org.rsmtck.api.AccessList;
import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.CallFacts;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Event;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Permission;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;

/** Histories of the model itself, made at random: right by construction. */
final class Recordings {
    static final long PAGE = 4096;
    private static final Link WIRE = new Link(new Port(1, "wire0"), new Port(2, "wire0"));
    private static final int SEGMENT = 0x400000;
    private static final Credentials SOMEBODY = Credentials.user(1001, 101, 022);

    private final Random random;
    private final Setting setting;
    private final Session session;
    private final List<Participant> participants = new ArrayList<>();
    private final Map<Integer, List<Long>> controllers = new HashMap<>();
    private final Map<Integer, List<Long>> exports = new HashMap<>();
    private final Map<Integer, List<Long>> imports = new HashMap<>();
    private final Map<Integer, List<Long>> barriers = new HashMap<>();
    private final List<Integer> segments = new ArrayList<>(List.of(SEGMENT, SEGMENT + 1));
    private final List<Observation> lines = new ArrayList<>();
    private final boolean withEvents;
    private boolean isPrepared;
    private boolean isOfTransfers;
    private boolean isAlive = true;

    private Recordings(Model model, Random random, int processes, boolean withEvents) {
        this.random = random;
        this.withEvents = withEvents;
        List<Interpretation> readings = model.profile().readings();
        Interpretation interpretation = readings.get(random.nextInt(readings.size()));
        Topology topology =
                new Topology(
                        List.of(
                                new Topology.Node(1, List.of("wire0")),
                                new Topology.Node(2, List.of("wire0"))),
                        Set.of(WIRE));
        List<Setting.Member> members = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            members.add(new Setting.Member(1 + i % 2, SOMEBODY));
        }
        setting = new Setting(topology, members);
        ModelFabric fabric =
                ModelFabric.of("right", model)
                        .reading(interpretation)
                        .choosing(steps ->
                                isPrepared && random.nextInt(8) == 0
                                        ? steps.get(random.nextInt(steps.size()))
                                        : steps.stream()
                                                .filter(step ->
                                                        step.reply() instanceof Reply.Success)
                                                .findFirst()
                                                .orElse(steps.getFirst()))
                        .arriving(() -> random.nextInt(3) == 0);
        session = fabric.open(topology);
        for (Setting.Member member : members) {
            participants.add(session.attach(member.node(), member.who()));
        }
    }

    /** Calls one after another: first what gives them something to talk about, then any. */
    static History sequential(
            Model model, Random random, int processes, int calls, boolean withEvents) {
        Recordings recording = new Recordings(model, random, processes, withEvents);
        recording.prepare();
        for (int i = 0; i < calls; i++) {
            recording.goOn();
        }
        return History.of(PAGE, recording.setting, Set.of(Interpretation.NONE), recording.lines);
    }

    /**
     * The same, mostly of transfers to and from two segments that are in each other's way, and of
     * connects and disconnects.
     */
    static History transfers(Model model, Random random, int processes, int calls) {
        Recordings recording = new Recordings(model, random, processes, false);
        recording.prepare();
        recording.prepareTransfers();
        for (int i = 0; i < calls; i++) {
            recording.goOn();
        }
        return History.of(PAGE, recording.setting, Set.of(Interpretation.NONE), recording.lines);
    }

    /** How many lines stand at the beginning then. */
    static int preparedTransfers(int processes) {
        return prepared(processes) + 2 + 2 * processes;
    }

    private void prepareTransfers() {
        call(0, create(0));
        long export = last(exports, 0);
        call(0, new Call.Publish(export, SEGMENT + 1, AccessList.everyone(), Out.VALID));
        for (int process = 0; process < participants.size(); process++) {
            long controller = last(controllers, process);
            int segment = SEGMENT + random.nextInt(2);
            call(process, new Call.Connect(controller, 1, segment, 0600, Out.VALID));
            call(process, new Call.SetMode(last(imports, process), 0));
        }
        isOfTransfers = true;
    }

    /** The handle got last; the null handle if none was. */
    private static long last(Map<Integer, List<Long>> handles, int process) {
        return handles.getOrDefault(process, List.of(0L)).getLast();
    }

    private Call transfer(int process) {
        long segment = one(imports, process);
        long offset = 4L * random.nextInt(3);
        return switch (random.nextInt(14)) {
            case 0, 1, 2, 3, 4 -> new Call.Get(segment, offset, 8, Out.VALID);
            case 5, 6, 7, 8 -> new Call.Put(segment, offset, word(), Out.VALID);
            case 9 -> new Call.SetMode(segment, random.nextInt(2));
            case 10 -> new Call.Disconnect(segment);
            case 11, 12 -> connect(process);
            default -> any(process);
        };
    }

    private Bytes word() {
        return Bytes.ofWord(0x0101010101010101L * (1 + random.nextInt(3)));
    }

    /** How many lines stand at the beginning, to give the others something to talk about. */
    static int prepared(int processes) {
        return processes + 3;
    }

    private void prepare() {
        for (int process = 0; process < participants.size(); process++) {
            call(process, new Call.GetController("wire0", Out.VALID));
        }
        long its = controllers.get(0).getFirst();
        call(0, new Call.ExportCreate(its, Memory.aligned(16), 2 * PAGE, 0, Out.VALID));
        long export = exports.get(0).getFirst();
        call(0, new Call.Publish(export, SEGMENT, AccessList.everyone(), Out.VALID));
        long controller = controllers.get(1).getFirst();
        call(1, new Call.Connect(controller, 1, SEGMENT, 0600, Out.VALID));
        isPrepared = true;
    }

    private void goOn() {
        if (withEvents && random.nextInt(12) == 0) {
            Event event =
                    List.of(
                                    new Event.LinkLost(WIRE),
                                    new Event.LinkBack(WIRE),
                                    new Event.NodeLost(2),
                                    new Event.NodeBack(2))
                            .get(random.nextInt(4));
            session.apply(event);
            lines.add(new Observation.Happened(event));
            return;
        }
        int last = participants.size() - 1;
        if (withEvents && isAlive && random.nextInt(20) == 0) {
            isAlive = false;
            participants.get(last).kill();
            lines.add(new Observation.Happened(new Event.Killed(last)));
            return;
        }
        int process = random.nextInt(isAlive ? last + 1 : last);
        call(process, isOfTransfers ? transfer(process) : any(process));
    }

    private void call(int process, Call call) {
        Reply reply = participants.get(process).call(call);
        lines.add(new Observation.Called(process, call, reply));
        if (reply instanceof Reply.Handle(long handle)) {
            Map<Integer, List<Long>> kind =
                    switch (call.facts().issues()) {
                        case CONTROLLER -> controllers;
                        case EXPORT -> exports;
                        case IMPORT -> imports;
                        case BARRIER -> barriers;
                        case SEGMENT, NOTHING -> throw new AssertionError(call);
                    };
            kind.computeIfAbsent(process, none -> new ArrayList<>()).add(handle);
        }
        if (reply instanceof Reply.Published(int segment)) {
            segments.add(segment);
        }
    }

    private Call any(int process) {
        long segment = one(imports, process);
        long export = one(exports, process);
        return switch (random.nextInt(22)) {
            case 0 ->
                    new Call.GetController(random.nextBoolean() ? "wire0" : "loopback", Out.VALID);
            case 1 -> create(process);
            case 2 ->
                    new Call.Publish(
                            export,
                            random.nextInt(3) == 0 ? 0 : SEGMENT + random.nextInt(2),
                            AccessList.everyone(),
                            Out.VALID);
            case 3, 4 -> new Call.Unpublish(export);
            case 5 -> new Call.Republish(export, AccessList.everyone());
            case 6 -> new Call.ExportDestroy(export);
            case 7, 8, 9 -> connect(process);
            case 10, 11, 12 -> new Call.Disconnect(segment);
            case 13 -> new Call.Map(segment, Permission.READ, 0, PAGE, Out.VALID);
            case 14 -> new Call.Unmap(segment);
            case 15 -> new Call.GetPollfd(segment);
            case 16 -> new Call.ReleasePollfd(segment);
            case 17 -> new Call.Get(segment, 0, 8, Out.VALID);
            case 18 -> new Call.Put(segment, 0, Bytes.of(new byte[] {1, 2, 3, 4}), Out.VALID);
            case 19 -> new Call.SignalPost(segment, 0);
            case 20 -> new Call.InitBarrier(segment, 0, Out.VALID);
            default -> new Call.ReleaseController(one(controllers, process));
        };
    }

    private Call create(int process) {
        return new Call.ExportCreate(
                one(controllers, process), Memory.aligned(16), 2 * PAGE, 0, Out.VALID);
    }

    private Call connect(int process) {
        return new Call.Connect(
                one(controllers, process),
                1 + random.nextInt(2),
                segments.get(random.nextInt(segments.size())),
                0600,
                Out.VALID);
    }

    /** A recent handle; now and then the null handle. */
    private long one(Map<Integer, List<Long>> handles, int process) {
        List<Long> mine = handles.getOrDefault(process, List.of());
        if (mine.isEmpty() || random.nextInt(30) == 0) {
            return 0;
        }
        int recent = Math.min(3, mine.size());
        return mine.get(mine.size() - 1 - random.nextInt(recent));
    }

    /**
     * The same history as recorders on several threads would have seen it: each call began somewhat
     * before it took effect, and returned somewhat later.
     *
     * @param from the first moment that is changed: an even number
     * @param width how far begin and end are moved, in calls
     * @param threads of each process; no thread makes two calls at once
     * @param pending how likely, in percent, the last call of a thread is not answered
     */
    static History widened(
            History sequential, Random random, int from, double width, int threads, int pending) {
        record At(double time, Moment moment) {}
        List<Moment> moments = sequential.moments();
        List<At> times = new ArrayList<>();
        Map<List<Integer>, Double> freeFrom = new HashMap<>();
        Map<List<Integer>, Integer> lastOf = new HashMap<>();
        Map<Integer, List<Integer>> threadOf = new HashMap<>();
        Map<Integer, Double> effect = new HashMap<>();
        Map<List<Integer>, List<Integer>> actsOf = new HashMap<>();
        int position = 0;
        for (int i = from; i < moments.size(); i++) {
            position++;
            if (moments.get(i) instanceof Moment.Begun begun) {
                List<Integer> thread = List.of(begun.process(), random.nextInt(threads));
                threadOf.put(begun.act(), thread);
                lastOf.put(thread, begun.act());
                actsOf.computeIfAbsent(thread, none -> new ArrayList<>()).add(begun.act());
                effect.put(begun.act(), (double) position);
            }
        }
        position = 0;
        for (int i = from; i < moments.size(); i++) {
            position++;
            switch (moments.get(i)) {
                case Moment.Happened happened -> times.add(new At(position, happened));
                case Moment.Returned returned -> {}
                case Moment.Begun begun -> {
                    List<Integer> thread = threadOf.get(begun.act());
                    double least = freeFrom.getOrDefault(thread, 0.0);
                    double begin =
                            position - random.nextDouble() * Math.min(width, position - least);
                    List<Integer> acts = actsOf.get(thread);
                    int next = acts.indexOf(begun.act()) + 1;
                    double most =
                            next < acts.size()
                                    ? effect.get(acts.get(next)) - position
                                    : Double.MAX_VALUE;
                    double end = position + random.nextDouble() * Math.min(width, most);
                    times.add(
                            new At(
                                    begin,
                                    new Moment.Begun(
                                            begun.act(),
                                            begun.process(),
                                            OptionalInt.of(thread.get(1)),
                                            begun.call())));
                    boolean isPending = next == acts.size() && random.nextInt(100) < pending;
                    if (!isPending) {
                        times.add(new At(end, moments.get(i + 1)));
                    }
                    freeFrom.put(thread, end);
                }
            }
        }
        times.sort(Comparator.comparingDouble(At::time));
        List<Moment> all = new ArrayList<>(moments.subList(0, from));
        times.forEach(at -> all.add(at.moment()));
        return sequential.with(all);
    }

    /**
     * The same history with calls that nobody answered: some that it has, others like them, and of
     * a process that is killed none after its end.
     *
     * @param from the first moment before which one may stand: after what is prepared
     */
    static History withOpen(History history, Random random, int from, int open) {
        List<Moment.Begun> calls = new ArrayList<>();
        Map<Integer, Integer> ends = new HashMap<>();
        List<Moment> moments = new ArrayList<>(history.moments());
        for (int i = 0; i < moments.size(); i++) {
            if (moments.get(i) instanceof Moment.Begun begun) {
                calls.add(begun);
            }
            if (moments.get(i) instanceof Moment.Happened(Event.Killed(int process))) {
                ends.put(process, i);
            }
        }
        for (int i = 0; i < open; i++) {
            Moment.Begun like = calls.get(random.nextInt(calls.size()));
            int until = ends.getOrDefault(like.process(), moments.size() - i);
            int at = from + random.nextInt(Math.max(1, until - from + 1));
            int act = 1_000_000 + i;
            moments.add(
                    Math.min(at, moments.size()),
                    new Moment.Begun(
                            act, like.process(), OptionalInt.empty(), varied(like.call(), random)));
            int place = at;
            ends.replaceAll((process, end) -> end >= place ? end + 1 : end);
        }
        return history.with(moments);
    }

    /** The same history without the return of one of its calls. */
    static History withLostReply(History history, Random random, int from) {
        List<Moment> moments = new ArrayList<>(history.moments());
        List<Moment> returns =
                moments.subList(Math.min(from, moments.size()), moments.size()).stream()
                        .filter(Moment.Returned.class::isInstance)
                        .toList();
        if (!returns.isEmpty()) {
            moments.remove(returns.get(random.nextInt(returns.size())));
        }
        return history.with(moments);
    }

    private static Call varied(Call call, Random random) {
        boolean isVaried = random.nextBoolean();
        return switch (call) {
            case Call.Put put when isVaried ->
                    new Call.Put(
                            put.handle(),
                            4L * random.nextInt(3),
                            Bytes.ofWord(0x0101010101010101L * (1 + random.nextInt(3))),
                            put.buffer());
            case Call.SetMode mode when isVaried ->
                    new Call.SetMode(mode.handle(), random.nextInt(2));
            case Call.OnHandle on when isVaried && call.facts().on() == CallFacts.Kind.IMPORT ->
                    List.of(
                                    new Call.Disconnect(on.handle()),
                                    new Call.SetMode(on.handle(), random.nextInt(2)),
                                    new Call.Get(on.handle(), 0, 8, Out.VALID))
                            .get(random.nextInt(3));
            case Call.GetController get when isVaried ->
                    new Call.GetController(Topology.LOOPBACK, get.out());
            default -> call;
        };
    }

    /** The same history with another reply at one place; it may be right or wrong. */
    static History mutated(History history, Random random, int from) {
        List<Moment> moments = new ArrayList<>(history.moments());
        List<Integer> returns = new ArrayList<>();
        for (int i = from; i < moments.size(); i++) {
            if (moments.get(i) instanceof Moment.Returned) {
                returns.add(i);
            }
        }
        if (returns.isEmpty()) {
            return history;
        }
        int at = returns.get(random.nextInt(returns.size()));
        Moment.Returned old = (Moment.Returned) moments.get(at);
        Reply reply =
                switch (random.nextInt(4)) {
                    case 0 ->
                            old.reply() instanceof Reply.Data
                                    ? new Reply.Data(
                                            Bytes.ofWord(0x0101010101010101L * random.nextInt(4)))
                                    : new Reply.Done();
                    case 1 -> new Reply.Handle(0x9000 + random.nextInt(4));
                    case 2 ->
                            new Reply.Refused(
                                    RsmError.values()[random.nextInt(RsmError.values().length)]);
                    default ->
                            old.reply() instanceof Reply.Success
                                    ? new Reply.Refused(RsmError.BAD_SEG_HNDL)
                                    : new Reply.Done();
                };
        moments.set(at, new Moment.Returned(old.act(), reply));
        return history.with(moments);
    }
}
