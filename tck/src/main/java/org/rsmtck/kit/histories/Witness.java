package org.rsmtck.kit.histories;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.api.Session;
import org.rsmtck.kit.execute.Heartbeat;
import org.rsmtck.kit.execute.Ids;
import org.rsmtck.kit.execute.Injector;
import org.rsmtck.kit.execute.Invoker;
import org.rsmtck.kit.execute.Issued;
import org.rsmtck.kit.execute.Lateness;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.kit.histories.Crew.Made;
import org.rsmtck.kit.histories.Crew.Meeting;
import org.rsmtck.kit.history.History;
import org.rsmtck.kit.history.Moment;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.judge.Uncaused;
import org.rsmtck.kit.target.Answers;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Sees what is called and answered in a trial, and follows it: one after another by a judge of
 * sequences, and by every order of what was called at the same time. What several threads look at
 * is guarded by this object's lock, which is never held while the implementation is at work.
 */
final class Witness implements Invoker {
    private final Stage stage;
    private final Setting setting;
    private final List<Participant> participants;
    private final List<Moment> moments = new ArrayList<>();
    private final Map<Integer, Reply> unanswered = new HashMap<>();
    private final Follower follower;
    private final Issued issued;
    private final Lateness lateness;
    private final Heartbeat heartbeat = new Heartbeat();
    private Meets meets = Meets.NONE;
    private @Nullable Injector injector;
    private int acts;

    /** Whether calls at the same time have been seen that no order has been found for yet. */
    private boolean isOpen;

    Witness(Stage stage, Setting setting, List<Participant> participants, Ids ids) {
        this.stage = stage;
        this.setting = setting;
        this.participants = participants;
        this.follower = new Follower(stage, setting);
        this.issued = new Issued(ids);
        this.lateness = new Lateness(stage.fabric().capabilities().settle(), this::takeInArrival);
    }

    void enters(Session session) {
        injector = new Injector(session, participants, stage.fabric().capabilities().settle());
    }

    Heartbeat heartbeat() {
        return heartbeat;
    }

    synchronized boolean isOver() {
        return follower.isOver();
    }

    @Override
    public synchronized World world() {
        return follower.judge().world();
    }

    @Override
    public long neverIssued(int process) {
        return issued.neverIssued(process);
    }

    /** The ids that segments may have been published under. */
    Set<Integer> segments() {
        return issued.segments();
    }

    @Override
    public Optional<Reply> say(int process, Call call) {
        return lateness.say(
                call, made -> once(process, made), reply -> !isOpen && follower.wasOnlyLate());
    }

    private Optional<Reply> once(int process, Call call) {
        if (!isPossible(process, call)) {
            return Optional.empty();
        }
        Reply first = reply(process, call);
        Optional<Reply> again =
                Uncaused.again(
                        first,
                        reply -> isUncaused(process, call, reply),
                        former -> {
                            record(process, call, former);
                            return reply(process, call);
                        });
        return taken(process, call, again.orElse(first));
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

    private Reply reply(int process, Call call) {
        heartbeat.waitFor(process, call);
        try {
            return Answers.of(() -> participants.get(process).call(call));
        } finally {
            heartbeat.goOn();
        }
    }

    private synchronized Optional<Reply> taken(int process, Call call, Reply reply) {
        if (follower.isOver()) {
            return Optional.empty();
        }
        if (Answers.isUnable(reply)) {
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
        issued.remember(process, reply);
    }

    @Override
    public void cause(Event event) {
        if (!isOver()) {
            bringAbout(event);
            happened(event);
        }
    }

    /** The time has passed within which everything arrives. */
    private void takeInArrival() {
        heartbeat.step();
        if (!isOver()) {
            happened(new Event.Settled());
        }
    }

    private synchronized void happened(Event event) {
        moments.add(new Moment.Happened(event));
        follower.observe(event);
    }

    /** Brings the event about, and leaves it to others to tell of it. */
    void bringAbout(Event event) {
        heartbeat.step();
        requireNonNull(injector).bringAbout(event);
    }

    /** Takes in what was called at the same time. */
    synchronized void takeIn(List<Lane> lanes, Meeting meeting, Optional<Event> mishap) {
        heartbeat.step();
        for (int i = 0; i < meeting.made().size(); i++) {
            Made made = meeting.made().get(i);
            int process = lanes.get(made.lane()).process();
            issued.remember(process, made.reply());
            if (Answers.isUnable(made.reply())) {
                follower.unready(((Reply.NoReply) made.reply()).how());
            }
            if (Answers.isUnanswered(made.reply())
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
        lateness.settle();
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
        Optional<Observation.Called> waiting = heartbeat.waitingFor();
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        record(waiting.get().process(), waiting.get().call(), new Reply.NoReply(how));
        follower.reconsider(history(), Map.of());
        return Optional.of(ending());
    }
}
