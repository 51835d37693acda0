package org.rsmtck.kit.cli;

import org.rsmtck.api.Fabric;
import org.rsmtck.kit.suite.TestRun;
import org.rsmtck.kit.target.AgentFabric;
import org.rsmtck.kit.target.TargetConfig;

import java.time.Duration;

/**
 * The implementation that a command is about. Closing it ends what was started for it.
 *
 * @param patience how long a step may take before it counts as hanging
 * @param end ends what was started for it
 */
record Target(Fabric fabric, Duration patience, Runnable end) implements AutoCloseable {

    static Target of(Fabric fabric) {
        return new Target(fabric, TestRun.PATIENCE, () -> {});
    }

    static Target behindAgents(TargetConfig config) {
        AgentFabric fabric = new AgentFabric(config);
        return new Target(fabric, fabric.patience(), fabric::close);
    }

    @Override
    public void close() {
        end.run();
    }
}
