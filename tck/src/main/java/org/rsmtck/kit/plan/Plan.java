package org.rsmtck.kit.plan;

import org.rsmtck.explore.Scopes;
import org.rsmtck.model.Model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What the suites owe under a model: read from what the kit brings along where that was computed
 * from this very model, else computed, which takes half a minute. Nothing is read or computed
 * before it is asked for.
 */
public final class Plan {
    private static final Map<Paged, Plan> PLANS = new ConcurrentHashMap<>();

    private final Once<RulePlan> rules;
    private final Once<List<Exercise>> permissions;
    private final Once<Tour> tour;

    /** A model, and the pages of what it is asked about. */
    record Paged(Model model, long pageSize) {}

    private Plan(Paged of) {
        Optional<PlanFile> file = PlanFile.of(of.model, of.pageSize);
        this.rules =
                new Once<>(() ->
                        file.flatMap(PlanFile::rules)
                                .orElseGet(() -> RuleWitnesses.of(of.model, of.pageSize)));
        this.permissions = new Once<>(() -> PermissionMatrix.of(of.model, of.pageSize));
        this.tour =
                new Once<>(() ->
                        file.flatMap(PlanFile::tour)
                                .orElseGet(
                                        () -> TourPlanner.of(of.model, Scopes.TOUR, of.pageSize)));
    }

    /** The plan of the model: the same one each time. */
    public static Plan of(Model model, long pageSize) {
        return PLANS.computeIfAbsent(new Paged(model, pageSize), Plan::new);
    }

    /** Every rule where it stands alone and where it meets others. */
    public RulePlan rules() {
        return rules.get();
    }

    /** Every file mode, importer and mode of access. */
    public List<Exercise> permissions() {
        return permissions.get();
    }

    /** Every call in every abstract state of a scope. */
    public Tour tour() {
        return tour.get();
    }

    /** Asks once, whoever asks first, and remembers the answer. */
    private static final class Once<T> {
        private final Supplier<T> source;
        private Optional<T> answer = Optional.empty();

        Once(Supplier<T> source) {
            this.source = source;
        }

        synchronized T get() {
            if (answer.isEmpty()) {
                answer = Optional.of(source.get());
            }
            return answer.get();
        }
    }
}
