package org.rsmtck.kit.suite;

import org.rsmtck.api.Capabilities;
import org.rsmtck.kit.plan.Exercise;
import org.rsmtck.kit.plan.LimitExercises;
import org.rsmtck.kit.plan.Owed;
import org.rsmtck.kit.plan.Plan;
import org.rsmtck.kit.plan.RuleWitnesses;
import org.rsmtck.model.Model;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Every rule where it stands alone, once for each class of arguments, and where it meets others: on
 * a shortest way there, with observers behind it.
 */
public final class RulesSuite implements Suite {
    /** As filters and obligation ids spell it. */
    public static final String NAME = RuleWitnesses.SUITE;

    private final TestRun run;

    public RulesSuite(TestRun run) {
        this.run = run;
    }

    /** Everything that this suite owes under the model, the shortest ways first, scope by scope. */
    public static List<Exercise> of(Model model, long pageSize) {
        return Plan.of(model, pageSize).rules().exercises();
    }

    /** The same for a target, with what its declared limits owe. */
    public static List<Exercise> of(RunRequest request) {
        Capabilities target = request.fabric().capabilities();
        List<Exercise> all = new ArrayList<>(of(request.model(), target.pageSize()));
        if (request.model().profile().shipped().isEmpty()) {
            all.addAll(LimitExercises.of(target.limits(), target.pageSize()));
        }
        return all;
    }

    /** Where no plan is kept it takes a while: it is made while others are exercised. */
    static void planAhead(RunRequest request) {
        if (request.manner().wants(NAME)) {
            CompletableFuture.runAsync(() -> of(request));
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Owed> owed() {
        return Exercises.owed(of(run.request()));
    }

    @Override
    public Stream<SuiteStep> steps() {
        return Exercises.steps(run, NAME, () -> of(run.request()));
    }
}
