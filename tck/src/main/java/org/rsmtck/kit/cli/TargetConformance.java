package org.rsmtck.kit.cli;

import org.rsmtck.api.Fabric;
import org.rsmtck.kit.Conformance;
import org.rsmtck.kit.suite.TestRun;

/** The conformance tests of whatever the command line names. */
final class TargetConformance implements Conformance {
    private static TestRun.RunRequest order;

    /** Says what the next run is to be about. */
    static void prepare(TestRun.RunRequest next) {
        order = next;
    }

    @Override
    public Fabric fabric() {
        return order.fabric();
    }

    @Override
    public TestRun.RunRequest order() {
        return order;
    }
}
