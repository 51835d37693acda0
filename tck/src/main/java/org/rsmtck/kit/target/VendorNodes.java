package org.rsmtck.kit.target;

import org.rsmtck.api.Topology;
import org.rsmtck.api.Topology.Link;
import org.rsmtck.api.Topology.Port;
import org.rsmtck.kit.target.Launcher.NodeStart;
import org.rsmtck.kit.toml.Toml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The nodes of a vendor file, and what links them. */
final class VendorNodes {
    private static final Pattern LINK = Pattern.compile("(\\d+)/([^-/]+)-(\\d+)/([^-/]+)");

    private final Toml<VendorKeys> toml;
    private final List<Topology.Node> nodes = new ArrayList<>();
    private final Map<Integer, NodeStart> starts = new HashMap<>();

    VendorNodes(Toml<VendorKeys> toml, VendorCommands commands) {
        this.toml = toml;
        for (VendorKeys.Node node : toml.value().node()) {
            String path = "node[" + nodes.size() + "].";
            if (starts.containsKey(node.id())) {
                throw toml.mistake(path + "id", "another node has this id");
            }
            List<String> controllers = node.controllers();
            if (controllers.contains(Topology.LOOPBACK)) {
                throw toml.mistake(path + "controllers", "every node has loopback; leave it out");
            }
            if (new HashSet<>(controllers).size() < controllers.size()) {
                throw toml.mistake(path + "controllers", "names one twice");
            }
            starts.put(
                    node.id(),
                    new NodeStart(
                            commands.command(path + "prefix", node.prefix()),
                            commands.filled(node.environment())));
            nodes.add(new Topology.Node(node.id(), controllers));
        }
    }

    /** What puts an agent on a node, by the id of that. */
    Map<Integer, NodeStart> starts() {
        return starts;
    }

    /** Empty if the command that makes fabrics makes any. */
    Optional<Topology> shape() {
        List<String> start = toml.value().fabric().start();
        boolean makesAny = start.stream().anyMatch(word -> word.contains("{topology}"));
        if (makesAny && !nodes.isEmpty()) {
            throw toml.mistake(
                    "fabric.start",
                    "makes fabrics of any {topology}, so there are no [[node]] tables to be given");
        }
        Set<Link> links = new HashSet<>();
        for (String link : toml.value().fabric().links()) {
            links.add(link(link));
        }
        if (makesAny || nodes.isEmpty() && start.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(nodes.isEmpty() ? Topology.oneNode() : new Topology(nodes, links));
    }

    private Link link(String words) {
        Matcher link = LINK.matcher(words);
        if (!link.matches()) {
            throw toml.mistake(
                    "fabric.links",
                    "\"" + words + "\" is no link; write two ports, such as 1/wire0-2/wire0");
        }
        Port one = new Port(Integer.parseInt(link.group(1)), link.group(2));
        Port other = new Port(Integer.parseInt(link.group(3)), link.group(4));
        for (Port port : List.of(one, other)) {
            if (nodes.stream()
                    .noneMatch(node ->
                            node.id() == port.node()
                                    && node.controllers().contains(port.controller()))) {
                throw toml.mistake("fabric.links", "no [[node]] has the port " + port);
            }
        }
        return new Link(one, other);
    }
}
