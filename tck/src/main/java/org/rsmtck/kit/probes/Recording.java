package org.rsmtck.kit.probes;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.kit.history.Counterexample;
import org.rsmtck.kit.history.History;
import org.rsmtck.kit.history.HistoryFile;
import org.rsmtck.kit.history.Moment;
import org.rsmtck.kit.history.Verdict;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.linearizability.Budget;
import org.rsmtck.kit.target.Answers;
import org.rsmtck.reports.Failure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What was seen of calls that were made at the same time, to be judged by every order of them. A
 * call that was under way when its process died is pending: it may have taken effect or not, and
 * what it would have issued is unknown. The death itself is right only where nothing is promised of
 * one of those calls.
 */
final class Recording {
    private static final long MOST_STEPS = 200_000;
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final ProbeContext context;
    private final Setting setting;
    private final List<Moment> moments = new ArrayList<>();
    private final Map<Integer, Reply> unanswered = new LinkedHashMap<>();
    private int acts;
    private boolean hasHang;

    /**
     * @param before what was called before, one after another
     */
    Recording(ProbeContext context, Setting setting, List<Observation> before) {
        this.context = context;
        this.setting = setting;
        for (Observation line : before) {
            switch (line) {
                case Observation.Called(int process, Call call, Reply reply) ->
                        add(process, call, reply);
                case Observation.Happened(Event event) -> happened(event);
            }
        }
    }

    /** A call that has begun. */
    int begun(int process, Call call) {
        moments.add(new Moment.Begun(acts, process, OptionalInt.empty(), call));
        return acts++;
    }

    void returned(int act, Reply reply) {
        hasHang |= ProbeFailedException.isHang(reply);
        if (Answers.isUnanswered(reply)) {
            unanswered.put(act, reply);
        } else {
            moments.add(new Moment.Returned(act, reply));
        }
    }

    /** A call that was made and answered with nothing else going on. */
    void add(int process, Call call, Reply reply) {
        returned(begun(process, call), reply);
    }

    /** Makes a call with nothing else going on; what was refused by chance did nothing. */
    Reply ask(ProbeRun trial, int process, Call call) {
        Reply reply = trial.insist(process, call);
        add(process, call, reply);
        return reply;
    }

    /**
     * The handle that the call gives.
     *
     * @throws NotReadyException if it gives none, as it may
     */
    long handle(ProbeRun trial, int process, Call call) {
        Reply reply = ask(trial, process, call);
        if (reply instanceof Reply.Handle(long handle)) {
            return handle;
        }
        judge();
        throw ProbeRun.unready(call, reply);
    }

    void happened(Event event) {
        moments.add(new Moment.Happened(event));
    }

    /**
     * Has it judged.
     *
     * @throws ProbeFailedException if no order explains it
     * @throws NotReadyException if that cannot be told
     */
    void judge() {
        if (unanswered.isEmpty()) {
            judge(moments);
            return;
        }
        try {
            judge(moments);
        } catch (NotReadyException e) {
            // What was answered says nothing; the death may.
        }
        judgeDeath();
    }

    /** Each call that was under way may be the one that the process died of. */
    private void judgeDeath() {
        Optional<ProbeFailedException> first = Optional.empty();
        for (Map.Entry<Integer, Reply> one : unanswered.entrySet()) {
            List<Moment> all = new ArrayList<>(moments);
            all.add(new Moment.Returned(one.getKey(), one.getValue()));
            try {
                judge(all);
                return;
            } catch (ProbeFailedException e) {
                first = first.or(() -> Optional.of(e));
            }
        }
        throw first.orElseThrow();
    }

    private void judge(List<Moment> seen) {
        History history =
                new History(context.pageSize(), setting, Set.copyOf(context.readings()), seen);
        switch (Verdict.of(context.model(), history, work())) {
            case Verdict.Linearizable linearizable -> context.judged();
            case Verdict.NotAllowed not -> throw broken(history, not);
            case Verdict.NothingPromised none -> nothingPromised(seen);
            case Verdict.GaveUp(String after) ->
                    throw new NotReadyException(
                            "the judge of calls at the same time gave up after " + after);
            case Verdict.NothingAnswered none ->
                    throw new NotReadyException("no call was answered");
        }
    }

    private void nothingPromised(List<Moment> seen) {
        boolean hasDied =
                seen.stream()
                        .anyMatch(moment ->
                                moment instanceof Moment.Returned(int act, Reply reply)
                                        && reply instanceof Reply.NoReply);
        if (hasDied) {
            context.odd("calls at the same time of which nothing is promised: " + lastWords(seen));
        } else {
            context.survived();
        }
    }

    private static String lastWords(List<Moment> seen) {
        return seen.stream()
                .filter(moment ->
                        moment instanceof Moment.Returned(int act, Reply reply)
                                && reply instanceof Reply.NoReply)
                .map(moment -> ((Reply.NoReply) ((Moment.Returned) moment).reply()).how())
                .findFirst()
                .orElse("");
    }

    private static Budget work() {
        return new Budget(MOST_STEPS, LONGEST);
    }

    private ProbeFailedException broken(History history, Verdict.NotAllowed not) {
        Failure failure =
                Counterexample.of(context.model(), history, not, false, work(), context.replay())
                        .failure();
        return new ProbeFailedException(
                failure.metBy(ProbesSuite.NAME),
                Optional.of(new HistoryFile(context.model().profile(), false, history)),
                hasHang);
    }
}
