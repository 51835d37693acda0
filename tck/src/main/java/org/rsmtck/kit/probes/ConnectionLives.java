package org.rsmtck.kit.probes;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Call.OnHandle;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.probes.ConnectionKind.End;
import org.rsmtck.kit.probes.ConnectionKind.Place;
import org.rsmtck.kit.probes.ConnectionKind.Use;
import org.rsmtck.kit.target.AgentParticipant;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.kit.wire.Wire;
import org.rsmtck.model.Import;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Connections that are made, used and ended in one way, a few at a time. The first is judged call
 * by call, and all others have to be answered like it.
 */
final class ConnectionLives implements Cycle {
    private static final int EXPORTER = 0;
    private static final int AT_ONCE = 16;

    /** So that what is mapped is longer than 16 bits can say, where pages are as small as usual. */
    private static final int PAGES = 17;

    private static final int ALL_RIGHTS = 0666;
    private static final Bytes WORD = Bytes.ofWord(0x4C_49_56_45L);

    private final ProbeRun trial;
    private final ConnectionKind kind;
    private final int importer;
    private final int segment;
    private final long length;
    private final long exporting;
    private final Call.Connect connect;

    /** What a connection takes, and what gives it back. */
    private final List<OnHandle> taking = new ArrayList<>();

    private final List<OnHandle> givingBack = new ArrayList<>();

    /** How each call of a life is answered. */
    private final List<String> expected = new ArrayList<>();

    /** The export that the judge knows, and the one there is. */
    private final long known;

    private long export;

    private long chains;

    /** A call on its way. */
    private record Sent(ConnectionLife life, OnHandle call, long request) {}

    ConnectionLives(ProbeRun trial, ConnectionKind kind) {
        this.trial = trial;
        this.kind = kind;
        this.importer = kind.place().importer();
        this.segment = ProbeContext.segment();
        this.length = trial.within(PAGES * trial.pageSize());
        Call.GetController controller =
                new Call.GetController(kind.place().controller(), Out.VALID);
        this.exporting = trial.handle(EXPORTER, controller);
        long importing = importer == EXPORTER ? exporting : trial.handle(importer, controller);
        this.connect = Fixture.connect(importing, segment, kind.permission());
        this.export = trial.handle(EXPORTER, create());
        trial.done(EXPORTER, publish());
        takeAndGiveBack();
        liveFirst();
        this.known = export;
    }

    private Call create() {
        return new Call.ExportCreate(exporting, Memory.aligned(Fixture.FILL), length, 1, Out.VALID);
    }

    private Call publish() {
        AccessEntry here = new AccessEntry(1, ALL_RIGHTS);
        return new Call.Publish(
                export,
                segment,
                kind.place() == Place.ANOTHER_NODE
                        ? AccessList.of(here, new AccessEntry(2, ALL_RIGHTS))
                        : AccessList.of(here),
                Out.VALID);
    }

    private void takeAndGiveBack() {
        if (kind.use().has(Use.TRANSFERS)) {
            taking.add(new Call.SetMode(0, Import.EXPLICIT));
            if (kind.permission() != Permission.WRITE) {
                taking.add(new Call.Get(0, 0, Long.BYTES, Out.VALID));
            }
            if (kind.permission() != Permission.READ) {
                taking.add(new Call.Put(0, 0, WORD, Out.VALID));
            }
        }
        if (kind.use().has(Use.MAPPING)) {
            taking.add(new Call.Map(0, kind.permission(), 0, length, Out.VALID));
            givingBack.add(new Call.Unmap(0));
        }
        if (kind.use().has(Use.DESCRIPTOR)) {
            taking.add(new Call.GetPollfd(0));
            givingBack.add(new Call.ReleasePollfd(0));
        }
        givingBack.add(new Call.Disconnect(0));
    }

    /** Each call of it is judged. */
    private void liveFirst() {
        long handle = trial.handle(importer, connect);
        for (OnHandle call : taking) {
            expected.add(Wire.expected(trial.say(importer, call.onHandle(handle))));
        }
        if (kind.end() != End.DISCONNECT) {
            trial.done(EXPORTER, cut(export));
        }
        for (OnHandle call : givingBack) {
            expected.add(Wire.expected(trial.say(importer, call.onHandle(handle))));
        }
        if (kind.end() == End.DESTROY) {
            export = trial.handle(EXPORTER, create());
        }
        if (kind.end() != End.DISCONNECT) {
            trial.done(EXPORTER, publish());
        }
    }

    private OnHandle cut(long on) {
        return kind.end() == End.DESTROY ? new Call.ExportDestroy(on) : new Call.Unpublish(on);
    }

    @Override
    public void go(ProbeContext context, int rounds) {
        for (int left = rounds; left > 0; left -= AT_ONCE) {
            List<ConnectionLife> lives =
                    Stream.generate(ConnectionLife::new).limit(Math.min(left, AT_ONCE)).toList();
            if (context.isCareful()) {
                goCarefully(lives);
            } else {
                goAhead(lives);
            }
        }
        context.called((long) rounds * (1 + taking.size() + givingBack.size()));
    }

    /** All calls of all lives are on their way before the first is answered. */
    private void goAhead(List<ConnectionLife> lives) {
        if (kind.end() == End.DISCONNECT) {
            List<OnHandle> whole = Stream.of(taking, givingBack).flatMap(List::stream).toList();
            live(lives, whole);
        } else {
            live(lives, taking);
            cutOff(lives);
            giveBack(lives);
            restore();
        }
    }

    private void cutOff(List<ConnectionLife> lives) {
        demand(cut(export));
        lives.forEach(
                life -> life.seen.add(new Observation.Called(EXPORTER, cut(known), Reply.done())));
    }

    /** One call after another; whatever comes of it, all that was taken is given back. */
    private void goCarefully(List<ConnectionLife> lives) {
        try {
            for (ConnectionLife life : lives) {
                Reply reply = trial.insist(importer, connect);
                life.seen.add(new Observation.Called(importer, connect, reply));
                if (!(reply instanceof Reply.Handle(long handle))) {
                    throw new UnlikeOthersException(life.seen);
                }
                life.handle = handle;
                makeCarefully(life, taking, 0);
            }
            if (kind.end() != End.DISCONNECT) {
                cutOff(lives);
            }
            lives.forEach(life -> makeCarefully(life, givingBack, taking.size()));
            if (kind.end() != End.DISCONNECT) {
                restore();
            }
        } catch (UnlikeOthersException e) {
            for (ConnectionLife life : lives) {
                for (OnHandle back : givingBack) {
                    if (life.owes(back)) {
                        trial.insist(importer, (Call) back.onHandle(life.handle));
                    }
                }
            }
            throw e;
        }
    }

    private void makeCarefully(ConnectionLife life, List<OnHandle> calls, int offset) {
        for (int i = 0; i < calls.size(); i++) {
            OnHandle call = calls.get(i);
            Reply reply = trial.insist(importer, (Call) call.onHandle(life.handle));
            take(life, call, reply, expected.get(offset + i));
            life.made.add(call.getClass());
        }
    }

    private void live(List<ConnectionLife> lives, List<OnHandle> calls) {
        AgentParticipant agent = trial.agent(importer);
        List<Long> connects = new ArrayList<>();
        List<Sent> sent = new ArrayList<>();
        for (ConnectionLife life : lives) {
            Line around = Line.EMPTY.with("chain", ++chains);
            long first = agent.send(connect, around.with("expect", "handle"));
            connects.add(first);
            for (OnHandle call : calls) {
                long request = agent.send(call, around.with("handle_from", first));
                sent.add(new Sent(life, call, request));
            }
        }
        for (int i = 0; i < lives.size(); i++) {
            ConnectionLife life = lives.get(i);
            Reply reply = agent.await(connects.get(i));
            life.seen.add(new Observation.Called(importer, connect, reply));
            if (!(reply instanceof Reply.Handle(long handle))) {
                throw new UnlikeOthersException(life.seen);
            }
            life.handle = handle;
            take(agent, sent.subList(i * calls.size(), (i + 1) * calls.size()), 0);
        }
    }

    private void giveBack(List<ConnectionLife> lives) {
        AgentParticipant agent = trial.agent(importer);
        List<Sent> sent = new ArrayList<>();
        for (ConnectionLife life : lives) {
            for (OnHandle call : givingBack) {
                sent.add(
                        new Sent(
                                life,
                                call,
                                agent.send((Call) call.onHandle(life.handle), Line.EMPTY)));
            }
        }
        for (int i = 0; i < lives.size(); i++) {
            take(
                    agent,
                    sent.subList(i * givingBack.size(), (i + 1) * givingBack.size()),
                    taking.size());
        }
    }

    /** Takes the answers to calls of one life, the first of which is so far within it. */
    private void take(AgentParticipant agent, List<Sent> sent, int offset) {
        for (int i = 0; i < sent.size(); i++) {
            Sent one = sent.get(i);
            Reply reply = agent.await(one.request);
            take(one.life, one.call, reply, expected.get(offset + i));
        }
    }

    private void take(ConnectionLife life, OnHandle call, Reply reply, String expectedReply) {
        life.seen.add(new Observation.Called(importer, call.onHandle(life.handle), reply));
        if (!Wire.expected(reply).equals(expectedReply)) {
            throw new UnlikeOthersException(life.seen);
        }
    }

    private void restore() {
        if (kind.end() == End.DESTROY) {
            export = trial.unjudgedHandle(EXPORTER, create());
        }
        demand(publish());
    }

    private void demand(Call call) {
        Reply reply = trial.insist(EXPORTER, call);
        if (!(reply instanceof Reply.Success)) {
            throw ProbeRun.unready(call, reply);
        }
    }
}
