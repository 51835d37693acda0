package org.rsmtck.kit.drive;

import org.rsmtck.api.Call;
import org.rsmtck.api.Call.OnHandle;
import org.rsmtck.api.Event;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.api.Session;
import org.rsmtck.explore.Alphabet;
import org.rsmtck.kit.judge.Judge;
import org.rsmtck.kit.judge.Line;
import org.rsmtck.kit.judge.Mismatch;
import org.rsmtck.model.Rule;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One program on its way through an implementation. Runs on one thread; another may ask what it
 * waits for.
 */
final class Performance implements Voice {
    private final Fabric fabric;
    private final Judge judge;
    private final Program program;
    private final Ids ids;
    private final ProgramWriter writer;
    private final List<Line> lines = new ArrayList<>();
    private final List<Set<Rule>> rules = new ArrayList<>();
    private final List<Participant> participants = new ArrayList<>();
    private final Map<Integer, Long> issuedHandles = new HashMap<>();
    private final Map<Integer, Integer> issuedSegments = new HashMap<>();
    private final Set<Integer> segments;
    private Session session;
    private Optional<Integer> target = Optional.empty();
    private Set<Rule> due = Set.of();
    private Optional<Mismatch> mismatch = Optional.empty();
    private volatile Line.Called waitingFor;

    Performance(Fabric fabric, Judge judge, Program program, Ids ids) {
        this.fabric = fabric;
        this.judge = judge;
        this.program = program;
        this.ids = ids;
        this.writer = new ProgramWriter(program.setting());
        this.segments = new TreeSet<>(ids.usual());
    }

    Outcome perform(List<Observer> observers) {
        try (Session opened = fabric.open(program.setting().topology())) {
            session = opened;
            for (Setting.Member member : program.setting().members()) {
                participants.add(session.attach(member.node(), member.who()));
            }
            program.acts().forEach(this::carryOut);
            for (Observer observer : observers) {
                observer.observe(this, segments);
            }
        }
        return outcome();
    }

    /**
     * What this would come to if the call that it waits for were never answered; empty if it waits
     * for none.
     */
    Optional<Outcome> abandoned(String how) {
        Line.Called waiting = waitingFor;
        if (waiting == null) {
            return Optional.empty();
        }
        refuse(new Line.Called(waiting.process(), waiting.call(), new Reply.NoReply(how)));
        return Optional.of(outcome());
    }

    @Override
    public World world() {
        return judge.world();
    }

    @Override
    public Optional<Reply> say(int process, Call call) {
        if (mismatch.isPresent() || !judge.isPromised(process, call)) {
            return Optional.empty();
        }
        waitingFor = new Line.Called(process, call, new Reply.NoReply("not yet"));
        Reply reply = reply(process, call);
        waitingFor = null;
        Set<Rule> allowing = judge.observe(process, call, reply);
        if (allowing.isEmpty()) {
            refuse(new Line.Called(process, call, reply));
            return Optional.empty();
        }
        note(new Line.Called(process, call, reply), allowing);
        return Optional.of(reply);
    }

    private Outcome outcome() {
        return new Outcome(
                writer.program(),
                List.copyOf(lines),
                List.copyOf(rules),
                target,
                due,
                mismatch,
                judge.readings());
    }

    private void carryOut(Act act) {
        target = Optional.empty();
        if (mismatch.isPresent()) {
            return;
        }
        switch (act) {
            case Act.Calling calling -> {
                int before = lines.size();
                Call call = resolved(calling);
                if (act == program.acts().getLast() && judge.isPromised(calling.process(), call)) {
                    due = judge.due(calling.process(), call);
                }
                Optional<Reply> reply = say(calling.process(), call);
                reply.ifPresent(answer -> remember(calling, answer));
                if (lines.size() > before) {
                    target = Optional.of(before);
                }
            }
            case Act.Causing(Event event) -> cause(event);
        }
    }

    private void cause(Event event) {
        if (event instanceof Event.Killed(int process)) {
            participants.get(process).kill();
        } else {
            session.apply(event);
        }
        judge.observe(event);
        writer.add(event);
        lines.add(new Line.Happened(event));
        rules.add(Set.of());
    }

    /** The call with the handles and ids that were really issued. */
    private Call resolved(Act.Calling act) {
        Call call = ids.forRun(act.call());
        if (call instanceof OnHandle on && act.handleFrom().isPresent()) {
            call =
                    on.onHandle(
                            issuedHandles.getOrDefault(
                                    act.handleFrom().getAsInt(), Alphabet.NEVER_ISSUED));
        }
        if (call instanceof Call.Connect c && act.segmentFrom().isPresent()) {
            int segment = issuedSegments.getOrDefault(act.segmentFrom().getAsInt(), c.segment());
            call = new Call.Connect(c.controller(), c.node(), segment, c.permission(), c.out());
        }
        return call;
    }

    private void remember(Act.Calling act, Reply reply) {
        if (reply instanceof Reply.Handle(long handle)) {
            issuedHandles.put(act.id(), handle);
        }
        if (reply instanceof Reply.Published(int segment)) {
            issuedSegments.put(act.id(), segment);
            segments.add(segment);
        }
    }

    // The implementation may do anything at all, and none of it is the kit's failure.
    private Reply reply(int process, Call call) {
        try {
            Reply reply = participants.get(process).call(call);
            return reply == null ? new Reply.NoReply("returned null") : reply;
        } catch (Throwable t) {
            return new Reply.NoReply("threw " + t);
        }
    }

    private void refuse(Line.Called line) {
        mismatch =
                Optional.of(
                        new Mismatch(
                                line, judge.allowed(line.process(), line.call(), line.reply())));
        note(line, Set.of());
    }

    private void note(Line.Called line, Set<Rule> allowing) {
        writer.add(line.process(), ids.forProgram(line.call()), line.reply());
        lines.add(line);
        rules.add(allowing);
    }
}
