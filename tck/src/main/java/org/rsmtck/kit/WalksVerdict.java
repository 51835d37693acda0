package org.rsmtck.kit;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

import org.rsmtck.kit.suite.TestRun;
import org.rsmtck.kit.suite.WalksSuite;

import java.util.List;

/**
 * Settles what the walks owed once all are gone: one that failed does not keep the others from
 * being gone.
 */
final class WalksVerdict implements AroundPropertyHook {
    @Override
    public PropertyExecutionResult aroundProperty(
            PropertyLifecycleContext context, PropertyExecutor property) {
        PropertyExecutionResult result = property.execute();
        TestRun run = TestRuns.of((Conformance) context.testInstance());
        List<String> failures =
                run.suite(WalksSuite.class)
                        .steps()
                        .flatMap(step -> step.go().get().stream())
                        .toList();
        if (failures.isEmpty()) {
            return result;
        }
        return result.mapToFailed(TestRuns.text(run, failures));
    }
}
