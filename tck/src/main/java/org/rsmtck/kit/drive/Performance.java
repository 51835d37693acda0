package org.rsmtck.kit.drive;

import org.rsmtck.api.Call;
import org.rsmtck.api.Call.OnHandle;
import org.rsmtck.api.Event;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Limits;
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
import java.util.concurrent.atomic.AtomicLong;

/**
 * One program on its way through an implementation. Runs on one thread; another may ask what it
 * waits for.
 */
final class Performance implements Voice {
    private static final long LONG_SECONDS = 2;
    private static final long HIGH_BIT = 1L << 44;

    private final Fabric fabric;
    private final Judge judge;
    private final Program program;
    private final Ids ids;
    private final ProgramWriter writer;
    private final List<Line> lines = new ArrayList<>();
    private final List<Set<Rule>> rules = new ArrayList<>();
    private final List<Participant> participants = new ArrayList<>();
    private final Map<Integer, Long> issuedHandles = new HashMap<>();
    private final Map<Integer, Long> lastHandles = new HashMap<>();
    private final Map<Integer, Integer> issuedSegments = new HashMap<>();
    private final Set<Integer> segments;
    private final Set<String> lacking = new TreeSet<>();
    private final Set<String> beyond = new TreeSet<>();
    private final Limits limits;
    private Session session;
    private Optional<Integer> target = Optional.empty();
    private Set<Rule> due = Set.of();
    private Optional<Mismatch> mismatch = Optional.empty();
    private final AtomicLong steps = new AtomicLong();
    private volatile Line.Called waitingFor;
    private volatile long lastStep = System.nanoTime();

    Performance(Fabric fabric, Judge judge, Program program, Ids ids) {
        this.fabric = fabric;
        this.judge = judge;
        this.program = program;
        this.ids = ids;
        this.writer = new ProgramWriter(program.setting());
        this.segments = new TreeSet<>(ids.usual());
        this.limits = fabric.capabilities().limits();
    }

    Outcome perform(List<Observer> observers) {
        try (Session opened = fabric.open(program.setting().topology())) {
            session = opened;
            step();
            for (Setting.Member member : program.setting().members()) {
                participants.add(session.attach(member.node(), member.who()));
                step();
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

    /** What it has waited for a while: the answer to a call, or the fabric. Else empty. */
    String awaited() {
        long seconds = (System.nanoTime() - lastStep) / 1_000_000_000;
        Line.Called waiting = waitingFor;
        return seconds < LONG_SECONDS
                ? ""
                : (waiting == null ? "the fabric" : waiting.call().word())
                        + ", "
                        + seconds
                        + " s by now";
    }

    /** Whether it waits for the answer to such a call. */
    boolean isWaitingFor(Set<String> words) {
        Line.Called waiting = waitingFor;
        return waiting != null && words.contains(waiting.call().word());
    }

    private void step() {
        steps.incrementAndGet();
        lastStep = System.nanoTime();
    }

    /** How many steps it has taken: it grows as long as somebody is at work. */
    long steps() {
        return steps.get();
    }

    @Override
    public World world() {
        return judge.world();
    }

    @Override
    public Optional<Reply> say(int process, Call call) {
        if (mismatch.isPresent()
                || fabric.lacking(call).isPresent()
                || hasNoRoom(process, call)
                || !judge.isPromised(process, call)) {
            return Optional.empty();
        }
        waitingFor = new Line.Called(process, call, new Reply.NoReply("not yet"));
        step();
        Reply reply = reply(process, call);
        waitingFor = null;
        step();
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
                judge.readings(),
                List.copyOf(lacking),
                List.copyOf(beyond));
    }

    private boolean hasNoRoom(int process, Call call) {
        return Room.lacking(limits, judge.world(), process, call).isPresent();
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
                fabric.lacking(call).ifPresent(lacking::add);
                Room.lacking(limits, judge.world(), calling.process(), call).ifPresent(beyond::add);
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

    @Override
    public void cause(Event event) {
        if (mismatch.isPresent()) {
            return;
        }
        if (event instanceof Event.Killed(int process)) {
            participants.get(process).kill();
        } else {
            session.apply(event);
        }
        step();
        judge.observe(event);
        writer.add(event);
        lines.add(new Line.Happened(event));
        rules.add(Set.of());
    }

    /** The call with the handles and ids that were really issued. */
    private Call resolved(Act.Calling act) {
        Call call = ids.forRun(act.call());
        if (call instanceof OnHandle on && on.handle() == Alphabet.NEVER_ISSUED) {
            call = on.onHandle(neverIssued(act.process()));
        }
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

    /**
     * A handle that was never issued, and that differs from the last one that was by a high bit: an
     * implementation that cuts handles short takes one for the other.
     */
    @Override
    public long neverIssued(int process) {
        Long last = lastHandles.get(process);
        return last == null ? Alphabet.NEVER_ISSUED : last ^ HIGH_BIT;
    }

    /** The call as a program spells it, where a forged handle is any that was never issued. */
    private Call spelled(Line.Called line) {
        Call call = ids.forProgram(line.call());
        return call instanceof OnHandle on
                        && on.handle() != 0
                        && on.handle() == neverIssued(line.process())
                ? on.onHandle(Alphabet.NEVER_ISSUED)
                : call;
    }

    private void remember(Act.Calling act, Reply reply) {
        if (reply instanceof Reply.Handle(long handle)) {
            issuedHandles.put(act.id(), handle);
            lastHandles.put(act.process(), handle);
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
        writer.add(line.process(), spelled(line), line.reply());
        lines.add(line);
        rules.add(allowing);
    }
}
