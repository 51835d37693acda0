package org.rsmtck.kit.history;

import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.linearizability.Budget;
import org.rsmtck.kit.linearizability.Point;
import org.rsmtck.kit.linearizability.Search;
import org.rsmtck.model.Allowed;
import org.rsmtck.model.Model;
import org.rsmtck.model.Oracle;
import org.rsmtck.model.StateSet;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether some order of the operations explains a history, transfers that tear included. */
final class Linearization {
    private final Model model;
    private final History history;
    private final Operations operations;
    private final Budget work;
    private final Set<Integer> excused;

    /** What came of it. */
    sealed interface Result {
        /**
         * Some order explains all.
         *
         * @param order the indexes in {@link Operations#over} of what took effect, in an order
         */
        record Ordered(List<Integer> order) implements Result {}

        /**
         * No order explains all.
         *
         * @param furthest the greatest index in {@link Operations#over} all before which were put
         *     in order at once
         */
        record NoOrder(int furthest) implements Result {}

        /**
         * Some order leads to a call of which nothing is promised, and no order explains all.
         *
         * @param call of which nothing is promised
         */
        record OutsideContract(ModelSpecification.NothingPromised call) implements Result {}
    }

    private Linearization(Model model, History history, Operations operations, Budget work) {
        this.model = model;
        this.history = history;
        this.operations = operations;
        this.work = work;
        this.excused = Excuses.of(model, history, operations);
    }

    /**
     * @throws Budget.BudgetExceededException when it has taken too much work
     */
    static Result of(Model model, History history, Budget work) {
        return new Linearization(model, history, Operations.of(history), work).result();
    }

    /**
     * What is allowed in place of the last operation, in every order where all before it are in
     * their places.
     *
     * @throws Budget.BudgetExceededException when it has taken too much work
     */
    static List<Allowed> allowedLast(
            Model model, History history, Operations operations, Budget work) {
        return new Linearization(model, history, operations, work)
                .allowed(operations.over().size() - 1);
    }

    /**
     * What some order comes to.
     *
     * @param points everything that some order comes to
     * @param nothingPromised the first call met of which nothing is promised
     * @param mayTear whether contents may have been seen torn
     * @param over the operations that took effect, in the order in which they ended
     */
    record Reached(
            Set<Point<StateSet>> points,
            Optional<ModelSpecification.NothingPromised> nothingPromised,
            boolean mayTear,
            List<Operation.Completed> over) {}

    /**
     * What is to be known of the beginning of a history to go on without it.
     *
     * @param count of how many operations
     * @throws Budget.BudgetExceededException when it has taken too much work
     */
    static Reached reached(Model model, History history, int count, Budget work) {
        Operations operations = Operations.of(history);
        Linearization linearization = new Linearization(model, history, operations, work);
        ModelSpecification specification = linearization.specification(Part.WHOLE);
        Set<Point<StateSet>> points = linearization.search(specification).pointsBefore(count);
        return new Reached(
                points,
                specification.nothingPromised(),
                !Tearing.parts(operations).isEmpty(),
                operations.over());
    }

    private Result result() {
        Result whole = result(Part.WHOLE);
        if (!(whole instanceof Result.NoOrder)) {
            return whole;
        }
        Result last = whole;
        for (Part part : Tearing.parts(operations)) {
            last = result(part);
            if (!(last instanceof Result.Ordered)) {
                return last instanceof Result.NoOrder ? whole : last;
            }
        }
        return last;
    }

    private Result result(Part part) {
        ModelSpecification specification = specification(part);
        return switch (search(specification).run()) {
            case Search.Result.Ordered(List<Integer> order) -> new Result.Ordered(order);
            case Search.Result.NoOrder(int furthest) ->
                    specification
                            .nothingPromised()
                            .<Result>map(Result.OutsideContract::new)
                            .orElseGet(() -> new Result.NoOrder(furthest));
        };
    }

    private List<Allowed> allowed(int index) {
        ModelSpecification specification = specification(Part.WHOLE);
        Set<Allowed> inPlace = new LinkedHashSet<>();
        if (operations.over().get(index).line() instanceof Observation.Called called) {
            search(specification)
                    .visitBefore(
                            index, states -> inPlace.addAll(specification.allowed(states, called)));
        }
        return List.copyOf(inPlace);
    }

    private ModelSpecification specification(Part part) {
        return new ModelSpecification(
                new Oracle(model, work::step), history, operations, part, excused);
    }

    private Search<StateSet> search(ModelSpecification specification) {
        return new Search<>(
                specification,
                operations.schedule(),
                new Independence(model, history, operations, excused),
                work,
                history.earlier()
                        .map(Earlier::points)
                        .orElseGet(() -> List.of(Point.start(specification))));
    }
}
