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
import org.rsmtck.kit.judge.Narrative;
import org.rsmtck.kit.target.TargetSetupException;
import org.rsmtck.model.World;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;

/** One program on its way through an implementation. Runs on one thread; another may abandon it. */
final class Execution implements Invoker {
    private final Fabric fabric;
    private final Program program;
    private final Limits limits;
    private final Heartbeat heartbeat = new Heartbeat();
    private final Issued issued;
    private final Bindings bindings;
    private final Transcript transcript;
    private final List<Participant> participants = new ArrayList<>();
    private final Caller caller;
    private final Lateness lateness;
    private final Set<Integer> toBeInterrupted = new TreeSet<>();
    private final AtomicBoolean hasStarted = new AtomicBoolean();
    private @Nullable Injector injector;

    /** What the fabric is being asked outside of any call; empty if it is asked nothing. */
    private volatile String doing = "";

    Execution(Fabric fabric, Judge judge, Program program, Ids ids) {
        this.fabric = fabric;
        this.program = program;
        this.limits = fabric.capabilities().limits();
        this.issued = new Issued(ids);
        this.bindings = new Bindings(ids);
        this.transcript = new Transcript(judge, program.setting(), ids, issued, heartbeat);
        this.caller = new Caller(participants, transcript);
        this.lateness = new Lateness(fabric.capabilities().settle(), this::takeInArrival);
    }

    /** Keeps it from starting; false if it has started. */
    boolean drop() {
        return hasStarted.compareAndSet(false, true);
    }

    Heartbeat heartbeat() {
        return heartbeat;
    }

    Outcome perform(List<Observer> observers) {
        if (!hasStarted.compareAndSet(false, true)) {
            return transcript.outcome();
        }
        doing = "to open a fabric";
        try (Session session = fabric.open(program.setting().topology())) {
            injector = new Injector(session, participants, fabric.capabilities().settle());
            heartbeat.step();
            doing = "to let a process in";
            for (Setting.Member member : program.setting().members()) {
                participants.add(session.attach(member.node(), member.who()));
                heartbeat.step();
            }
            doing = "";
            program.acts().forEach(this::carryOut);
            lateness.settle();
            for (Observer observer : observers) {
                observer.observe(this, issued.segments());
            }
            caller.settle();
            doing = "to close a fabric";
        }
        return transcript.outcome();
    }

    /** What has come of it by now, where something outside of any call went wrong. */
    Outcome troubled(Throwable e) {
        if (e instanceof TargetSetupException setup) {
            return transcript.troubled(setup.getMessage());
        }
        return transcript.troubled(
                doing.isEmpty()
                        ? "the kit itself failed: " + e
                        : fabric.name() + " failed " + doing + ": " + e);
    }

    /** The same, where it takes too long. */
    Outcome stuck(Duration patience) {
        return transcript.troubled(
                (doing.isEmpty() ? "the kit" : fabric.name() + ", asked " + doing + ",")
                        + " did not come to an end within "
                        + patience.toMillis()
                        + " ms");
    }

    /**
     * What this would come to if the call that it waits for were never answered; empty if it waits
     * for none.
     */
    Optional<Outcome> abandoned(String how) {
        return transcript.abandoned(how);
    }

    @Override
    public World world() {
        return transcript.world();
    }

    @Override
    public long neverIssued(int process) {
        return issued.neverIssued(process);
    }

    @Override
    public Optional<Reply> say(int process, Call call) {
        return lateness.say(call, made -> once(process, made), transcript::isOnlyLate);
    }

    private Optional<Reply> once(int process, Call call) {
        if (!isPossible(process, call)) {
            return Optional.empty();
        }
        causeWhatWaited(process, call);
        return caller.call(process, call);
    }

    private boolean isPossible(int process, Call call) {
        return fabric.lacking(call).isEmpty() && transcript.isPromised(process, call);
    }

    private void carryOut(Action act) {
        isAbout(Integer.MAX_VALUE);
        switch (act) {
            case Action.Calling calling -> {
                int before = caller.position();
                Call call = resolved(calling);
                if (isPossible(calling.process(), call)) {
                    causeWhatWaited(calling.process(), call);
                }
                if (!transcript.isOver()) {
                    lookAhead(calling, call);
                    say(calling.process(), call).ifPresent(reply -> remember(calling, reply));
                    isAbout(before);
                }
            }
            case Action.Injection(Event event) -> cause(event);
        }
    }

    /** The line of the last act, if it left one where it should be. */
    private void isAbout(int line) {
        transcript.isAbout(caller.position() > line ? Optional.of(line) : Optional.empty());
    }

    private void lookAhead(Action.Calling calling, Call call) {
        int process = calling.process();
        fabric.lacking(call).ifPresent(function -> transcript.look(aim -> aim.lacking(function)));
        Room.lacking(limits, transcript.world(), process, call)
                .ifPresent(limit -> transcript.look(aim -> aim.beyond(limit)));
        if (calling == program.acts().getLast() && transcript.isPromised(process, call)) {
            transcript.look(aim -> aim.due(transcript.due(process, call)));
        }
    }

    /** The call with the handles and ids that were really issued. */
    private Call resolved(Action.Calling act) {
        Call call = bindings.resolved(act, Alphabet.NEVER_ISSUED);
        return call instanceof OnHandle on
                        && act.handleFrom().isEmpty()
                        && on.handle() == Alphabet.NEVER_ISSUED
                ? on.onHandle(neverIssued(act.process()))
                : call;
    }

    private void remember(Action.Calling act, Reply reply) {
        bindings.remember(act, reply);
        issued.remember(act.process(), reply);
    }

    @Override
    public void cause(Event event) {
        caller.settle();
        if (transcript.isOver()) {
            return;
        }
        transcript.asksFor(event);
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

    /** The time has passed within which everything arrives. */
    private void takeInArrival() {
        caller.settle();
        if (!transcript.isOver()) {
            transcript.asksFor(new Event.Settled());
            transcript.take(new Event.Settled());
        }
    }

    private void causeNow(Event event) {
        caller.settle();
        if (transcript.isOver()) {
            return;
        }
        List<Event> felt = Sufferers.felt(event, world(), fabric.faults());
        doing = "to bring it about that " + Narrative.tell(event);
        try {
            requireNonNull(injector).bringAbout(event);
        } catch (TargetSetupException | UnsupportedOperationException e) {
            transcript.trouble(
                    "it could not be brought about that "
                            + Narrative.tell(event)
                            + ": "
                            + e.getMessage());
        }
        doing = "";
        felt.forEach(transcript::take);
    }
}
