package org.rsmtck.kit.history;

import org.rsmtck.kit.linearizability.Frontier;
import org.rsmtck.kit.linearizability.Point;
import org.rsmtck.model.State;
import org.rsmtck.model.StateSet;

import java.util.List;
import java.util.Optional;

/**
 * What a judgement has come to of the beginning of a history, of which only the rest is kept: the
 * calls that were under way then are the first of the rest, those that are never answered in front.
 *
 * @param calls how many calls and events are not kept
 * @param points from where the search goes on, counted by the operations of the rest
 * @param targets what the imports of then are connected to
 * @param values that the lines of the whole history name
 */
record Earlier(int calls, List<Point<StateSet>> points, Targets targets, NamedValues values) {

    /** The least number of operations that have to be kept to go on from there. */
    int leastKept() {
        return points.stream()
                .mapToInt(point -> point.front().base() + point.front().ahead().length())
                .max()
                .orElse(0);
    }

    /** Whether no order has put anything of what is kept in its place already. */
    boolean isClean() {
        return points.stream().allMatch(point -> point.front().equals(Frontier.START));
    }

    /** The one state from which all goes on, if there is but one. */
    Optional<State> only() {
        return isClean() && points.size() == 1 && points.getFirst().states().now().size() == 1
                ? points.getFirst().states().now().stream().findFirst()
                : Optional.empty();
    }
}
