package org.rsmtck.kit.target;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Reply;
import org.rsmtck.api.Reply.Interconnect;
import org.rsmtck.api.Reply.Interconnect.Connection;
import org.rsmtck.api.Topology;
import org.rsmtck.api.Topology.Link;
import org.rsmtck.api.Topology.Port;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Names of nodes and controllers as the suites use them, and as a fabric has them that is there
 * already: the suites get a part of it that has the shape they ask for.
 */
final class TopologyEmbedding {
    /** Everything is called what it is called. */
    static final TopologyEmbedding NONE = new TopologyEmbedding(Map.of(), Map.of(), Set.of());

    private static final int HIGHEST_NODE = 63;

    private final Map<Integer, Integer> nodes;
    private final Map<Port, Port> ports;
    private final Set<Integer> taken;

    private TopologyEmbedding(
            Map<Integer, Integer> nodes, Map<Port, Port> ports, Set<Integer> taken) {
        this.nodes = nodes;
        this.ports = ports;
        this.taken = taken;
    }

    /** A part of {@code real} that has exactly the shape {@code wanted}; empty if there is none. */
    static Optional<TopologyEmbedding> into(Topology real, Topology wanted) {
        Set<Integer> taken = new HashSet<>();
        real.nodes().forEach(node -> taken.add(node.id()));
        return nodesInto(real, wanted, 0, new HashMap<>(), new HashMap<>())
                .map(found -> new TopologyEmbedding(found.nodes, found.ports, taken));
    }

    private static Optional<TopologyEmbedding> nodesInto(
            Topology real,
            Topology wanted,
            int index,
            Map<Integer, Integer> nodes,
            Map<Port, Port> ports) {
        if (index == wanted.nodes().size()) {
            return isSameShape(real, wanted, ports)
                    ? Optional.of(
                            new TopologyEmbedding(Map.copyOf(nodes), Map.copyOf(ports), Set.of()))
                    : Optional.empty();
        }
        Topology.Node node = wanted.nodes().get(index);
        for (Topology.Node candidate : real.nodes()) {
            if (nodes.containsValue(candidate.id())) {
                continue;
            }
            for (List<String> choice :
                    arrangements(candidate.controllers(), node.controllers().size())) {
                Map<Integer, Integer> moreNodes = new HashMap<>(nodes);
                moreNodes.put(node.id(), candidate.id());
                Map<Port, Port> morePorts = new HashMap<>(ports);
                for (int i = 0; i < choice.size(); i++) {
                    morePorts.put(
                            new Port(node.id(), node.controllers().get(i)),
                            new Port(candidate.id(), choice.get(i)));
                }
                Optional<TopologyEmbedding> found =
                        nodesInto(real, wanted, index + 1, moreNodes, morePorts);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static List<List<String>> arrangements(List<String> names, int size) {
        if (size == 0) {
            return List.of(List.of());
        }
        List<List<String>> all = new ArrayList<>();
        for (List<String> shorter : arrangements(names, size - 1)) {
            for (String name : names) {
                if (!shorter.contains(name)) {
                    List<String> longer = new ArrayList<>(shorter);
                    longer.add(name);
                    all.add(longer);
                }
            }
        }
        return all;
    }

    private static boolean isSameShape(Topology real, Topology wanted, Map<Port, Port> ports) {
        for (Map.Entry<Port, Port> one : ports.entrySet()) {
            for (Map.Entry<Port, Port> other : ports.entrySet()) {
                boolean isWanted = wanted.links().contains(new Link(one.getKey(), other.getKey()));
                boolean isThere = real.links().contains(new Link(one.getValue(), other.getValue()));
                if (isWanted != isThere) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The node's real id; one that the suites know to be nowhere is nowhere. */
    int of(int node) {
        if (nodes.isEmpty()) {
            return node;
        }
        Integer real = nodes.get(node);
        if (real != null) {
            return real;
        }
        int free = node;
        for (int id = HIGHEST_NODE; taken.contains(free); id--) {
            free = id;
        }
        return free;
    }

    private Port of(Port port) {
        return ports.getOrDefault(port, new Port(of(port.node()), port.controller()));
    }

    private Link of(Link link) {
        return new Link(of(link.one()), of(link.other()));
    }

    /** The call that a process of {@code node} is to make. */
    Call of(int node, Call call) {
        if (nodes.isEmpty()) {
            return call;
        }
        return switch (call) {
            case Call.GetController(String name, var out) ->
                    new Call.GetController(of(new Port(node, name)).controller(), out);
            case Call.Connect c ->
                    new Call.Connect(
                            c.controller(), of(c.node()), c.segment(), c.permission(), c.out());
            case Call.Publish p ->
                    new Call.Publish(p.handle(), p.segment(), of(p.access()), p.id());
            case Call.Republish r -> new Call.Republish(r.handle(), of(r.access()));
            case Call.ReleaseController _,
                    Call.GetControllerAttributes _,
                    Call.GetTopology _,
                    Call.GetSegmentIdRange _,
                    Call.ExportCreate _,
                    Call.ExportDestroy _,
                    Call.Rebind _,
                    Call.Unpublish _,
                    Call.Disconnect _,
                    Call.Map _,
                    Call.Unmap _,
                    Call.Reading _,
                    Call.Writing _,
                    Call.InitBarrier _,
                    Call.OnBarrier _,
                    Call.SetMode _,
                    Call.GetMode _,
                    Call.GetPollfd _,
                    Call.ReleasePollfd _,
                    Call.SignalPost _,
                    Call.SignalWait _ ->
                    call;
        };
    }

    private AccessList of(AccessList access) {
        return switch (access) {
            case AccessList.Absent absent -> absent;
            case AccessList.Entries(List<AccessEntry> entries) ->
                    new AccessList.Entries(
                            entries.stream()
                                    .map(entry ->
                                            new AccessEntry(of(entry.node()), entry.permission()))
                                    .toList());
        };
    }

    /** The reply as the suites would say it: without what is beyond the part they know of. */
    Reply back(Reply reply) {
        if (nodes.isEmpty() || !(reply instanceof Interconnect(int node, var connections))) {
            return reply;
        }
        Map<Integer, Integer> nodesBack = new HashMap<>();
        nodes.forEach((suite, real) -> nodesBack.put(real, suite));
        Map<Port, Port> portsBack = new HashMap<>();
        ports.forEach((suite, real) -> portsBack.put(real, suite));
        List<Connection> known = new ArrayList<>();
        for (Connection connection : connections) {
            Port local = portsBack.get(new Port(node, connection.controller()));
            Port remote =
                    portsBack.get(new Port(connection.remoteNode(), connection.remoteController()));
            if (local != null && remote != null) {
                known.add(
                        new Connection(
                                local.controller(),
                                remote.node(),
                                remote.controller(),
                                connection.active()));
            }
        }
        return new Interconnect(nodesBack.getOrDefault(node, node), known);
    }

    /** The event as it is to be brought about. */
    Event of(Event event) {
        if (nodes.isEmpty()) {
            return event;
        }
        return switch (event) {
            case Event.LinkLost(Link link) -> new Event.LinkLost(of(link));
            case Event.LinkBack(Link link) -> new Event.LinkBack(of(link));
            case Event.NodeLost(int node) -> new Event.NodeLost(of(node));
            case Event.NodeBack(int node) -> new Event.NodeBack(of(node));
            case Event.ControllerRemoved(Port port) -> new Event.ControllerRemoved(of(port));
            case Event.ControllerBack(Port port) -> new Event.ControllerBack(of(port));
            case Event.Shortage _,
                    Event.ShortageOver _,
                    Event.Interruption _,
                    Event.Killed _,
                    Event.Settled _ ->
                    event;
        };
    }
}
