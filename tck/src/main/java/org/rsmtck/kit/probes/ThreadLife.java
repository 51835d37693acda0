package org.rsmtck.kit.probes;

import static java.util.Objects.requireNonNull;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Call.OnHandle;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.execute.Action;
import org.rsmtck.kit.execute.Script;
import org.rsmtck.kit.target.Answers;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.kit.wire.Wire;
import org.rsmtck.model.Import;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one thread does with things of its own, from getting a controller to releasing it. All of it
 * is sent in one go, and has to be answered as if nobody else were there.
 */
final class ThreadLife {
    private static final int PROCESS = 0;
    private static final Bytes WORD = Bytes.ofWord(0x54_48_52_45_41_44L);

    private final ProbeContext context;
    private final ProbeRun trial;
    private final int segment;
    private final int unpublished = ProbeContext.segment();
    private final int fill;
    private final Script script;
    private final List<Reply> expected = new ArrayList<>();
    private final List<Sent> sent = new ArrayList<>();

    private record Sent(Action.Calling act, long request) {}

    private ThreadLife(ProbeContext context, ProbeRun trial, int fill) {
        this.context = context;
        this.trial = trial;
        this.segment = ProbeContext.segment();
        this.fill = fill;
        this.script = new Script(context.model(), trial.setting(), trial.pageSize());
    }

    /**
     * Has a thread live it.
     *
     * @param fill of the memory that it exports
     * @param chain a number that no chain has had
     * @param start fields around the first call
     */
    static ThreadLife sent(
            ProbeContext context, ProbeRun trial, int thread, int fill, long chain, Line start) {
        ThreadLife life = new ThreadLife(context, trial, fill);
        life.write();
        life.send(Line.EMPTY.with("thread", thread).with("chain", chain), start);
        return life;
    }

    /** The model decides what each call comes to, and leaves out what nothing is promised of. */
    private void write() {
        long controller = issued(Fixture.controller());
        say(new Call.GetControllerAttributes(controller, Out.VALID));
        say(new Call.GetTopology(Out.VALID));
        long page = trial.pageSize();
        long export =
                issued(new Call.ExportCreate(controller, Memory.aligned(fill), page, 1, Out.VALID));
        say(Fixture.publish(export, segment));
        long connection = issued(Fixture.connect(controller, segment));
        say(new Call.SetMode(connection, Import.EXPLICIT));
        say(new Call.GetMode(connection));
        say(new Call.Map(connection, Permission.READ_WRITE, 0, page, Out.VALID));
        say(new Call.Get(connection, 0, 64, Out.VALID));
        say(new Call.Put(connection, 8, WORD, Out.VALID));
        say(new Call.Load(connection, 0, 64));
        say(new Call.SignalPost(connection, 0));
        say(new Call.SignalWait(export, 0));
        say(new Call.GetPollfd(connection));
        say(new Call.ReleasePollfd(connection));
        say(new Call.Unmap(connection));
        say(new Call.Republish(export, Fixture.EVERYBODY));
        say(Fixture.connect(controller, unpublished));
        say(new Call.Disconnect(connection));
        say(new Call.Get(connection, 0, 8, Out.VALID));
        say(new Call.ExporterRead(export, 0, 64));
        say(new Call.Unpublish(export));
        say(new Call.ExportDestroy(export));
        say(new Call.ReleaseController(controller));
    }

    private Optional<Reply> say(Call call) {
        Optional<Reply> reply =
                context.fabric().lacking(call).isEmpty()
                        ? script.say(PROCESS, call)
                        : Optional.empty();
        reply.ifPresent(expected::add);
        return reply;
    }

    private long issued(Call call) {
        return say(call).orElse(Reply.done()) instanceof Reply.Handle(long handle) ? handle : 0;
    }

    private void send(Line around, Line start) {
        Map<Integer, Long> requests = new HashMap<>();
        for (Action act : script.program().acts()) {
            Action.Calling calling = (Action.Calling) act;
            Line line = sent.isEmpty() ? around.with(start) : around;
            line = line.with("expect", Wire.expected(expected.get(sent.size())));
            if (calling.handleFrom().isPresent()) {
                line =
                        line.with(
                                "handle_from",
                                requireNonNull(requests.get(calling.handleFrom().getAsInt())));
            }
            long request = trial.agent(PROCESS).send(calling.call(), line);
            requests.put(calling.id(), request);
            sent.add(new Sent(calling, request));
        }
        context.called(sent.size());
    }

    /** Has it judged by itself: what others do with theirs has no bearing on it. */
    void judge() {
        Recording recording = new Recording(context, trial.setting(), List.of());
        Map<Integer, Long> handles = new HashMap<>();
        for (Sent one : sent) {
            Reply reply = trial.agent(PROCESS).await(one.request());
            Call call = resolved(one.act(), handles);
            if (Answers.isUnable(reply) || context.isByChance(PROCESS, call, reply)) {
                break;
            }
            recording.add(PROCESS, call, reply);
            if (reply instanceof Reply.Handle(long handle)) {
                handles.put(one.act().id(), handle);
            }
        }
        recording.judge();
    }

    private static Call resolved(Action.Calling act, Map<Integer, Long> handles) {
        return act.call() instanceof OnHandle on && act.handleFrom().isPresent()
                ? on.onHandle(handles.getOrDefault(act.handleFrom().getAsInt(), 0L))
                : act.call();
    }
}
