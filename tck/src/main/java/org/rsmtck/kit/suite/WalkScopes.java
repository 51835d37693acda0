package org.rsmtck.kit.suite;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Capabilities;
import org.rsmtck.api.Capability;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Event;
import org.rsmtck.api.Event.Resource;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Topology;
import org.rsmtck.api.Topology.Link;
import org.rsmtck.api.Topology.Port;
import org.rsmtck.explore.Events;
import org.rsmtck.explore.Role;
import org.rsmtck.explore.Scope;
import org.rsmtck.explore.Scope.Said;
import org.rsmtck.explore.Scopes;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Where random sequences wander: everybody may say everything, within what the target is capable
 * of.
 */
final class WalkScopes {
    private static final Credentials OWNER = Credentials.user(1001, 101, 022);
    private static final Credentials MEMBER =
            new Credentials(1002, 102, 1002, 102, new TreeSet<>(Set.of(101)), 027);
    private static final Credentials STRANGER = Credentials.user(1003, 103, 0);
    private static final int MOST_IMPORTS = 6;
    private static final int MANY_IMPORTS = 40;
    private static final int MANY_EXPORTS = 12;
    private static final int MANY_SEGMENTS = 15;
    private static final List<Credentials> PEOPLE = List.of(OWNER, MEMBER, STRANGER);
    private static final Link WIRE = new Link(new Port(1, "wire0"), new Port(2, "wire0"));

    private static final List<String> EVERYTHING =
            List.of(
                    "get_controller",
                    "release_controller",
                    "get_controller_attr",
                    "get_topology",
                    "get_segmentid_range",
                    "create",
                    "destroy",
                    "rebind",
                    "publish",
                    "republish",
                    "unpublish",
                    "connect",
                    "disconnect",
                    "map",
                    "unmap",
                    "get",
                    "put",
                    "get_units",
                    "put_units",
                    "init_barrier",
                    "open_barrier",
                    "order_barrier",
                    "close_barrier",
                    "destroy_barrier",
                    "set_mode",
                    "get_mode",
                    "get_pollfd",
                    "release_pollfd",
                    "signal_post",
                    "signal_wait",
                    "exporter_read",
                    "exporter_write",
                    "load",
                    "store");

    /** Those that are made on an import, or on a barrier of one. */
    static final Set<String> ON_IMPORTS =
            Set.of(
                    "disconnect",
                    "map",
                    "unmap",
                    "load",
                    "store",
                    "get",
                    "put",
                    "get_units",
                    "put_units",
                    "init_barrier",
                    "open_barrier",
                    "order_barrier",
                    "close_barrier",
                    "destroy_barrier",
                    "set_mode",
                    "get_pollfd",
                    "release_pollfd",
                    "signal_post",
                    "signal_wait");

    private WalkScopes() {}

    /** Of the calls that are made there, in a fixed order. */
    static List<String> words() {
        return EVERYTHING;
    }

    /** Where a long walk goes: nobody starts anew, and dozens of things are alive. */
    static Scope ofLongLives(Capabilities capabilities) {
        Scope calm = calm(capabilities);
        List<Role> roles = new ArrayList<>();
        for (Role role : calm.roles()) {
            roles.add(
                    new Role(
                            role.node(),
                            role.who(),
                            role.vocabulary(),
                            MANY_EXPORTS,
                            MANY_IMPORTS));
        }
        List<Integer> segments =
                IntStream.range(0, MANY_SEGMENTS).mapToObj(i -> Scopes.FIRST + i).toList();
        return new Scope(
                "long",
                "one node, three processes, dozens of segments, and nobody starts anew",
                List.of(),
                calm.topology(),
                roles,
                segments,
                calm.lists(),
                calm.permissions(),
                List.of(),
                2,
                List.of());
    }

    private static Scope calm(Capabilities capabilities) {
        return scope(
                "calm",
                "one node, three processes, and nothing happens to them",
                Topology.oneNode(),
                List.of(1, 1, 1),
                List.of(),
                capabilities);
    }

    /** The scopes that a target of these capabilities can be walked through. */
    static List<Scope> of(Capabilities capabilities) {
        List<Scope> scopes = new ArrayList<>(List.of(calm(capabilities)));
        Scope stormy = stormy(capabilities);
        if (!stormy.events().isEmpty()) {
            scopes.add(stormy);
        }
        if (capabilities.supports(Capability.NODES)
                && capabilities.supports(Capability.CONTROLLERS)) {
            scopes.add(apart(capabilities));
        }
        return scopes;
    }

    private static Scope stormy(Capabilities capabilities) {
        Port loopback = new Port(1, Topology.LOOPBACK);
        return scope(
                "stormy",
                "one node, three processes, and things go wrong",
                Topology.oneNode(),
                List.of(1, 1, 1),
                List.of(
                        new Event.Killed(0),
                        new Event.Killed(1),
                        new Event.Interruption(1),
                        new Event.Interruption(0),
                        new Event.Shortage(1, Resource.MEMORY),
                        new Event.ShortageOver(1, Resource.MEMORY),
                        new Event.Shortage(0, Resource.DESCRIPTORS),
                        new Event.ShortageOver(0, Resource.DESCRIPTORS),
                        new Event.ControllerRemoved(loopback),
                        new Event.ControllerBack(loopback)),
                capabilities);
    }

    private static Scope apart(Capabilities capabilities) {
        return scope(
                        "apart",
                        "two nodes with a wire between them that may break",
                        new Topology(
                                List.of(
                                        new Topology.Node(1, List.of("wire0", "wire1")),
                                        new Topology.Node(2, List.of("wire0"))),
                                Set.of(WIRE)),
                        List.of(1, 2, 1),
                        List.of(
                                new Event.LinkLost(WIRE),
                                new Event.LinkBack(WIRE),
                                new Event.NodeLost(2),
                                new Event.NodeBack(2),
                                new Event.ControllerRemoved(new Port(2, "wire0")),
                                new Event.ControllerBack(new Port(2, "wire0")),
                                new Event.Killed(0),
                                new Event.Killed(1)),
                        capabilities)
                .after(joined(2 * capabilities.pageSize()));
    }

    /** By themselves, processes of two nodes seldom come to use one wire. */
    private static List<Said> joined(long length) {
        Call get = new Call.GetController(WIRE.one().controller(), Out.VALID);
        AccessList all = AccessList.of(new AccessEntry(1, 0666), new AccessEntry(2, 0666));
        return List.of(
                new Said(0, get),
                new Said(1, get),
                new Said(2, get),
                new Said(0, new Call.ExportCreate(1, Memory.aligned(1), length, 1, Out.VALID)),
                new Said(0, new Call.Publish(2, Scopes.FIRST, all, Out.VALID)),
                new Said(1, new Call.Connect(1, 1, Scopes.FIRST, Permission.READ_WRITE, Out.VALID)),
                new Said(1, new Call.Connect(1, 1, Scopes.FIRST, Permission.READ, Out.VALID)));
    }

    private static Scope scope(
            String name,
            String words,
            Topology topology,
            List<Integer> nodes,
            List<Event> events,
            Capabilities capabilities) {
        List<Role> roles = new ArrayList<>();
        for (int process = 0; process < nodes.size(); process++) {
            Credentials who =
                    capabilities.supports(Capability.CREDENTIALS) ? PEOPLE.get(process) : OWNER;
            roles.add(new Role(nodes.get(process), who, Set.copyOf(EVERYTHING), 2, MOST_IMPORTS));
        }
        return new Scope(
                name,
                words,
                List.of(),
                topology,
                roles,
                List.of(Scopes.FIRST, Scopes.SECOND),
                List.of(
                        AccessList.everyone(),
                        AccessList.of(),
                        AccessList.of(new AccessEntry(1, 0666), new AccessEntry(2, 0644)),
                        AccessList.of(new AccessEntry(1, 0640), new AccessEntry(1, 0666)),
                        AccessList.of(new AccessEntry(2, 0666)),
                        AccessList.of(
                                new AccessEntry(3, 0666),
                                new AccessEntry(4, 0666),
                                new AccessEntry(2, 0666),
                                new AccessEntry(1, 0666))),
                List.of(Permission.READ, Permission.WRITE, Permission.READ_WRITE),
                events.stream().filter(event -> capabilities.supports(Events.need(event))).toList(),
                2,
                List.of());
    }
}
