package org.rsmtck.explore;

import static org.rsmtck.api.Event.Resource.DESCRIPTORS;
import static org.rsmtck.api.Event.Resource.MEMORY;
import static org.rsmtck.api.Permission.READ;
import static org.rsmtck.api.Permission.READ_WRITE;
import static org.rsmtck.api.Permission.WRITE;
import static org.rsmtck.api.Topology.LOOPBACK;
import static org.rsmtck.explore.ScopeBuilder.OWNER;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Event;
import org.rsmtck.api.Topology;
import org.rsmtck.api.Topology.Link;
import org.rsmtck.api.Topology.Port;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The scopes that the kit takes its sequences from: each looks at a few calls closely, with the
 * others kept quiet. What a scope does not mention is as {@link ScopeBuilder} says.
 */
public final class Scopes {
    /** The ids that scopes publish under; sequences that run move them to fresh ones. */
    public static final int FIRST = 0x400000;

    public static final int SECOND = 0x400001;

    /** Another user, of the owner's group. */
    private static final Credentials MEMBER = Credentials.user(1002, 101, 022);

    private static final AccessList EVERYONE = AccessList.everyone();
    private static final AccessList OWN_NODE = list(1, 0666);
    private static final AccessList OTHER_NODE = list(2, 0666);
    private static final AccessList READ_ONLY = list(1, 0444);
    private static final AccessList GROUP_ONLY = list(1, 0060);

    private static final String WIRE = "wire0";
    private static final Port NEAR_END = new Port(1, WIRE);
    private static final Port LOOP = new Port(1, LOOPBACK);
    private static final Link LINK = new Link(NEAR_END, new Port(2, WIRE));

    /** What makes up the life of an export, and that of an import. */
    private static final String EXPORTING = "create destroy publish republish unpublish";

    private static final String IMPORTING =
            "connect disconnect map unmap get_pollfd release_pollfd";
    private static final String IMPORTING_WHOLLY =
            IMPORTING + " get_controller release_controller get_mode";

    private Scopes() {}

    /** Connect and disconnect on one node: the life of an import next to that of its export. */
    public static final Scope CONNECTION =
            oneNode("connection", "connect, map, poll and disconnect beside the life of the export")
                    .exporter("publish republish unpublish destroy")
                    .importer(IMPORTING_WHOLLY)
                    .lists(EVERYONE, READ_ONLY, OTHER_NODE)
                    .modes(READ, WRITE, READ_WRITE)
                    .got(LOOPBACK, 0)
                    .created()
                    .got(LOOPBACK, 1)
                    .scope();

    /** What a tour can go through whole: no step in it is without return. */
    public static final Scope TOUR =
            oneNode("tour", "the lives of one export and one import, without dead ends")
                    .exporter(EXPORTING)
                    .importer(IMPORTING_WHOLLY)
                    .lists(EVERYONE, OTHER_NODE)
                    .modes(READ, READ_WRITE)
                    .got(LOOPBACK, 0, 1)
                    .scope();

    /** The life of exports: two of them on one node compete for ids. */
    public static final Scope PUBLICATION =
            oneNode("publication", "two exporters, ids and access lists")
                    .exporter(EXPORTING + " get_pollfd release_pollfd")
                    .process(1, OWNER, 1, 1, "create destroy publish unpublish connect disconnect")
                    .ids(FIRST, SECOND)
                    .lists(
                            EVERYONE,
                            OTHER_NODE,
                            AccessList.of(),
                            AccessList.of(new AccessEntry(1, 0600), new AccessEntry(1, 0000)))
                    .got(LOOPBACK, 0, 1)
                    .scope();

    /** Bytes on their way: transfers and mappings, and what the exporter sees of them. */
    public static final Scope TRANSFER =
            oneNode("transfer", "transfers, loads and stores on a live and on a cut connection")
                    .exporter("exporter_write exporter_read publish unpublish")
                    .importer("connect disconnect map unmap load store get put set_mode")
                    .modes(READ, WRITE, READ_WRITE)
                    .got(LOOPBACK, 0)
                    .published()
                    .got(LOOPBACK, 1)
                    .scope();

    /** Transfers by units, and memory that is exchanged beneath them. */
    public static final Scope UNITS =
            oneNode(
                            "units",
                            "transfers by units of each width, and memory that takes the place of"
                                    + " other memory")
                    .exporter(
                            "get_controller release_controller rebind create destroy unpublish"
                                    + " exporter_read")
                    .importer("connect disconnect get_units put_units get set_mode")
                    .modes(READ, WRITE, READ_WRITE)
                    .got(LOOPBACK, 0)
                    .published()
                    .got(LOOPBACK, 1)
                    .scope();

    /** Barriers, and the mode that decides whether a transfer needs one. */
    public static final Scope BARRIERS =
            oneNode("barriers", "barriers and barrier modes on a live and on a cut connection")
                    .exporter("unpublish")
                    .importer(
                            "connect disconnect get put init_barrier open_barrier order_barrier"
                                    + " close_barrier destroy_barrier set_mode get_mode")
                    .got(LOOPBACK, 0)
                    .published()
                    .got(LOOPBACK, 1)
                    .scope();

    /** Two imports of one segment, and the signals between them and their export. */
    public static final Scope SIBLINGS =
            oneNode(
                            "siblings",
                            "two imports of one segment, signals, and the controller beneath them")
                    .exporter("unpublish publish signal_post signal_wait destroy")
                    .process(
                            1,
                            OWNER,
                            0,
                            2,
                            "connect disconnect signal_post signal_wait get_pollfd"
                                    + " release_controller get_controller_attr get_topology"
                                    + " get_segmentid_range")
                    .lists(OWN_NODE)
                    .got(LOOPBACK, 0)
                    .published()
                    .got(LOOPBACK, 1)
                    .scope();

    /** What goes wrong on one node. */
    public static final Scope MISHAPS =
            oneNode(
                            "mishaps",
                            "shortages, interruption, a controller that is removed, an exporter"
                                    + " that is killed")
                    .exporter("publish unpublish republish create")
                    .importer("connect disconnect map unmap get get_pollfd")
                    .events(
                            new Event.Killed(0),
                            new Event.Shortage(1, MEMORY),
                            new Event.ShortageOver(1, MEMORY),
                            new Event.Shortage(1, DESCRIPTORS),
                            new Event.ShortageOver(1, DESCRIPTORS),
                            new Event.Shortage(0, MEMORY),
                            new Event.Shortage(0, DESCRIPTORS),
                            new Event.Interruption(0),
                            new Event.Interruption(1),
                            new Event.ControllerRemoved(LOOP),
                            new Event.ControllerBack(LOOP))
                    .got(LOOPBACK, 0)
                    .published()
                    .got(LOOPBACK, 1)
                    .scope();

    /** Everything that a process short of memory or descriptors, or interrupted, may be denied. */
    public static final Scope SHORTAGE =
            oneNode("shortage", "transfers, barriers and controllers of a process that runs short")
                    .exporter("unpublish")
                    .importer(
                            "get_controller get_controller_attr get_topology connect get put"
                                    + " get_units put_units set_mode init_barrier destroy_barrier"
                                    + " signal_post signal_wait")
                    .events(
                            new Event.Shortage(1, MEMORY),
                            new Event.ShortageOver(1, MEMORY),
                            new Event.Shortage(1, DESCRIPTORS),
                            new Event.ShortageOver(1, DESCRIPTORS),
                            new Event.Interruption(1),
                            new Event.ControllerRemoved(LOOP))
                    .got(LOOPBACK, 0)
                    .published()
                    .got(LOOPBACK, 1)
                    .scope();

    /** The same for a process that exports. */
    public static final Scope EXPORTER_SHORTAGE =
            oneNode("exporter-shortage", "the life of an export whose process runs short")
                    .exporter(EXPORTING + " rebind get_pollfd release_pollfd")
                    .events(
                            new Event.Shortage(0, MEMORY),
                            new Event.ShortageOver(0, MEMORY),
                            new Event.Shortage(0, DESCRIPTORS),
                            new Event.ShortageOver(0, DESCRIPTORS),
                            new Event.Interruption(0))
                    .got(LOOPBACK, 0)
                    .scope();

    /** Two nodes with a wire between them, and a controller on each that leads nowhere. */
    public static final Scope NODES =
            twoNodes("nodes", "paths, their loss and their return", List.of(WIRE, "wire1"))
                    .exporter("unpublish republish")
                    .importer(2, "connect disconnect map unmap get get_topology")
                    .importer("get_controller connect disconnect get_topology")
                    .lists(EVERYONE, OWN_NODE)
                    .events(
                            new Event.LinkLost(LINK),
                            new Event.LinkBack(LINK),
                            new Event.NodeLost(1),
                            new Event.NodeBack(1),
                            new Event.ControllerRemoved(NEAR_END),
                            new Event.ControllerBack(NEAR_END))
                    .got(WIRE, 0)
                    .published()
                    .got(WIRE, 1)
                    .got(LOOPBACK, 1)
                    .scope();

    /** Everything that may answer that the path is lost. */
    public static final Scope PATHS =
            twoNodes("paths", "transfers, mappings and signals over a link that is lost")
                    .exporter("unpublish")
                    .importer(
                            2,
                            "connect map load store get put get_units put_units set_mode"
                                    + " signal_post")
                    .events(new Event.LinkLost(LINK), new Event.LinkBack(LINK))
                    .got(WIRE, 0)
                    .published()
                    .got(WIRE, 1)
                    .scope();

    /** What the model in TLA+ is compared in, so it has only what that one speaks of. */
    public static final Scope TWIN =
            oneNode("twin", "the lives of one export, and of one import of another user")
                    .exporter(EXPORTING + " get_pollfd release_pollfd")
                    .process(1, MEMBER, 0, 1, IMPORTING_WHOLLY)
                    .lists(EVERYONE, OTHER_NODE, GROUP_ONLY)
                    .modes(READ, READ_WRITE)
                    .got(LOOPBACK, 0, 1)
                    .scope();

    /** Small enough for other tools to check too. */
    public static final Scope SMALL =
            oneNode("small", "an export and two imports of one process")
                    .exporter(EXPORTING)
                    .process(1, OWNER, 0, 2, IMPORTING)
                    .lists(EVERYONE, OTHER_NODE)
                    .modes(READ, READ_WRITE)
                    .odd(1)
                    .got(LOOPBACK, 0, 1)
                    .scope();

    /** Two nodes, two exports, two imports. */
    public static final Scope MEDIUM =
            twoNodes(
                            "medium",
                            "two exports of one process, an import on either node, and a link that"
                                    + " is lost and comes back")
                    .process(1, OWNER, 2, 0, EXPORTING)
                    .importer(2, IMPORTING)
                    .importer(IMPORTING)
                    .ids(FIRST, SECOND)
                    .lists(EVERYONE, OWN_NODE)
                    .modes(READ, READ_WRITE)
                    .events(new Event.LinkLost(LINK), new Event.LinkBack(LINK))
                    .odd(1)
                    .got(WIRE, 0, 1, 2)
                    .scope();

    /** Three importers that nobody can tell from one another. */
    public static final Scope CROWD =
            twoNodes("crowd", "one export, and an import of each of three processes that are alike")
                    .exporter("publish unpublish")
                    .importer(2, IMPORTING)
                    .importer(2, IMPORTING)
                    .importer(2, IMPORTING)
                    .odd(1)
                    .got(WIRE, 0)
                    .published()
                    .got(WIRE, 1, 2, 3)
                    .scope();

    /** What is searched on a machine with memory to spare. */
    public static final Scope LARGE =
            twoNodes(
                            "large",
                            "an export of each of two processes, two imports of a third on the"
                                    + " other node, and a link that is lost and comes back")
                    .exporter(EXPORTING)
                    .exporter(EXPORTING)
                    .process(2, OWNER, 0, 2, IMPORTING)
                    .ids(FIRST, SECOND)
                    .lists(EVERYONE, OWN_NODE)
                    .modes(READ, READ_WRITE)
                    .events(new Event.LinkLost(LINK), new Event.LinkBack(LINK))
                    .odd(1)
                    .got(WIRE, 0, 1, 2)
                    .scope();

    /** What the pictures of an import's and of an export's life are drawn from. */
    public static final Scope LIFE =
            twoNodes("life", "an export, an import on the other node, and what ends either")
                    .exporter(EXPORTING + " rebind")
                    .importer(2, IMPORTING)
                    .lists(EVERYONE, OTHER_NODE)
                    .events(new Event.LinkLost(LINK), new Event.LinkBack(LINK), new Event.Killed(0))
                    .odd(0)
                    .got(WIRE, 0, 1)
                    .scope();

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

    private static ScopeBuilder oneNode(String name, String words) {
        return new ScopeBuilder(name, "one node: " + words, Topology.oneNode());
    }

    private static ScopeBuilder twoNodes(String name, String words) {
        return twoNodes(name, words, List.of(WIRE));
    }

    /** With a link between them, and these controllers on the first. */
    private static ScopeBuilder twoNodes(String name, String words, List<String> controllers) {
        return new ScopeBuilder(
                name,
                "two nodes: " + words,
                new Topology(
                        List.of(
                                new Topology.Node(1, controllers),
                                new Topology.Node(2, List.of(WIRE))),
                        Set.of(LINK)));
    }

    private static AccessList list(int node, int permission) {
        return AccessList.of(new AccessEntry(node, permission));
    }
}
