package org.rsmtck.kit.history;

import org.rsmtck.api.Reply;
import org.rsmtck.kit.linearizability.Budget;
import org.rsmtck.model.Allowed;
import org.rsmtck.model.Model;
import org.rsmtck.model.Step;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The replies with which a history would be allowed whose last one is not. */
final class FittingReplies {
    private static final int MOST = 30;

    private final Model model;
    private final History history;
    private final Budget work;

    FittingReplies(Model model, History history, Budget work) {
        this.model = model;
        this.history = history;
        this.work = work;
    }

    /** Of the replies that some order leads to, those that fit; none if the search gives up. */
    List<Allowed> of(Operations operations) {
        try {
            List<Allowed> seen = Linearization.allowedLast(model, history, operations, work);
            Map<Reply, Boolean> isRight = new LinkedHashMap<>();
            for (Allowed allowed : seen) {
                for (Step step : allowed.steps()) {
                    if (isRight.size() < MOST) {
                        isRight.computeIfAbsent(step.reply(), this::isRight);
                    }
                }
            }
            return seen.stream()
                    .map(allowed ->
                            new Allowed(
                                    allowed.steps().stream()
                                            .filter(step ->
                                                    isRight.getOrDefault(step.reply(), false))
                                            .toList(),
                                    allowed.held(),
                                    allowed.outside()))
                    .filter(allowed -> !allowed.steps().isEmpty())
                    .distinct()
                    .toList();
        } catch (Budget.BudgetExceededException e) {
            return List.of();
        }
    }

    private boolean isRight(Reply reply) {
        List<Moment> moments = new ArrayList<>(history.moments());
        moments.set(moments.size() - 1, new Moment.Returned(history.lastAct(), reply));
        return Linearization.of(model, history.with(moments), work)
                instanceof Linearization.Result.Ordered;
    }
}
