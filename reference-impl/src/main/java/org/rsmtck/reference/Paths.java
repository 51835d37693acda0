package org.rsmtck.reference;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Reply.Interconnect.Connection;
import org.rsmtck.api.Topology;
import org.rsmtck.api.Topology.Port;
import org.rsmtck.reference.backend.Environment;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Which controllers reach which, as the links say and as things stand now. */
final class Paths {

    private Paths() {}

    /**
     * The paths from the controllers of {@code node}, loopback aside, to the controllers of other
     * nodes.
     */
    static List<Connection> from(int node, Environment environment) {
        List<Connection> connections = new ArrayList<>();
        TreeSet<Topology.Link> links = new TreeSet<>(environment.topology().links());
        for (String controller : controllers(node, environment)) {
            Port local = new Port(node, controller);
            for (Topology.Link link : links) {
                Port remote = other(link, local);
                if (remote != null
                        && remote.node() != node
                        && !controller.equals(Topology.LOOPBACK)) {
                    boolean isActive = isActive(local, remote, environment);
                    connections.add(
                            new Connection(
                                    controller, remote.node(), remote.controller(), isActive));
                }
            }
        }
        return connections;
    }

    /**
     * Whether the controller reaches any controller of {@code node}, another one than its own, now.
     */
    static boolean reaches(Port local, int node, Environment environment) {
        for (Topology.Link link : environment.topology().links()) {
            Port remote = other(link, local);
            if (remote != null && remote.node() == node && isActive(local, remote, environment)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isActive(Port local, Port remote, Environment environment) {
        int from = environment.port(local.node(), local.controller()).orElseThrow();
        int to = environment.port(remote.node(), remote.controller()).orElseThrow();
        return environment.path(from, to).isPresent();
    }

    private static @Nullable Port other(Topology.Link link, Port port) {
        if (link.one().equals(port)) {
            return link.other();
        }
        return link.other().equals(port) ? link.one() : null;
    }

    private static List<String> controllers(int node, Environment environment) {
        return environment.topology().nodes().stream()
                .filter(candidate -> candidate.id() == node)
                .findFirst()
                .orElseThrow()
                .controllers();
    }
}
