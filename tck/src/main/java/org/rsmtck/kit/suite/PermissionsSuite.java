package org.rsmtck.kit.suite;

import org.rsmtck.kit.plan.Exercise;
import org.rsmtck.kit.plan.Owed;
import org.rsmtck.kit.plan.PermissionMatrix;
import org.rsmtck.kit.plan.Plan;
import org.rsmtck.model.Model;

import java.util.List;
import java.util.stream.Stream;

/** The permission matrix, and every number that is no mode. */
public final class PermissionsSuite implements Suite {
    /** As filters and obligation ids spell it. */
    public static final String NAME = PermissionMatrix.SUITE;

    private final TestRun run;

    public PermissionsSuite(TestRun run) {
        this.run = run;
    }

    /** Everything that this suite owes under the model. */
    public static List<Exercise> of(Model model, long pageSize) {
        return Plan.of(model, pageSize).permissions();
    }

    private List<Exercise> exercises() {
        return of(run.request().model(), run.capabilities().pageSize());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Owed> owed() {
        return Exercises.owed(exercises());
    }

    @Override
    public Stream<SuiteStep> steps() {
        return Exercises.steps(run, NAME, this::exercises);
    }
}
