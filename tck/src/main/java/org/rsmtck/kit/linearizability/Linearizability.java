package org.rsmtck.kit.linearizability;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether a history of any objects is linearizable. */
public final class Linearizability {
    private Linearizability() {}

    /**
     * Whether some order of the operations keeps their times and is allowed: for each object of the
     * specification by itself, as the order of one has nothing to do with that of another.
     *
     * @param operations in any order
     * @throws Budget.BudgetExceededException when it has taken too much work
     */
    public static <S, O> boolean isGiven(
            Specification<S, O> specification, Collection<Timed<O>> operations, Budget work) {
        Map<Object, List<Timed<O>>> byObject = new LinkedHashMap<>();
        for (Timed<O> one : operations) {
            byObject.computeIfAbsent(
                            specification.object(one.operation()), none -> new ArrayList<>())
                    .add(one);
        }
        for (List<Timed<O>> own : byObject.values()) {
            Search<S> search =
                    new Search<>(
                            specification,
                            Schedule.of(own),
                            Commutation.none(),
                            work,
                            List.of(Point.start(specification)));
            if (!(search.run() instanceof Search.Result.Ordered)) {
                return false;
            }
        }
        return true;
    }
}
