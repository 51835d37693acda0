package org.rsmtck.kit.target;

import org.rsmtck.api.Call;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Out;
import org.rsmtck.api.Reply;
import org.rsmtck.api.Topology;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.kit.wire.MalformedLineException;
import org.rsmtck.kit.wire.Wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks an implementation which node it is on, where nobody has said. */
final class LocalNode {
    private static final int USUAL = 1;

    private LocalNode() {}

    /**
     * The one node that there is, with no controller but loopback. An implementation that cannot
     * tell its node is taken to be on node 1.
     *
     * @throws TargetSetupException if no agent can be started
     */
    static Topology of(Launcher launcher, Bounds bounds) {
        return new Topology(List.of(new Topology.Node(id(launcher, bounds), List.of())), Set.of());
    }

    private static int id(Launcher launcher, Bounds bounds) {
        Credentials anybody = TargetConfig.ANYBODY;
        Offspring offspring = new Offspring();
        Map<String, String> environment = new HashMap<>(launcher.environment("", USUAL, anybody));
        environment.putAll(offspring.mark());
        AgentProcess agent =
                new AgentProcess(
                        launcher.command("", USUAL, anybody),
                        environment,
                        bounds,
                        new Statistics());
        try {
            Line answer = agent.ask(Wire.of(new Call.GetTopology(Out.VALID)));
            return answer.has("reply")
                            && Wire.reply(answer) instanceof Reply.Interconnect(int node, var _)
                    ? node
                    : USUAL;
        } catch (AgentDiedException | AgentSpeaksOtherwiseException | MalformedLineException e) {
            return USUAL;
        } finally {
            agent.kill();
            offspring.end();
        }
    }
}
