package org.rsmtck.kit.histories;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.kit.history.History;
import org.rsmtck.kit.history.Moment;
import org.rsmtck.kit.history.Verdict;
import org.rsmtck.kit.judge.Judge;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.judge.Uncaused;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Follows a history along one order that explains it. Where that order explains what comes next no
 * more, another is looked for; where there is none, the history is over.
 */
final class Follower {
    private final Stage stage;
    private final Setting setting;
    private Judge judge;

    /** As it was before the last call. */
    private Judge before;

    private Optional<Observation.Called> last = Optional.empty();
    private Ending.Kind kind = Ending.Kind.RIGHT;
    private String why = "";
    private boolean isOver;
    private Optional<History> deadly = Optional.empty();

    Follower(Stage stage, Setting setting) {
        this.stage = stage;
        this.setting = setting;
        this.judge = start();
        this.before = judge;
    }

    private Judge start() {
        long pageSize = stage.fabric().capabilities().pageSize();
        return Judge.of(stage.model(), setting.start(pageSize), stage.readings());
    }

    /** A judge of sequences that stands where the order has come to. */
    Judge judge() {
        return judge;
    }

    boolean isOver() {
        return isOver;
    }

    Ending.Kind kind() {
        return kind;
    }

    String why() {
        return why;
    }

    /**
     * The history with a call that was never answered, which is wrong by that; empty if none is.
     */
    Optional<History> deadly() {
        return deadly;
    }

    void unready(String reason) {
        end(Ending.Kind.UNREADY, reason);
    }

    private void end(Ending.Kind how, String reason) {
        kind = how;
        why = reason;
        isOver = true;
    }

    /** Takes in a call that was made with nothing else going on; {@code history} ends with it. */
    void observe(Supplier<History> history, int process, Call call, Reply reply) {
        before = judge.copy();
        last = Optional.of(new Observation.Called(process, call, reply));
        if (judge.observe(process, call, reply).isEmpty()) {
            reconsider(history.get(), Map.of());
        }
    }

    void observe(Event event) {
        judge.observe(event);
    }

    /** Whether the last call was answered as if something had not yet reached another node. */
    boolean wasOnlyLate() {
        return !isOver
                && last.filter(one -> before.isOnlyLate(one.process(), one.call(), one.reply()))
                        .isPresent();
    }

    /**
     * Looks for an order of everything.
     *
     * @param unanswered calls under way when their process died, or that hang
     */
    void reconsider(History history, Map<Integer, Reply> unanswered) {
        if (!unanswered.isEmpty()) {
            judgeDeath(history, unanswered);
            return;
        }
        Verdict verdict = Verdict.of(stage.model(), history, Stage.work());
        if (verdict instanceof Verdict.Linearizable(List<Integer> order)) {
            follow(history, order);
        } else {
            end(Ending.of(verdict), words(verdict));
        }
    }

    /** Each call that was under way may be the one that the process died of. */
    private void judgeDeath(History history, Map<Integer, Reply> unanswered) {
        for (Map.Entry<Integer, Reply> one : unanswered.entrySet()) {
            Verdict verdict = Verdict.of(stage.model(), died(history, one), Stage.work());
            if (!(verdict instanceof Verdict.NotAllowed)) {
                end(Ending.of(verdict), words(verdict));
                return;
            }
        }
        Map.Entry<Integer, Reply> first = unanswered.entrySet().iterator().next();
        deadly = Optional.of(died(history, first));
        end(Ending.Kind.WRONG, ((Reply.NoReply) first.getValue()).how());
    }

    /** The history in which this call is the one that was never answered. */
    private static History died(History history, Map.Entry<Integer, Reply> unanswered) {
        List<Moment> moments = new ArrayList<>(history.moments());
        moments.add(new Moment.Returned(unanswered.getKey(), unanswered.getValue()));
        return history.with(moments);
    }

    private static String words(Verdict verdict) {
        return switch (verdict) {
            case Verdict.GaveUp(String after) -> "the judge gave up after " + after;
            case Verdict.NothingAnswered _ -> "no call was answered";
            case Verdict.NothingPromised(int number, var rules, boolean _) ->
                    "nothing is promised of a call in an order that may have been, by "
                            + rules.iterator().next().id();
            case Verdict.Linearizable _, Verdict.NotAllowed _ -> "";
        };
    }

    private void follow(History history, List<Integer> order) {
        Map<Integer, Observation> byNumber = byNumber(history);
        Judge other = start();
        for (int number : order) {
            boolean isExplained =
                    switch (byNumber.get(number)) {
                        case Observation.Called(int process, Call call, Reply reply) ->
                                !other.observe(process, call, reply).isEmpty()
                                        || Uncaused.mayBeOver(reply);
                        case Observation.Happened(Event event) -> {
                            other.observe(event);
                            yield true;
                        }
                        case null -> false;
                    };
            if (!isExplained) {
                // Right, by a call that was not answered or by bytes that came in parts: from
                // here on nobody can say which world it is.
                isOver = true;
                return;
            }
        }
        judge = other;
        before = other;
        last = Optional.empty();
    }

    /** The calls that were answered, and the events, by the numbers that verdicts give them. */
    private static Map<Integer, Observation> byNumber(History history) {
        Map<Integer, Observation> byNumber = new HashMap<>();
        Map<Integer, Moment.Begun> begun = new HashMap<>();
        Map<Integer, Integer> numbers = new HashMap<>();
        int number = 1;
        for (Moment moment : history.moments()) {
            switch (moment) {
                case Moment.Begun call -> {
                    begun.put(call.act(), call);
                    numbers.put(call.act(), number++);
                }
                case Moment.Returned(int act, Reply reply) ->
                        Optional.ofNullable(begun.get(act))
                                .ifPresent(call ->
                                        byNumber.put(
                                                numbers.getOrDefault(act, 0),
                                                new Observation.Called(
                                                        call.process(), call.call(), reply)));
                case Moment.Happened(Event event) ->
                        byNumber.put(number++, new Observation.Happened(event));
            }
        }
        return byNumber;
    }
}
