package org.rsmtck.kit.histories;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.api.Session;
import org.rsmtck.explore.Alphabet;
import org.rsmtck.kit.execute.Ids;
import org.rsmtck.kit.execute.Invoker;
import org.rsmtck.kit.execute.Lateness;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.kit.histories.Crew.Made;
import org.rsmtck.kit.histories.Crew.Meeting;
import org.rsmtck.kit.history.History;
import org.rsmtck.kit.history.Moment;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.judge.Uncaused;
import org.rsmtck.kit.target.AgentParticipant;
import org.rsmtck.model.World;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sees what is called and answered in a trial, and follows it: one after another by a judge of
 * sequences, and by every order of what was called at the same time. What several threads look at
 * is guarded by this object's lock, which is never held while the implementation is at work.
 */
final class Witness implements Invoker {
    private static final long HIGH_BIT = 1L << 44;

    private final Stage stage;
    private final Setting setting;
    private final List<Participant> participants;
    private final Duration settle;
    private final List<Moment> moments = new ArrayList<>();
    private final Map<Integer, Reply> unanswered = new HashMap<>();
    private final Map<Integer, Long> lastHandles = new HashMap<>();
    private final Set<Integer> published = new TreeSet<>();
    private final Follower follower;
    private Meets meets = Meets.NONE;
    private @Nullable Session session;
    private int acts;

    /** Whether calls at the same time have been seen that no order has been found for yet. */
    private boolean isOpen;

    private boolean hasSeenLate;
    private volatile Observation.@Nullable Called waitingFor;
    private final AtomicLong steps = new AtomicLong();

    Witness(Stage stage, Setting setting, List<Participant> participants) {
        this.stage = stage;
        this.setting = setting;
        this.participants = participants;
        this.settle = stage.fabric().capabilities().settle();
        this.follower = new Follower(stage, setting);
    }

    void enters(Session opened) {
        session = opened;
    }

    /** It grows as long as somebody is at work. */
    long steps() {
        return steps.get();
    }

    synchronized boolean isOver() {
        return follower.isOver();
    }

    @Override
    public synchronized World world() {
        return follower.judge().world();
    }

    @Override
    public synchronized long neverIssued(int process) {
        Long last = lastHandles.get(process);
        return last == null ? Alphabet.NEVER_ISSUED : last ^ HIGH_BIT;
    }

    /** The ids that segments may have been published under. */
    synchronized Set<Integer> segments(Ids ids) {
        Set<Integer> all = new TreeSet<>(ids.usual());
        all.addAll(published);
        return all;
    }

    @Override
    public Optional<Reply> say(int process, Call call) {
        Optional<Reply> reply = once(process, call);
        hasSeenLate |= !isRepeatable(call) && reply.isPresent() && follower.wasOnlyLate();
        for (Lateness lateness = new Lateness(settle);
                isRepeatable(call) && reply.isPresent() && follower.wasOnlyLate(); ) {
            if (lateness.isDue()) {
                cause(new Event.Settled());
            }
            reply = once(process, call);
        }
        return reply;
    }

    private static boolean isRepeatable(Call call) {
        return call instanceof Call.Connect
                || call instanceof Call.Get
                || call instanceof Call.GetUnits
                || call instanceof Call.Load;
    }

    private Optional<Reply> once(int process, Call call) {
        if (!isPossible(process, call)) {
            return Optional.empty();
        }
        Reply reply = reply(process, call);
        for (int again = 0;
                again < Uncaused.MOST_IN_A_ROW && isUncaused(process, call, reply);
                again++) {
            record(process, call, reply);
            reply = reply(process, call);
        }
        return taken(process, call, reply);
    }

    private synchronized boolean isPossible(int process, Call call) {
        return !follower.isOver()
                && stage.fabric().lacking(call).isEmpty()
                && (isOpen || follower.judge().isPromised(process, call));
    }

    /** Whether a call was refused by what may be over when it is made again. */
    boolean isUncaused(int process, Call call, Reply reply) {
        return Uncaused.isOne(stage.model(), new Observation.Called(process, call, reply));
    }

    // The implementation may do anything at all, and none of it is the kit's failure.
    private Reply reply(int process, Call call) {
        steps.incrementAndGet();
        waitingFor = new Observation.Called(process, call, new Reply.NoReply("not yet"));
        try {
            Reply reply = participants.get(process).call(call);
            return reply == null ? new Reply.NoReply("returned null") : reply;
        } catch (Throwable t) {
            return new Reply.NoReply("threw " + t);
        } finally {
            waitingFor = null;
            steps.incrementAndGet();
        }
    }

    private synchronized Optional<Reply> taken(int process, Call call, Reply reply) {
        if (follower.isOver()) {
            return Optional.empty();
        }
        if (AgentParticipant.isUnable(reply)) {
            follower.unready(((Reply.NoReply) reply).how());
            return Optional.empty();
        }
        record(process, call, reply);
        if (!isOpen) {
            follower.observe(this::history, process, call, reply);
        }
        return follower.isOver() ? Optional.empty() : Optional.of(reply);
    }

    private synchronized void record(int process, Call call, Reply reply) {
        moments.add(new Moment.Begun(acts, process, OptionalInt.empty(), call));
        moments.add(new Moment.Returned(acts++, reply));
        remember(process, reply);
    }

    private void remember(int process, Reply reply) {
        if (reply instanceof Reply.Handle(long handle)) {
            lastHandles.put(process, handle);
        }
        if (reply instanceof Reply.Published(int segment)) {
            published.add(segment);
        }
    }

    @Override
    public void cause(Event event) {
        if (!isOver()) {
            bringAbout(event);
            happened(event);
        }
    }

    private synchronized void happened(Event event) {
        moments.add(new Moment.Happened(event));
        follower.observe(event);
    }

    /** Brings the event about, and leaves it to others to tell of it. */
    void bringAbout(Event event) {
        steps.incrementAndGet();
        switch (event) {
            case Event.Killed(int process) -> participants.get(process).kill();
            case Event.Settled _ -> Lateness.pass(settle);
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
    }

    /** Takes in what was called at the same time. */
    synchronized void takeIn(List<Lane> lanes, Meeting meeting, Optional<Event> mishap) {
        steps.incrementAndGet();
        for (int i = 0; i < meeting.made().size(); i++) {
            Made made = meeting.made().get(i);
            int process = lanes.get(made.lane()).process();
            remember(process, made.reply());
            if (AgentParticipant.isUnable(made.reply())) {
                follower.unready(((Reply.NoReply) made.reply()).how());
            }
            if (AgentParticipant.isUnanswered(made.reply())
                    && !mishap.equals(Optional.of(new Event.Killed(process)))) {
                unanswered.put(acts + i, made.reply());
            }
        }
        moments.addAll(Timeline.of(lanes, meeting, mishap, acts));
        acts += meeting.made().size();
        meets = Meets.of(lanes, meeting);
        isOpen = true;
    }

    /** Looks for an order of what was called at the same time. */
    synchronized void conclude() {
        isOpen = false;
        if (!follower.isOver()) {
            follower.reconsider(history(), unanswered);
        }
    }

    /** Lets what is late arrive. */
    void settle() {
        if (hasSeenLate) {
            cause(new Event.Settled());
        }
    }

    private History history() {
        return new History(
                stage.fabric().capabilities().pageSize(),
                setting,
                Set.copyOf(stage.readings()),
                moments);
    }

    /** What it has come to. */
    synchronized Ending ending() {
        return new Ending(
                follower.kind(),
                follower.why(),
                follower.deadly().orElseGet(this::history),
                meets,
                acts);
    }

    /** The same where the call that is waited for is never answered; empty if none is. */
    synchronized Optional<Ending> abandoned(String how) {
        Observation.Called waiting = waitingFor;
        if (waiting == null) {
            return Optional.empty();
        }
        record(waiting.process(), waiting.call(), new Reply.NoReply(how));
        follower.reconsider(history(), Map.of());
        return Optional.of(ending());
    }
}
