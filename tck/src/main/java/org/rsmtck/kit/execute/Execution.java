package org.rsmtck.kit.execute;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Call;
import org.rsmtck.api.Call.OnHandle;
import org.rsmtck.api.Event;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Faults;
import org.rsmtck.api.Limits;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.api.Session;
import org.rsmtck.explore.Alphabet;
import org.rsmtck.kit.judge.Judge;
import org.rsmtck.kit.judge.Mismatch;
import org.rsmtck.kit.judge.Narrative;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.judge.Uncaused;
import org.rsmtck.kit.target.AgentParticipant;
import org.rsmtck.kit.target.Pipelined;
import org.rsmtck.kit.target.TargetSetupException;
import org.rsmtck.model.Rule;
import org.rsmtck.model.World;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * One program on its way through an implementation. Runs on one thread; another may abandon it:
 * what it does after that leaves no trace. Whatever both look at is guarded by this object's lock,
 * which is never held while the implementation is at work.
 */
final class Execution implements Invoker {
    private static final long LONG_SECONDS = 2;
    private static final long HIGH_BIT = 1L << 44;

    private final Fabric fabric;
    private Judge judge;
    private final Program program;
    private final Ids ids;
    private final ProgramWriter writer;
    private final List<Observation> lines = new ArrayList<>();
    private final List<Set<Rule>> rules = new ArrayList<>();
    private final List<Participant> participants = new ArrayList<>();
    private final Map<Integer, Long> issuedHandles = new HashMap<>();
    private final Map<Integer, Long> lastHandles = new HashMap<>();
    private final Map<Integer, Integer> issuedSegments = new HashMap<>();
    private final Set<Integer> segments;
    private final UnderWay underWay = new UnderWay();
    private final List<String> uncaused = new ArrayList<>();
    private final Limits limits;
    private final Duration settle;
    private @Nullable Session session;

    /** The judge as it was before the last call. */
    private @Nullable Judge before;

    /** Whether something was late that no call could be asked again about. */
    private boolean hasSeenLate;

    private Optional<Integer> target = Optional.empty();
    private Aim aim = Aim.NOTHING;
    private Optional<Mismatch> mismatch = Optional.empty();
    private Optional<String> trouble = Optional.empty();
    private final Set<Integer> toBeInterrupted = new TreeSet<>();
    private final AtomicBoolean hasStarted = new AtomicBoolean();
    private final AtomicLong steps = new AtomicLong();
    private volatile Observation.@Nullable Called waitingFor;

    /** What was looked for when that was asked for. */
    private Aim waitingAim = Aim.NOTHING;

    private volatile long lastStep = System.nanoTime();

    /** What the fabric is being asked outside of any call; empty if it is asked nothing. */
    private volatile String doing = "";

    Execution(Fabric fabric, Judge judge, Program program, Ids ids) {
        this.fabric = fabric;
        this.judge = judge;
        this.program = program;
        this.ids = ids;
        this.writer = new ProgramWriter(program.setting());
        this.segments = new TreeSet<>(ids.usual());
        this.limits = fabric.capabilities().limits();
        this.settle = fabric.capabilities().settle();
    }

    /** Keeps it from starting; false if it has started. */
    boolean drop() {
        return hasStarted.compareAndSet(false, true);
    }

    Outcome perform(List<Observer> observers) {
        if (!hasStarted.compareAndSet(false, true)) {
            return outcome();
        }
        doing = "to open a fabric";
        try (Session opened = fabric.open(program.setting().topology())) {
            session = opened;
            step();
            doing = "to let a process in";
            for (Setting.Member member : program.setting().members()) {
                participants.add(session.attach(member.node(), member.who()));
                step();
            }
            doing = "";
            program.acts().forEach(this::carryOut);
            if (hasSeenLate) {
                cause(new Event.Settled());
            }
            for (Observer observer : observers) {
                observer.observe(this, segments);
            }
            settle();
            doing = "to close a fabric";
        }
        return outcome();
    }

    /** What has come of it by now, where something outside of any call went wrong. */
    Outcome troubled(Throwable e) {
        if (e instanceof TargetSetupException setup) {
            return troubled(setup.getMessage());
        }
        return troubled(
                doing.isEmpty()
                        ? "the kit itself failed: " + e
                        : fabric.name() + " failed " + doing + ": " + e);
    }

    /** The same, where it takes too long. */
    Outcome stuck(Duration patience) {
        return troubled(
                (doing.isEmpty() ? "the kit" : fabric.name() + ", asked " + doing + ",")
                        + " did not come to an end within "
                        + patience.toMillis()
                        + " ms");
    }

    private synchronized Outcome troubled(String why) {
        waitingFor = null;
        trouble(why);
        return outcome();
    }

    /**
     * What this would come to if the call that it waits for were never answered; empty if it waits
     * for none.
     */
    synchronized Optional<Outcome> abandoned(String how) {
        Observation.Called waiting = waitingFor;
        if (waiting == null) {
            return Optional.empty();
        }
        aim = waitingAim;
        refuse(
                requireNonNull(before),
                new Observation.Called(waiting.process(), waiting.call(), new Reply.NoReply(how)));
        return Optional.of(outcome());
    }

    /** What it has waited for a while: the answer to a call, or the fabric. Else empty. */
    String awaited() {
        long seconds = (System.nanoTime() - lastStep) / 1_000_000_000;
        Observation.Called waiting = waitingFor;
        return seconds < LONG_SECONDS
                ? ""
                : (waiting == null ? "the fabric" : waiting.call().word())
                        + ", "
                        + seconds
                        + " s by now";
    }

    /** Whether it waits for the answer to such a call. */
    boolean isWaitingFor(Set<String> words) {
        Observation.Called waiting = waitingFor;
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
    public synchronized World world() {
        return judge.world();
    }

    @Override
    public Optional<Reply> say(int process, Call call) {
        Optional<Reply> reply = once(process, call);
        hasSeenLate |=
                !isRepeatable(call) && reply.isPresent() && isOnlyLate(process, call, reply.get());
        for (Lateness lateness = new Lateness(settle);
                isRepeatable(call)
                        && reply.isPresent()
                        && isOnlyLate(process, call, reply.get()); ) {
            if (lateness.isDue()) {
                cause(new Event.Settled());
            }
            reply = once(process, call);
        }
        return reply;
    }

    /** Whether making the call again tells how things are by then, and leaves them as they are. */
    private static boolean isRepeatable(Call call) {
        return call instanceof Call.Connect
                || call instanceof Call.Get
                || call instanceof Call.GetUnits
                || call instanceof Call.Load;
    }

    private synchronized boolean isOnlyLate(int process, Call call, Reply reply) {
        return requireNonNull(before).isOnlyLate(process, call, reply);
    }

    private Optional<Reply> once(int process, Call call) {
        if (!isPossible(process, call)) {
            return Optional.empty();
        }
        causeWhatWaited(process, call);
        Optional<Reply> foreseen = askedAhead(process, call);
        if (foreseen.isPresent()) {
            return foreseen;
        }
        Optional<Pipelined.Asked> behind = askedBehind(process, call);
        boolean isMade = settle() && behind.isPresent();
        boolean hasBegun = hasBegun(process, call);
        if (!isMade || !hasBegun) {
            behind.ifPresent(Pipelined.Asked::forget);
        }
        if (!hasBegun) {
            return Optional.empty();
        }
        Reply reply = isMade ? awaited(call, behind.orElseThrow()::await) : reply(process, call);
        for (int again = 0;
                again < Uncaused.MOST_IN_A_ROW && isUncaused(process, call, reply);
                again++) {
            if (!hasBegun(process, call)) {
                return Optional.empty();
            }
            reply = reply(process, call);
        }
        return taken(process, call, reply);
    }

    /**
     * Asks for a call that may be answered in one way alone, and goes on as if it had been.
     *
     * @return that way; empty if there are others
     */
    private Optional<Reply> askedAhead(int process, Call call) {
        if (!(participants.get(process) instanceof Pipelined participant)
                || !participant.canBeAsked()) {
            return Optional.empty();
        }
        Optional<Judge.Foreseen> foreseen = foreseen(process, call);
        if (foreseen.isPresent() && !underWay.mayBeJoinedBy(process, foreseen.get().isIdle())) {
            settle();
            foreseen = foreseen(process, call);
        }
        return foreseen.flatMap(one -> asked(process, call, one, participant));
    }

    private synchronized Optional<Judge.Foreseen> foreseen(int process, Call call) {
        return isOver() ? Optional.empty() : judge.foresee(process, call);
    }

    private Optional<Reply> asked(
            int process, Call call, Judge.Foreseen foreseen, Pipelined participant) {
        Reply reply = foreseen.reply();
        Pipelined.Asked asked = participant.ask(call, Optional.of(reply));
        underWay.add(
                new UnderWay.One(
                        process, call, expecting(foreseen), foreseen, aim, participant, asked));
        return Optional.of(reply);
    }

    /** Takes in what is foreseen; what was known before. */
    private synchronized Judge expecting(Judge.Foreseen foreseen) {
        Judge known = judge.copy();
        before = known;
        judge.observe(foreseen);
        return known;
    }

    /** Asks for a call right behind those that are under way, where all are of one process. */
    private Optional<Pipelined.Asked> askedBehind(int process, Call call) {
        return !underWay.isEmpty()
                        && underWay.mayBeJoinedBy(process, false)
                        && participants.get(process) instanceof Pipelined participant
                        && participant.canBeAsked()
                ? Optional.of(participant.ask(call, Optional.empty()))
                : Optional.empty();
    }

    /**
     * Looks at the replies to all calls that are under way.
     *
     * @return whether whatever was asked for behind them has been done
     */
    private boolean settle() {
        boolean isAtOnce = true;
        Judge otherwise = null;
        underWay.send();
        while (!underWay.isEmpty()) {
            UnderWay.One one = underWay.remove();
            Judge before = otherwise == null ? one.before() : otherwise;
            if (!hasBegun(one.process(), one.call(), before, one.aim())) {
                one.asked().forget();
                break;
            }
            Reply reply = awaited(one.call(), one.asked()::await);
            int again = 0;
            while (again < Uncaused.MOST_IN_A_ROW
                    && isUncaused(before, one.process(), one.call(), reply)
                    && hasBegun(one.process(), one.call(), before, one.aim())) {
                again++;
                reply = reply(one.process(), one.call());
            }
            if (again > 0) {
                isAtOnce = false;
                underWay.repeat(one.process());
                underWay.send();
            }
            otherwise = taken(one, reply, otherwise);
        }
        underWay.forget();
        adopt(otherwise);
        return isAtOnce;
    }

    private synchronized void adopt(@Nullable Judge otherwise) {
        if (otherwise != null && !isOver()) {
            judge = otherwise;
        }
    }

    /**
     * @param otherwise the judge by now, where a reply was not all that was foreseen
     */
    private synchronized @Nullable Judge taken(
            UnderWay.One one, Reply reply, @Nullable Judge otherwise) {
        waitingFor = null;
        step();
        if (isOver()) {
            return otherwise;
        }
        Observation.Called line = one.line(reply);
        if (otherwise == null && reply.equals(one.foreseen().reply())) {
            note(line, one.foreseen().rules());
            return null;
        }
        Judge now = otherwise == null ? one.before() : otherwise;
        Set<Rule> allowing = now.observe(one.process(), one.call(), reply);
        if (allowing.isEmpty()) {
            aim = one.aim();
            refuse(now, line);
        } else if (one.foreseen().isOne(reply)) {
            note(line, allowing);
        } else {
            trouble("the kit itself failed: it did not foresee " + reply + " to " + one.call());
        }
        return now;
    }

    private synchronized boolean isUncaused(int process, Call call, Reply reply) {
        return isUncaused(judge, process, call, reply);
    }

    /** Whether the call was refused by chance, and is to be made again; counts it if so. */
    private synchronized boolean isUncaused(Judge judge, int process, Call call, Reply reply) {
        waitingFor = null;
        step();
        boolean isOne =
                !isOver()
                        && Uncaused.isOne(
                                judge.model(), new Observation.Called(process, call, reply))
                        && judge.copy().observe(process, call, reply).isEmpty();
        if (isOne) {
            uncaused.add(call.word() + " " + ((Reply.Refused) reply).error().name());
        }
        return isOne;
    }

    private synchronized boolean isPossible(int process, Call call) {
        return !isOver() && fabric.lacking(call).isEmpty() && judge.isPromised(process, call);
    }

    private synchronized boolean hasBegun(int process, Call call) {
        return hasBegun(process, call, judge, aim);
    }

    private synchronized boolean hasBegun(int process, Call call, Judge now, Aim aimed) {
        if (isOver()) {
            return false;
        }
        before = now.copy();
        waitingAim = aimed;
        waitingFor = new Observation.Called(process, call, new Reply.NoReply("not yet"));
        step();
        return true;
    }

    private synchronized Optional<Reply> taken(int process, Call call, Reply reply) {
        waitingFor = null;
        step();
        if (isOver()) {
            return Optional.empty();
        }
        Set<Rule> allowing = judge.observe(process, call, reply);
        if (allowing.isEmpty()) {
            refuse(judge, new Observation.Called(process, call, reply));
            return Optional.empty();
        }
        note(new Observation.Called(process, call, reply), allowing);
        return Optional.of(reply);
    }

    private synchronized Outcome outcome() {
        return new Outcome(
                writer.program(),
                List.copyOf(lines),
                List.copyOf(rules),
                target.filter(line -> line < lines.size()),
                aim.due(),
                mismatch,
                judge.readings(),
                List.copyOf(aim.lacking()),
                List.copyOf(aim.beyond()),
                List.copyOf(uncaused),
                trouble);
    }

    private synchronized boolean isOver() {
        return mismatch.isPresent() || trouble.isPresent();
    }

    private void carryOut(Action act) {
        aim(Integer.MAX_VALUE);
        switch (act) {
            case Action.Calling calling -> {
                int before = position();
                Call call = resolved(calling);
                if (isPossible(calling.process(), call)) {
                    causeWhatWaited(calling.process(), call);
                }
                if (isPrepared(calling, call)) {
                    Optional<Reply> reply = say(calling.process(), call);
                    reply.ifPresent(answer -> remember(calling, answer));
                    aim(before);
                }
            }
            case Action.Injection(Event event) -> cause(event);
        }
    }

    /** False if nothing is called any more. */
    private synchronized boolean isPrepared(Action.Calling calling, Call call) {
        if (isOver()) {
            return false;
        }
        fabric.lacking(call).ifPresent(function -> aim = aim.lacking(function));
        Room.lacking(limits, judge.world(), calling.process(), call)
                .ifPresent(limit -> aim = aim.beyond(limit));
        if (calling == program.acts().getLast() && judge.isPromised(calling.process(), call)) {
            aim = aim.due(judge.due(calling.process(), call));
        }
        return true;
    }

    /** The line of the last act, if it left one where it should be. */
    private synchronized void aim(int line) {
        target = position() > line ? Optional.of(line) : Optional.empty();
    }

    /** At which line the next call will be. */
    private int position() {
        return lines.size() + underWay.size();
    }

    @Override
    public void cause(Event event) {
        settle();
        if (isOver()) {
            return;
        }
        writer.add(event);
        if (event instanceof Event.Interruption(int process)
                && fabric.faults().interruption() == Faults.Hit.NEXT_CONNECT) {
            toBeInterrupted.add(process);
        } else {
            causeNow(event);
        }
    }

    /** A signal that waits for the next connect is sent right before that, so that none is left. */
    private void causeWhatWaited(int process, Call call) {
        if (call instanceof Call.Connect && toBeInterrupted.remove(process)) {
            causeNow(new Event.Interruption(process));
        }
    }

    private void causeNow(Event event) {
        settle();
        if (isOver()) {
            return;
        }
        List<Event> felt = felt(event);
        doing = "to bring it about that " + Narrative.tell(event);
        try {
            switch (event) {
                case Event.Killed(int process) -> participants.get(process).kill();
                case Event.Settled settled -> Lateness.pass(settle);
                case Event.LinkLost _,
                        Event.LinkBack _,
                        Event.NodeLost _,
                        Event.NodeBack _,
                        Event.ControllerRemoved _,
                        Event.ControllerBack _,
                        Event.Shortage _,
                        Event.ShortageOver _,
                        Event.Interruption _ ->
                        requireNonNull(session).apply(event);
            }
        } catch (TargetSetupException | UnsupportedOperationException e) {
            trouble(
                    "it could not be brought about that "
                            + Narrative.tell(event)
                            + ": "
                            + e.getMessage());
        }
        doing = "";
        felt.forEach(this::happened);
    }

    /** What comes about for whom: a shortage may be that of others too. */
    private synchronized List<Event> felt(Event event) {
        return switch (event) {
            case Event.Shortage(int process, var resource)
                    when judge.world().process(process).alive() ->
                    sharing(process, fabric.faults().of(resource)).stream()
                            .map(other -> (Event) new Event.Shortage(other, resource))
                            .toList();
            case Event.ShortageOver(int process, var resource) ->
                    sharing(process, fabric.faults().of(resource)).stream()
                            .map(other -> (Event) new Event.ShortageOver(other, resource))
                            .toList();
            case Event.LinkLost _,
                    Event.LinkBack _,
                    Event.NodeLost _,
                    Event.NodeBack _,
                    Event.ControllerRemoved _,
                    Event.ControllerBack _,
                    Event.Shortage _,
                    Event.Interruption _,
                    Event.Killed _,
                    Event.Settled _ ->
                    List.of(event);
        };
    }

    /** The process first, then those alive that feel what it feels. */
    private List<Integer> sharing(int process, Faults.Extent extent) {
        World world = judge.world();
        List<Integer> all = new ArrayList<>(List.of(process));
        for (int other : world.processes().keys()) {
            boolean shares =
                    switch (extent) {
                        case PROCESS -> false;
                        case NODE -> world.process(other).node() == world.process(process).node();
                        case ALL -> true;
                    };
            if (shares && other != process && world.process(other).alive()) {
                all.add(other);
            }
        }
        return all;
    }

    private synchronized void happened(Event event) {
        step();
        if (!isOver()) {
            judge.observe(event);
            lines.add(new Observation.Happened(event));
            rules.add(Set.of());
        }
    }

    private synchronized void trouble(String why) {
        trouble = trouble.or(() -> Optional.of(why));
    }

    /** The call with the handles and ids that were really issued. */
    private Call resolved(Action.Calling act) {
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
    private Call spelled(Observation.Called line) {
        Call call = ids.forProgram(line.call());
        return call instanceof OnHandle on
                        && on.handle() != 0
                        && on.handle() == neverIssued(line.process())
                ? on.onHandle(Alphabet.NEVER_ISSUED)
                : call;
    }

    private void remember(Action.Calling act, Reply reply) {
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
        return awaited(call, () -> participants.get(process).call(call));
    }

    private Reply awaited(Call call, Supplier<@Nullable Reply> answer) {
        try {
            Reply reply = answer.get();
            if (reply != null && AgentParticipant.isUnable(reply)) {
                trouble(call.word() + ": " + ((Reply.NoReply) reply).how());
            }
            return reply == null ? new Reply.NoReply("returned null") : reply;
        } catch (TargetSetupException e) {
            trouble(call.word() + ": " + e.getMessage());
            return new Reply.NoReply(e.getMessage());
        } catch (Throwable t) {
            return new Reply.NoReply("threw " + t);
        }
    }

    private void refuse(Judge before, Observation.Called line) {
        judge = before;
        mismatch =
                Optional.of(
                        new Mismatch(
                                line, judge.allowed(line.process(), line.call(), line.reply())));
        note(line, Set.of());
    }

    private void note(Observation.Called line, Set<Rule> allowing) {
        writer.add(line.process(), spelled(line), line.reply());
        lines.add(line);
        rules.add(allowing);
    }
}
