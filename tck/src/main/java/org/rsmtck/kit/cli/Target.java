package org.rsmtck.kit.cli;

import org.rsmtck.api.Fabric;
import org.rsmtck.kit.plug.AgentFabric;
import org.rsmtck.kit.plug.Plug;
import org.rsmtck.kit.suites.Campaign;

import java.time.Duration;

/**
 * The implementation that a command is about. Closing it ends what was started for it.
 *
 * @param patience how long a step may take before it counts as hanging
 */
record Target(Fabric fabric, Duration patience) implements AutoCloseable {

    static Target of(Fabric fabric) {
        return new Target(fabric, Campaign.PATIENCE);
    }

    static Target behindAgents(Plug plug) {
        AgentFabric fabric = new AgentFabric(plug);
        return new Target(fabric, fabric.patience());
    }

    @Override
    public void close() {
        if (fabric instanceof AgentFabric agents) {
            agents.close();
        }
    }
}
