package org.rsmtck.explore;

import static org.rsmtck.api.Permission.READ;
import static org.rsmtck.api.Permission.READ_WRITE;
import static org.rsmtck.api.Permission.WRITE;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Capability;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Event;
import org.rsmtck.api.Event.Resource;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Topology;
import org.rsmtck.api.Topology.Link;
import org.rsmtck.api.Topology.Port;
import org.rsmtck.explore.Scope.Said;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The scopes that the kit takes its sequences from: each looks at a few calls closely, with the
 * others kept quiet.
 */
public final class Scopes {
    /** The ids that scopes publish under; sequences that run move them to fresh ones. */
    public static final int FIRST = 0x400000;

    public static final int SECOND = 0x400001;

    private static final long PAGE = 4096;
    private static final Credentials OWNER = Credentials.user(1001, 101, 022);

    /** Another user, of the owner's group. */
    private static final Credentials MEMBER = Credentials.user(1002, 101, 022);

    private static final AccessList OWN_NODE = AccessList.of(new AccessEntry(1, 0666));
    private static final AccessList OTHER_NODE = AccessList.of(new AccessEntry(2, 0666));
    private static final AccessList READ_ONLY = AccessList.of(new AccessEntry(1, 0444));
    private static final AccessList GROUP_ONLY = AccessList.of(new AccessEntry(1, 0060));

    private Scopes() {}

    /** Connect and disconnect on one node: the life of an import next to that of its export. */
    public static final Scope CONNECTION =
            new Scope(
                    "connection",
                    "one node: connect, map, poll and disconnect beside the life of the export",
                    List.of(),
                    Topology.oneNode(),
                    List.of(
                            role(
                                    OWNER,
                                    Set.of("publish", "republish", "unpublish", "destroy"),
                                    1,
                                    0),
                            role(
                                    OWNER,
                                    Set.of(
                                            "get_controller",
                                            "release_controller",
                                            "connect",
                                            "disconnect",
                                            "map",
                                            "unmap",
                                            "get_pollfd",
                                            "release_pollfd",
                                            "get_mode"),
                                    0,
                                    1)),
                    List.of(FIRST),
                    List.of(AccessList.everyone(), READ_ONLY, OTHER_NODE),
                    List.of(READ, WRITE, READ_WRITE),
                    List.of(),
                    2,
                    List.of(gotController(0), created(0, 16), gotController(1)));

    /** What a tour can go through whole: no step in it is without return. */
    public static final Scope TOUR =
            new Scope(
                    "tour",
                    "one node: the lives of one export and one import, without dead ends",
                    List.of(),
                    Topology.oneNode(),
                    List.of(
                            role(
                                    OWNER,
                                    Set.of(
                                            "create",
                                            "publish",
                                            "republish",
                                            "unpublish",
                                            "destroy"),
                                    1,
                                    0),
                            role(
                                    OWNER,
                                    Set.of(
                                            "get_controller",
                                            "release_controller",
                                            "connect",
                                            "disconnect",
                                            "map",
                                            "unmap",
                                            "get_pollfd",
                                            "release_pollfd",
                                            "get_mode"),
                                    0,
                                    1)),
                    List.of(FIRST),
                    List.of(AccessList.everyone(), OTHER_NODE),
                    List.of(READ, READ_WRITE),
                    List.of(),
                    2,
                    List.of(gotController(0), gotController(1)));

    /** The life of exports: two of them on one node compete for ids. */
    public static final Scope PUBLICATION =
            new Scope(
                    "publication",
                    "one node: two exporters, ids and access lists",
                    List.of(),
                    Topology.oneNode(),
                    List.of(
                            role(
                                    OWNER,
                                    Set.of(
                                            "create",
                                            "destroy",
                                            "publish",
                                            "republish",
                                            "unpublish",
                                            "get_pollfd",
                                            "release_pollfd"),
                                    1,
                                    0),
                            role(
                                    OWNER,
                                    Set.of(
                                            "create",
                                            "destroy",
                                            "publish",
                                            "unpublish",
                                            "connect",
                                            "disconnect"),
                                    1,
                                    1)),
                    List.of(FIRST, SECOND),
                    List.of(
                            AccessList.everyone(),
                            OTHER_NODE,
                            AccessList.of(),
                            AccessList.of(new AccessEntry(1, 0600), new AccessEntry(1, 0000))),
                    List.of(READ_WRITE),
                    List.of(),
                    2,
                    List.of(gotController(0), gotController(1)));

    /** Bytes on their way: transfers and mappings, and what the exporter sees of them. */
    public static final Scope TRANSFER =
            new Scope(
                    "transfer",
                    "one node: transfers, loads and stores on a live and on a cut connection",
                    List.of(),
                    Topology.oneNode(),
                    List.of(
                            role(
                                    OWNER,
                                    Set.of(
                                            "exporter_write",
                                            "exporter_read",
                                            "publish",
                                            "unpublish"),
                                    1,
                                    0),
                            role(
                                    OWNER,
                                    Set.of(
                                            "connect",
                                            "disconnect",
                                            "map",
                                            "unmap",
                                            "load",
                                            "store",
                                            "get",
                                            "put",
                                            "set_mode"),
                                    0,
                                    1)),
                    List.of(FIRST),
                    List.of(AccessList.everyone()),
                    List.of(READ, WRITE, READ_WRITE),
                    List.of(),
                    2,
                    List.of(
                            gotController(0),
                            created(0, 16),
                            published(0, 2, FIRST),
                            gotController(1)));

    /** Transfers by units, and memory that is exchanged beneath them. */
    public static final Scope UNITS =
            new Scope(
                    "units",
                    "one node: transfers by units of each width, and memory that takes the place of"
                            + " other memory",
                    List.of(),
                    Topology.oneNode(),
                    List.of(
                            role(
                                    OWNER,
                                    Set.of(
                                            "get_controller",
                                            "release_controller",
                                            "rebind",
                                            "create",
                                            "destroy",
                                            "unpublish",
                                            "exporter_read"),
                                    1,
                                    0),
                            role(
                                    OWNER,
                                    Set.of(
                                            "connect",
                                            "disconnect",
                                            "get_units",
                                            "put_units",
                                            "get",
                                            "set_mode"),
                                    0,
                                    1)),
                    List.of(FIRST),
                    List.of(AccessList.everyone()),
                    List.of(READ, WRITE, READ_WRITE),
                    List.of(),
                    2,
                    List.of(
                            gotController(0),
                            created(0, 16),
                            published(0, 2, FIRST),
                            gotController(1)));

    /** Barriers, and the mode that decides whether a transfer needs one. */
    public static final Scope BARRIERS =
            new Scope(
                    "barriers",
                    "one node: barriers and barrier modes on a live and on a cut connection",
                    List.of(),
                    Topology.oneNode(),
                    List.of(
                            role(OWNER, Set.of("unpublish"), 1, 0),
                            role(
                                    OWNER,
                                    Set.of(
                                            "connect",
                                            "disconnect",
                                            "get",
                                            "put",
                                            "init_barrier",
                                            "open_barrier",
                                            "order_barrier",
                                            "close_barrier",
                                            "destroy_barrier",
                                            "set_mode",
                                            "get_mode"),
                                    0,
                                    1)),
                    List.of(FIRST),
                    List.of(AccessList.everyone()),
                    List.of(READ_WRITE),
                    List.of(),
                    2,
                    List.of(
                            gotController(0),
                            created(0, 16),
                            published(0, 2, FIRST),
                            gotController(1)));

    /** Two imports of one segment, and the signals between them and their export. */
    public static final Scope SIBLINGS =
            new Scope(
                    "siblings",
                    "one node: two imports of one segment, signals, and the controller beneath"
                            + " them",
                    List.of(),
                    Topology.oneNode(),
                    List.of(
                            role(
                                    OWNER,
                                    Set.of(
                                            "unpublish",
                                            "publish",
                                            "signal_post",
                                            "signal_wait",
                                            "destroy"),
                                    1,
                                    0),
                            role(
                                    OWNER,
                                    Set.of(
                                            "connect",
                                            "disconnect",
                                            "signal_post",
                                            "signal_wait",
                                            "get_pollfd",
                                            "release_controller",
                                            "get_controller_attr",
                                            "get_topology",
                                            "get_segmentid_range"),
                                    0,
                                    2)),
                    List.of(FIRST),
                    List.of(OWN_NODE),
                    List.of(READ_WRITE),
                    List.of(),
                    2,
                    List.of(
                            gotController(0),
                            created(0, 16),
                            published(0, 2, FIRST),
                            gotController(1)));

    /** What goes wrong on one node. */
    public static final Scope MISHAPS =
            new Scope(
                    "mishaps",
                    "one node: shortages, interruption, a controller that is removed, an exporter"
                            + " that is killed",
                    List.of(
                            Capability.KILL,
                            Capability.MEMORY_SHORTAGE,
                            Capability.DESCRIPTOR_SHORTAGE,
                            Capability.INTERRUPTION,
                            Capability.CONTROLLER_FAULTS),
                    Topology.oneNode(),
                    List.of(
                            role(
                                    OWNER,
                                    Set.of("publish", "unpublish", "republish", "create"),
                                    1,
                                    0),
                            role(
                                    OWNER,
                                    Set.of(
                                            "connect",
                                            "disconnect",
                                            "map",
                                            "unmap",
                                            "get",
                                            "get_pollfd"),
                                    0,
                                    1)),
                    List.of(FIRST),
                    List.of(AccessList.everyone()),
                    List.of(READ_WRITE),
                    List.of(
                            new Event.Killed(0),
                            new Event.Shortage(1, Resource.MEMORY),
                            new Event.ShortageOver(1, Resource.MEMORY),
                            new Event.Shortage(1, Resource.DESCRIPTORS),
                            new Event.ShortageOver(1, Resource.DESCRIPTORS),
                            new Event.Shortage(0, Resource.MEMORY),
                            new Event.Shortage(0, Resource.DESCRIPTORS),
                            new Event.Interruption(0),
                            new Event.Interruption(1),
                            new Event.ControllerRemoved(new Port(1, Topology.LOOPBACK)),
                            new Event.ControllerBack(new Port(1, Topology.LOOPBACK))),
                    2,
                    List.of(
                            gotController(0),
                            created(0, 16),
                            published(0, 2, FIRST),
                            gotController(1)));

    /** Everything that a process short of memory or descriptors, or interrupted, may be denied. */
    public static final Scope SHORTAGE =
            new Scope(
                    "shortage",
                    "one node: transfers, barriers and controllers of a process that runs short",
                    List.of(
                            Capability.MEMORY_SHORTAGE,
                            Capability.DESCRIPTOR_SHORTAGE,
                            Capability.INTERRUPTION,
                            Capability.CONTROLLER_FAULTS),
                    Topology.oneNode(),
                    List.of(
                            role(OWNER, Set.of("unpublish"), 1, 0),
                            role(
                                    OWNER,
                                    Set.of(
                                            "get_controller",
                                            "get_controller_attr",
                                            "get_topology",
                                            "connect",
                                            "get",
                                            "put",
                                            "get_units",
                                            "put_units",
                                            "set_mode",
                                            "init_barrier",
                                            "destroy_barrier",
                                            "signal_post",
                                            "signal_wait"),
                                    0,
                                    1)),
                    List.of(FIRST),
                    List.of(AccessList.everyone()),
                    List.of(READ_WRITE),
                    List.of(
                            new Event.Shortage(1, Resource.MEMORY),
                            new Event.ShortageOver(1, Resource.MEMORY),
                            new Event.Shortage(1, Resource.DESCRIPTORS),
                            new Event.ShortageOver(1, Resource.DESCRIPTORS),
                            new Event.Interruption(1),
                            new Event.ControllerRemoved(new Port(1, Topology.LOOPBACK))),
                    2,
                    List.of(
                            gotController(0),
                            created(0, 16),
                            published(0, 2, FIRST),
                            gotController(1)));

    /** The same for a process that exports. */
    public static final Scope EXPORTER_SHORTAGE =
            new Scope(
                    "exporter-shortage",
                    "one node: the life of an export whose process runs short",
                    List.of(
                            Capability.MEMORY_SHORTAGE,
                            Capability.DESCRIPTOR_SHORTAGE,
                            Capability.INTERRUPTION),
                    Topology.oneNode(),
                    List.of(
                            role(
                                    OWNER,
                                    Set.of(
                                            "create",
                                            "destroy",
                                            "rebind",
                                            "publish",
                                            "republish",
                                            "unpublish",
                                            "get_pollfd",
                                            "release_pollfd"),
                                    1,
                                    0)),
                    List.of(FIRST),
                    List.of(AccessList.everyone()),
                    List.of(READ_WRITE),
                    List.of(
                            new Event.Shortage(0, Resource.MEMORY),
                            new Event.ShortageOver(0, Resource.MEMORY),
                            new Event.Shortage(0, Resource.DESCRIPTORS),
                            new Event.ShortageOver(0, Resource.DESCRIPTORS),
                            new Event.Interruption(0)),
                    2,
                    List.of(gotController(0)));

    private static final Link WIRE = new Link(new Port(1, "wire0"), new Port(2, "wire0"));

    /** Two nodes with a wire between them, and a controller on each that leads nowhere. */
    public static final Scope NODES =
            new Scope(
                    "nodes",
                    "two nodes: paths, their loss and their return",
                    List.of(
                            Capability.NODES,
                            Capability.CONTROLLERS,
                            Capability.LINK_FAULTS,
                            Capability.NODE_FAULTS,
                            Capability.CONTROLLER_FAULTS),
                    new Topology(
                            List.of(
                                    new Topology.Node(1, List.of("wire0", "wire1")),
                                    new Topology.Node(2, List.of("wire0"))),
                            Set.of(WIRE)),
                    List.of(
                            role(OWNER, Set.of("unpublish", "republish"), 1, 0),
                            new Role(
                                    2,
                                    OWNER,
                                    Set.of(
                                            "connect",
                                            "disconnect",
                                            "map",
                                            "unmap",
                                            "get",
                                            "get_topology"),
                                    0,
                                    1),
                            role(
                                    OWNER,
                                    Set.of(
                                            "get_controller",
                                            "connect",
                                            "disconnect",
                                            "get_topology"),
                                    0,
                                    1)),
                    List.of(FIRST),
                    List.of(AccessList.everyone(), AccessList.of(new AccessEntry(1, 0666))),
                    List.of(READ_WRITE),
                    List.of(
                            new Event.LinkLost(WIRE),
                            new Event.LinkBack(WIRE),
                            new Event.NodeLost(1),
                            new Event.NodeBack(1),
                            new Event.ControllerRemoved(new Port(1, "wire0")),
                            new Event.ControllerBack(new Port(1, "wire0"))),
                    2,
                    List.of(
                            gotController(0, "wire0"),
                            created(0, 16),
                            published(0, 2, FIRST),
                            gotController(1, "wire0"),
                            gotController(1)));

    /** Everything that may answer that the path is lost. */
    public static final Scope PATHS =
            new Scope(
                    "paths",
                    "two nodes: transfers, mappings and signals over a link that is lost",
                    List.of(Capability.NODES, Capability.CONTROLLERS, Capability.LINK_FAULTS),
                    new Topology(
                            List.of(
                                    new Topology.Node(1, List.of("wire0")),
                                    new Topology.Node(2, List.of("wire0"))),
                            Set.of(WIRE)),
                    List.of(
                            role(OWNER, Set.of("unpublish"), 1, 0),
                            new Role(
                                    2,
                                    OWNER,
                                    Set.of(
                                            "connect",
                                            "map",
                                            "load",
                                            "store",
                                            "get",
                                            "put",
                                            "get_units",
                                            "put_units",
                                            "set_mode",
                                            "signal_post"),
                                    0,
                                    1)),
                    List.of(FIRST),
                    List.of(AccessList.everyone()),
                    List.of(READ_WRITE),
                    List.of(new Event.LinkLost(WIRE), new Event.LinkBack(WIRE)),
                    2,
                    List.of(
                            gotController(0, "wire0"),
                            created(0, 16),
                            published(0, 2, FIRST),
                            gotController(1, "wire0")));

    private static final Set<String> EXPORTING =
            Set.of("create", "destroy", "publish", "republish", "unpublish");

    private static final Set<String> IMPORTING =
            Set.of("connect", "disconnect", "map", "unmap", "get_pollfd", "release_pollfd");

    /** What the model in TLA+ is compared in, so it has only what that one speaks of. */
    public static final Scope TWIN =
            new Scope(
                    "twin",
                    "one node: the lives of one export, and of one import of another user",
                    List.of(),
                    Topology.oneNode(),
                    List.of(
                            role(
                                    OWNER,
                                    Set.of(
                                            "create",
                                            "destroy",
                                            "publish",
                                            "republish",
                                            "unpublish",
                                            "get_pollfd",
                                            "release_pollfd"),
                                    1,
                                    0),
                            role(
                                    MEMBER,
                                    Set.of(
                                            "get_controller",
                                            "release_controller",
                                            "connect",
                                            "disconnect",
                                            "map",
                                            "unmap",
                                            "get_pollfd",
                                            "release_pollfd",
                                            "get_mode"),
                                    0,
                                    1)),
                    List.of(FIRST),
                    List.of(AccessList.everyone(), OTHER_NODE, GROUP_ONLY),
                    List.of(READ, READ_WRITE),
                    List.of(),
                    2,
                    List.of(gotController(0), gotController(1)));

    /** Small enough for other tools to check too. */
    public static final Scope SMALL =
            new Scope(
                    "small",
                    "one node: an export and two imports of one process",
                    List.of(),
                    Topology.oneNode(),
                    List.of(role(OWNER, EXPORTING, 1, 0), role(OWNER, IMPORTING, 0, 2)),
                    List.of(FIRST),
                    List.of(AccessList.everyone(), OTHER_NODE),
                    List.of(READ, READ_WRITE),
                    List.of(),
                    1,
                    List.of(gotController(0), gotController(1)));

    /** Two nodes, two exports, two imports. */
    public static final Scope MEDIUM =
            new Scope(
                    "medium",
                    "two nodes: two exports of one process, an import on either node, and a link"
                            + " that is lost and comes back",
                    List.of(Capability.NODES, Capability.CONTROLLERS, Capability.LINK_FAULTS),
                    new Topology(
                            List.of(
                                    new Topology.Node(1, List.of("wire0")),
                                    new Topology.Node(2, List.of("wire0"))),
                            Set.of(WIRE)),
                    List.of(
                            role(OWNER, EXPORTING, 2, 0),
                            new Role(2, OWNER, IMPORTING, 0, 1),
                            role(OWNER, IMPORTING, 0, 1)),
                    List.of(FIRST, SECOND),
                    List.of(AccessList.everyone(), OWN_NODE),
                    List.of(READ, READ_WRITE),
                    List.of(new Event.LinkLost(WIRE), new Event.LinkBack(WIRE)),
                    1,
                    List.of(
                            gotController(0, "wire0"),
                            gotController(1, "wire0"),
                            gotController(2, "wire0")));

    /** Three importers that nobody can tell from one another. */
    public static final Scope CROWD =
            new Scope(
                    "crowd",
                    "two nodes: one export, and an import of each of three processes that are"
                            + " alike",
                    List.of(Capability.NODES, Capability.CONTROLLERS),
                    MEDIUM.topology(),
                    List.of(
                            role(OWNER, Set.of("publish", "unpublish"), 1, 0),
                            crowding(),
                            crowding(),
                            crowding()),
                    List.of(FIRST),
                    List.of(AccessList.everyone()),
                    List.of(READ_WRITE),
                    List.of(),
                    1,
                    List.of(
                            gotController(0, "wire0"),
                            created(0, 16),
                            published(0, 2, FIRST),
                            gotController(1, "wire0"),
                            gotController(2, "wire0"),
                            gotController(3, "wire0")));

    private static Role crowding() {
        return new Role(
                2,
                OWNER,
                Set.of("connect", "disconnect", "map", "unmap", "get_pollfd", "release_pollfd"),
                0,
                1);
    }

    /** What is searched on a machine with memory to spare. */
    public static final Scope LARGE =
            new Scope(
                    "large",
                    "two nodes: an export of each of two processes, two imports of a third on the"
                            + " other node, and a link that is lost and comes back",
                    MEDIUM.needs(),
                    MEDIUM.topology(),
                    List.of(
                            role(OWNER, EXPORTING, 1, 0),
                            role(OWNER, EXPORTING, 1, 0),
                            new Role(2, OWNER, IMPORTING, 0, 2)),
                    MEDIUM.segments(),
                    MEDIUM.lists(),
                    MEDIUM.permissions(),
                    MEDIUM.events(),
                    1,
                    MEDIUM.prelude());

    /** What the pictures of an import's and of an export's life are drawn from. */
    public static final Scope LIFE =
            new Scope(
                    "life",
                    "two nodes: an export, an import on the other node, and what ends either",
                    List.of(
                            Capability.NODES,
                            Capability.CONTROLLERS,
                            Capability.LINK_FAULTS,
                            Capability.KILL),
                    MEDIUM.topology(),
                    List.of(
                            role(
                                    OWNER,
                                    Set.of(
                                            "create",
                                            "destroy",
                                            "rebind",
                                            "publish",
                                            "republish",
                                            "unpublish"),
                                    1,
                                    0),
                            new Role(2, OWNER, IMPORTING, 0, 1)),
                    List.of(FIRST),
                    List.of(AccessList.everyone(), OTHER_NODE),
                    List.of(READ_WRITE),
                    List.of(
                            new Event.LinkLost(WIRE),
                            new Event.LinkBack(WIRE),
                            new Event.Killed(0)),
                    0,
                    List.of(gotController(0, "wire0"), gotController(1, "wire0")));

    /** Those that show every rule at work, the cheapest to bring about first. */
    public static final List<Scope> ALL =
            List.of(
                    CONNECTION,
                    PUBLICATION,
                    TRANSFER,
                    UNITS,
                    BARRIERS,
                    SIBLINGS,
                    MISHAPS,
                    SHORTAGE,
                    EXPORTER_SHORTAGE,
                    NODES,
                    PATHS);

    /** Those, and the ones to prove properties of the model in. */
    public static final List<Scope> EVERY =
            Stream.concat(ALL.stream(), Stream.of(TOUR, TWIN, LIFE, SMALL, CROWD, MEDIUM, LARGE))
                    .toList();

    public static Optional<Scope> named(String name) {
        return EVERY.stream().filter(scope -> scope.name().equals(name)).findFirst();
    }

    private static Role role(Credentials who, Set<String> vocabulary, int exports, int imports) {
        return new Role(1, who, vocabulary, exports, imports);
    }

    private static Said gotController(int process) {
        return gotController(process, Topology.LOOPBACK);
    }

    private static Said gotController(int process, String name) {
        return new Said(process, new Call.GetController(name, Out.VALID));
    }

    /** Made on the first handle that the process has; becomes its second. */
    private static Said created(int process, int fill) {
        return new Said(
                process, new Call.ExportCreate(1, Memory.aligned(fill), 2 * PAGE, 1, Out.VALID));
    }

    private static Said published(int process, long handle, int segment) {
        return new Said(
                process, new Call.Publish(handle, segment, AccessList.everyone(), Out.VALID));
    }
}
