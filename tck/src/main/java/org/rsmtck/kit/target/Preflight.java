package org.rsmtck.kit.target;

import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Capability;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Event;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.api.Session;
import org.rsmtck.api.Topology;
import org.rsmtck.api.Topology.Link;
import org.rsmtck.api.Topology.Port;
import org.rsmtck.kit.judge.Narrative;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Looks whether an implementation can be reached as it was said to be, before anything is judged:
 * agents, users, nodes, controllers, one segment that travels, and every fault once.
 */
public final class Preflight {
    private static final Credentials EXPORTER = Credentials.user(1001, 101, 022);
    private static final Credentials IMPORTER = Credentials.user(1002, 102, 022);
    private static final String WIRE = "wire0";
    private static final Link LINK = new Link(new Port(1, WIRE), new Port(2, WIRE));
    private static final Topology PAIR =
            new Topology(
                    List.of(
                            new Topology.Node(1, List.of(WIRE)),
                            new Topology.Node(2, List.of(WIRE))),
                    Set.of(LINK));
    private static final int SEGMENT = 0x500000;
    private static final int FILL = 7;

    private final AgentFabric fabric;
    private final List<Counterexample> findings = new ArrayList<>();
    private final List<String> trail = new ArrayList<>();

    /**
     * One thing that was looked at.
     *
     * @param subject in a word
     * @param words what was found, and the remedy where it needs one
     */
    public record Counterexample(String subject, boolean isFine, String words) {}

    private Preflight(AgentFabric fabric) {
        this.fabric = fabric;
    }

    /**
     * Everything that was looked at, in order: what cannot be looked at for want of what came
     * before is left out.
     */
    static List<Counterexample> of(AgentFabric fabric) {
        Preflight checkup = new Preflight(fabric);
        if (checkup.look("agent", checkup::agent)
                && checkup.look("users", checkup::users)
                && checkup.look("loopback", checkup::loopback)
                && checkup.look("nodes", checkup::nodes)) {
            checkup.look("faults", checkup::faults);
        }
        return List.copyOf(checkup.findings);
    }

    private interface Look {
        String found();
    }

    private boolean look(String subject, Look what) {
        try {
            findings.add(new Counterexample(subject, true, what.found()));
            return true;
        } catch (TargetSetupException e) {
            findings.add(new Counterexample(subject, false, e.getMessage()));
            return false;
        } catch (Fabric.UnsupportedTopologyException e) {
            findings.add(new Counterexample(subject, false, e.getMessage()));
            return false;
        }
    }

    private String agent() {
        Greeting greeting = fabric.greeting();
        String missing =
                greeting.missing().isEmpty()
                        ? ""
                        : "; the library lacks " + String.join(", ", greeting.missing());
        String away =
                fabric.capabilities().supports(Capability.KILL)
                                || fabric.config().lacks().contains(Capability.KILL)
                        ? ""
                        : "; it is not the process that was started here, as behind ssh or in a"
                                + " container: give faults.kill in the vendor file, or nobody is"
                                + " killed";
        return greeting.agent() + ", pages of " + greeting.pageSize() + " B" + missing + away;
    }

    private String users() {
        if (!fabric.capabilities().supports(Capability.CREDENTIALS)) {
            return "everybody is the user who runs the kit: run it as a superuser who has setpriv,"
                    + " or give users.prefix in a vendor file";
        }
        try (Session session = fabric.open(Topology.oneNode())) {
            session.attach(1, EXPORTER);
            session.attach(1, IMPORTER);
        }
        return "agents run as uid " + EXPORTER.uid() + " and as uid " + IMPORTER.uid();
    }

    private String loopback() {
        try {
            return loopbackOfAll() + calls();
        } catch (TargetSetupException e) {
            throw new TargetSetupException(e.getMessage() + calls(), e);
        }
    }

    /** The calls that were made and what they were answered with, each on a line of its own. */
    private String calls() {
        StringBuilder all = new StringBuilder();
        trail.forEach(call -> all.append("\n          ").append(call));
        trail.clear();
        return all.toString();
    }

    private String loopbackOfAll() {
        travel(Topology.oneNode(), Topology.LOOPBACK, 1, EXPORTER);
        if (!fabric.capabilities().supports(Capability.CREDENTIALS)) {
            return "what one process exports, another finds";
        }
        try {
            travel(Topology.oneNode(), Topology.LOOPBACK, 1, IMPORTER);
        } catch (TargetSetupException e) {
            throw new TargetSetupException(
                    "what uid "
                            + EXPORTER.uid()
                            + " exports, uid "
                            + IMPORTER.uid()
                            + " does not find ("
                            + e.getMessage()
                            + "): the users may have a fabric each, and need a common one",
                    e);
        }
        return "what one process exports, another finds, also as another user";
    }

    private String nodes() {
        if (!fabric.capabilities().supports(Capability.NODES)) {
            return "one node only";
        }
        travel(PAIR, WIRE, 2, EXPORTER);
        return "what a process of one node exports, one of another node reads"
                + (fabric.capabilities().real().contains(Capability.NODES)
                        ? "; by the vendor's word the nodes are real"
                        : "; the nodes count as simulated");
    }

    /**
     * A segment goes from node 1 to a node and a user. Whether he may have it is what the suites
     * find out: another user who is denied it has found it.
     */
    private void travel(
            Topology shape, String controller, int importingNode, Credentials importing) {
        try (Session session = fabric.open(shape)) {
            Participant exporter = session.attach(1, EXPORTER);
            Participant importer = session.attach(importingNode, importing);
            long pageSize = fabric.capabilities().pageSize();
            long mine = handle(exporter, new Call.GetController(controller, Out.VALID));
            long export =
                    handle(
                            exporter,
                            new Call.ExportCreate(
                                    mine, Memory.aligned(FILL), pageSize, 0, Out.VALID));
            succeed(exporter, new Call.Publish(export, SEGMENT, AccessList.everyone(), Out.VALID));
            long theirs = handle(importer, new Call.GetController(controller, Out.VALID));
            Call connect = new Call.Connect(theirs, 1, SEGMENT, Permission.READ, Out.VALID);
            if (importing.equals(EXPORTER)) {
                requireFound(importer, connect, exporter, mine);
                succeed(importer, new Call.Disconnect(handle(importer, connect)));
            } else {
                find(importer, connect);
            }
            succeed(exporter, new Call.ExportDestroy(export));
        }
    }

    /** Where another process finds nothing, the exporter's own is asked, which tells why. */
    private void requireFound(Participant importer, Call connect, Participant exporter, long via) {
        Reply found = ask(importer, connect);
        if (found instanceof Reply.Handle(long handle)) {
            ask(importer, new Call.Disconnect(handle));
            return;
        }
        Call own = ((Call.Connect) connect).onHandle(via);
        boolean isFoundThere = ask(exporter, own) instanceof Reply.Handle;
        throw new TargetSetupException(
                "connect was answered with "
                        + words(found)
                        + ": what one process exports, another does not find"
                        + (isFoundThere
                                ? ", and its own process does. The likely cause is that the library"
                                        + " keeps its tables in each process: they have to be where"
                                        + " all processes of a node share them"
                                : ""));
    }

    private Reply ask(Participant who, Call call) {
        Reply reply = who.call(call);
        AgentParticipant agent = (AgentParticipant) who;
        trail.add(
                "pid %d, uid %s: %s -> %s"
                        .formatted(
                                agent.pid(),
                                Integer.toUnsignedString(agent.greeting().who().uid()),
                                Narrative.tell(call),
                                words(reply)));
        return reply;
    }

    private void find(Participant who, Call connect) {
        Reply reply = ask(who, connect);
        if (reply instanceof Reply.Handle(long handle)) {
            ask(who, new Call.Disconnect(handle));
        } else if (!(reply instanceof Reply.Refused(RsmError error, long _))
                || error != RsmError.PERM_DENIED) {
            throw new TargetSetupException(connect.word() + " was answered with " + words(reply));
        }
    }

    private long handle(Participant who, Call call) {
        return succeed(who, call) instanceof Reply.Handle(long handle) ? handle : 0;
    }

    private Reply succeed(Participant who, Call call) {
        if (fabric.lacking(call).isPresent()) {
            throw new TargetSetupException(
                    "it ends at " + fabric.lacking(call).get() + ", which is lacking");
        }
        Reply reply = ask(who, call);
        if (reply instanceof Reply.Success) {
            return reply;
        }
        throw new TargetSetupException(call.word() + " was answered with " + words(reply));
    }

    private static String words(Reply reply) {
        return switch (reply) {
            case Reply.Refused refused -> refused.error().toString();
            case Reply.NoReply none -> none.how();
            case Reply.Unknown unknown -> "the number " + unknown.number();
            case Reply.Handle handle -> "handle 0x" + Long.toHexString(handle.value());
            case Reply.Success success -> "success";
        };
    }

    private String faults() {
        List<String> tried = new ArrayList<>();
        if (fabric.capabilities().supports(Capability.NODES)) {
            tryEach(
                    PAIR,
                    tried,
                    List.of(
                            new Trial(Capability.LINK_FAULTS, new Event.LinkLost(LINK)),
                            new Trial(Capability.NODE_FAULTS, new Event.NodeLost(2))));
        }
        Port port = new Port(1, Topology.LOOPBACK);
        tryEach(
                Topology.oneNode(),
                tried,
                List.of(
                        new Trial(Capability.CONTROLLER_FAULTS, new Event.ControllerRemoved(port)),
                        new Trial(
                                Capability.MEMORY_SHORTAGE,
                                new Event.Shortage(0, Event.Resource.MEMORY)),
                        new Trial(
                                Capability.DESCRIPTOR_SHORTAGE,
                                new Event.Shortage(0, Event.Resource.DESCRIPTORS)),
                        new Trial(Capability.INTERRUPTION, new Event.Interruption(0)),
                        new Trial(Capability.KILL, new Event.Killed(0))));
        return tried.isEmpty()
                ? "none can be brought about"
                : "brought about and healed: " + String.join(", ", tried);
    }

    private record Trial(Capability needed, Event event) {}

    private void tryEach(Topology shape, List<String> tried, List<Trial> trials) {
        for (Trial trial : trials) {
            if (fabric.capabilities().supports(trial.needed())) {
                try (Session session = fabric.open(shape)) {
                    session.attach(1, EXPORTER);
                    session.apply(trial.event());
                }
                tried.add(trial.needed().words());
            }
        }
    }
}
