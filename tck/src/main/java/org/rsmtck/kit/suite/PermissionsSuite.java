package org.rsmtck.kit.suite;

import org.rsmtck.kit.plan.Exercise;
import org.rsmtck.kit.plan.PermissionMatrix;
import org.rsmtck.kit.plan.Plan;
import org.rsmtck.model.Model;

import java.util.List;

/** The permission matrix, and every number that is no mode. */
public final class PermissionsSuite {
    /** As filters and obligation ids spell it. */
    public static final String NAME = PermissionMatrix.SUITE;

    private PermissionsSuite() {}

    /** Everything that this suite owes under the model. */
    public static List<Exercise> of(Model model, long pageSize) {
        return Plan.of(model, pageSize).permissions();
    }
}
