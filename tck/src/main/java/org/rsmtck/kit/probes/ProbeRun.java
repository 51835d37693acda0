package org.rsmtck.kit.probes;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.execute.Room;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.kit.history.History;
import org.rsmtck.kit.history.HistoryFile;
import org.rsmtck.kit.judge.FailureDescription;
import org.rsmtck.kit.judge.Judge;
import org.rsmtck.kit.judge.Mismatch;
import org.rsmtck.kit.judge.Narrative;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.target.AgentParticipant;
import org.rsmtck.kit.target.Answers;
import org.rsmtck.kit.target.DisposableFabric;
import org.rsmtck.kit.target.TargetSetupException;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A fresh fabric with fresh processes in it, and what was seen of them. */
final class ProbeRun implements AutoCloseable {

    private final ProbeContext context;
    private final Setting setting;
    private final DisposableFabric disposable;
    private final Judge judge;
    private final List<AgentParticipant> agents = new ArrayList<>();
    private final List<Observation> lines = new ArrayList<>();

    ProbeRun(ProbeContext context, Setting setting) {
        this.context = context;
        this.setting = setting;
        this.judge =
                Judge.of(context.model(), setting.start(context.pageSize()), context.readings());
        this.disposable = context.fabric().disposable(setting.topology());
        try {
            for (Setting.Member member : setting.members()) {
                agents.add(disposable.attach(member.node(), member.who()));
            }
        } catch (TargetSetupException e) {
            disposable.close();
            throw e;
        }
        context.counted();
    }

    AgentParticipant agent(int process) {
        return agents.get(process);
    }

    /** Another process in place of one that is dead; the same to the judge of a later history. */
    void replace(int process) {
        Setting.Member member = setting.members().get(process);
        agents.set(process, disposable.attach(member.node(), member.who()));
    }

    Setting setting() {
        return setting;
    }

    DisposableFabric disposable() {
        return disposable;
    }

    List<Observation> lines() {
        return List.copyOf(lines);
    }

    World world() {
        return judge.world();
    }

    long pageSize() {
        return context.pageSize();
    }

    /** As long as that, or as long as the target has room for. */
    long within(long length) {
        return Math.min(length, context.fabric().capabilities().limits().segmentLength());
    }

    /** Whether the model promises anything of the call, and the implementation has it. */
    boolean isPromised(int process, Call call) {
        return judge.isPromised(process, call);
    }

    /** Whether the call stays within the limits that the implementation declares. */
    boolean hasRoom(int process, Call call) {
        return Room.lacking(context.fabric().capabilities().limits(), judge.world(), process, call)
                .isEmpty();
    }

    /** Makes the call, which has to be one that something is promised of. */
    Reply say(int process, Call call) {
        return say(process, call, Line.EMPTY);
    }

    /** Makes the call with fields around it that make no difference to what is right. */
    Reply say(int process, Call call, Line around) {
        Optional<String> lacking = context.fabric().lacking(call);
        if (lacking.isPresent()) {
            throw new NotReadyException("the target lacks " + lacking.get());
        }
        if (!judge.isPromised(process, call)) {
            throw new NotReadyException(
                    "nothing is promised of " + call.word() + " on the way there");
        }
        Reply reply = askToBeJudged(process, call, around);
        observe(process, call, reply);
        return reply;
    }

    /** Makes the call, and again as long as it is refused by chance and for no reason. */
    Reply askToBeJudged(int process, Call call, Line around) {
        return Insistence.answer(
                () -> ask(process, call, around),
                reply ->
                        reply instanceof Reply.Refused
                                && judge.copy().observe(process, call, reply).isEmpty()
                                && context.isByChance(process, call, reply));
    }

    /** Makes the call, and again as long as it is refused by chance; nobody judges it. */
    Reply insist(int process, Call call) {
        return Insistence.answer(
                () -> ask(process, call), reply -> context.isByChance(process, call, reply));
    }

    /** Has the reply judged. */
    void observe(int process, Call call, Reply reply) {
        Observation.Called line = new Observation.Called(process, call, reply);
        if (Answers.isUnable(reply)) {
            throw new NotReadyException(Narrative.tell(reply));
        }
        lines.add(line);
        if (judge.observe(process, call, reply).isEmpty()) {
            throw broken(new Mismatch(line, judge.allowed(process, call, reply)));
        }
    }

    private ProbeFailedException broken(Mismatch mismatch) {
        return new ProbeFailedException(
                FailureDescription.of(
                        context.model(),
                        setting.start(context.pageSize()),
                        ProbesSuite.NAME,
                        lines,
                        mismatch,
                        context.readings(),
                        context.replay(),
                        false),
                Optional.of(
                        new HistoryFile(
                                context.model().profile(),
                                false,
                                History.of(
                                        context.pageSize(),
                                        setting,
                                        Set.copyOf(context.readings()),
                                        lines))),
                ProbeFailedException.isHang(mismatch.observed().reply()));
    }

    /** Makes the call if anything is promised of it. */
    Optional<Reply> sayIfPromised(int process, Call call) {
        return sayIfPromised(process, call, Line.EMPTY);
    }

    /** The same, with fields around it that make no difference to what is right. */
    Optional<Reply> sayIfPromised(int process, Call call, Line around) {
        if (context.fabric().lacking(call).isPresent() || !judge.isPromised(process, call)) {
            return Optional.empty();
        }
        Reply reply = askToBeJudged(process, call, around);
        if (Answers.isUnable(reply)) {
            return Optional.empty();
        }
        observe(process, call, reply);
        context.judged();
        return Optional.of(reply);
    }

    /** What is known by now, for somebody who tries what might have been. */
    Judge judge() {
        return judge.copy();
    }

    /** Makes the call and has nobody judge it. */
    Reply ask(int process, Call call, Line around) {
        context.called(1);
        return agents.get(process).call(call, around);
    }

    Reply ask(int process, Call call) {
        return ask(process, call, Line.EMPTY);
    }

    /** Makes the call, which has to succeed with a handle. */
    long handle(int process, Call call) {
        return handle(process, call, Line.EMPTY);
    }

    /** Makes the call with fields around it, which has to succeed with a handle. */
    long handle(int process, Call call, Line around) {
        Reply reply = say(process, call, around);
        demandSuccess(process, call, reply);
        return handle(call, reply);
    }

    /** The same, and has nobody judge it. */
    long unjudgedHandle(int process, Call call) {
        return handle(call, insist(process, call));
    }

    private static long handle(Call call, Reply reply) {
        if (reply instanceof Reply.Handle(long handle)) {
            return handle;
        }
        throw unready(call, reply);
    }

    /** Makes the call, which has to succeed. */
    void done(int process, Call call) {
        done(process, call, Line.EMPTY);
    }

    /** Makes the call with fields around it, which has to succeed. */
    void done(int process, Call call, Line around) {
        demandSuccess(process, call, say(process, call, around));
    }

    /** What no implementation may let succeed by this profile is no way to anything. */
    private void demandSuccess(int process, Call call, Reply reply) {
        if (reply instanceof Reply.Success) {
            return;
        }
        if (!canSucceed(process, call, reply)) {
            throw new NotApplicableException(
                    "%s on the way there is to be refused by %s"
                            .formatted(call.word(), context.model().profile().name()));
        }
        throw unready(call, reply);
    }

    /** What may succeed, or do anything, by this profile is no refusal to be gone round in. */
    void demandRefusal(int process, Call call) {
        if (!judge.isPromised(process, call) || canSucceed(process, call, Reply.done())) {
            throw new NotApplicableException(
                    "%s need not be refused by %s"
                            .formatted(call.word(), context.model().profile().name()));
        }
    }

    private boolean canSucceed(int process, Call call, Reply observed) {
        return judge.allowed(process, call, observed).stream()
                .flatMap(allowed -> allowed.steps().stream())
                .anyMatch(step -> step.reply() instanceof Reply.Success);
    }

    static NotReadyException unready(Call call, Reply reply) {
        return new NotReadyException(
                call.word() + " on the way there was answered " + Narrative.tell(reply));
    }

    void happen(Event event) {
        disposable.apply(event);
        happened(event);
    }

    /** The agent has to be able to end threads, and itself. */
    void demandEnds(int process) {
        if (!agents.get(process).ends().isPossible()) {
            throw new NotApplicableException("the agent cannot end threads, and itself");
        }
    }

    /** Tells the judge of what has come about. */
    void happened(Event event) {
        lines.add(new Observation.Happened(event));
        judge.observe(event);
    }

    @Override
    public void close() {
        disposable.close();
    }
}
