package org.rsmtck.kit.history;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.judge.Uncaused;
import org.rsmtck.model.Disturbance;
import org.rsmtck.model.Model;

import java.util.HashSet;
import java.util.Set;

/**
 * Refusals that are right although no rule gives them in any one order of the calls: a connect that
 * something broke while it was under way, and a shortage or a signal of which nobody knows, as long
 * as the call was made again and the number of such refusals stays small.
 */
final class Excuses {
    private final Model model;
    private final Setting setting;

    private Excuses(Model model, Setting setting) {
        this.model = model;
        this.setting = setting;
    }

    /** The numbers of the operations whose refusal is excused. */
    static Set<Integer> of(Model model, History history, Operations operations) {
        Excuses excuses = new Excuses(model, history.setting());
        Set<Integer> excused = new HashSet<>();
        for (Operation.Completed over : operations.over()) {
            if (over.line() instanceof Observation.Called called
                    && called.reply() instanceof Reply.Refused refused
                    && (excuses.isBroken(called, refused, over, operations)
                            || over.isMadeAgain() && Uncaused.isOne(model, called))) {
                excused.add(over.number());
            }
        }
        return excused;
    }

    private boolean isBroken(
            Observation.Called called,
            Reply.Refused refused,
            Operation.Completed over,
            Operations operations) {
        if (refused.error() != RsmError.INTERRUPTED
                || !(called.call() instanceof Call.Connect connect)) {
            return false;
        }
        return operations.over().stream()
                        .filter(other -> other.begin() < over.end() && over.begin() < other.end())
                        .anyMatch(other -> mayBreak(called.process(), connect, other.line()))
                || operations.open().stream()
                        .filter(other -> other.begin() < over.end())
                        .anyMatch(other -> mayBreak(connect, other.process(), other.call()));
    }

    private boolean mayBreak(int caller, Call.Connect connect, Observation line) {
        return switch (line) {
            case Observation.Called(int process, Call call, var reply) ->
                    mayBreak(connect, process, call);
            case Observation.Happened(var event) ->
                    Disturbance.mayBreak(model.profile(), node(caller), connect, event, this::node);
        };
    }

    private boolean mayBreak(Call.Connect connect, int process, Call other) {
        return node(process) == connect.node()
                && Disturbance.mayBreak(model.profile(), connect, other);
    }

    private int node(int process) {
        return setting.members().get(process).node();
    }
}
