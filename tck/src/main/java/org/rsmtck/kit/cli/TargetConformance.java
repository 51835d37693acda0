package org.rsmtck.kit.cli;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Fabric;
import org.rsmtck.kit.Conformance;
import org.rsmtck.kit.suite.RunRequest;

/** The conformance tests of whatever the command line names. */
final class TargetConformance implements Conformance {
    private static @Nullable RunRequest request;

    /** Says what the next run is to be about. */
    static void prepare(RunRequest next) {
        request = next;
    }

    @Override
    public Fabric fabric() {
        return request().fabric();
    }

    @Override
    public RunRequest request() {
        return requireNonNull(request, "nothing was prepared");
    }
}
