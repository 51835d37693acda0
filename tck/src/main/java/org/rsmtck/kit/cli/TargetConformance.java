package org.rsmtck.kit.cli;

import org.rsmtck.api.Fabric;
import org.rsmtck.kit.Conformance;
import org.rsmtck.kit.suite.RunRequest;

/** The conformance tests of whatever the command line names. */
final class TargetConformance implements Conformance {
    private static RunRequest order;

    /** Says what the next run is to be about. */
    static void prepare(RunRequest next) {
        order = next;
    }

    @Override
    public Fabric fabric() {
        return order.fabric();
    }

    @Override
    public RunRequest order() {
        return order;
    }
}
