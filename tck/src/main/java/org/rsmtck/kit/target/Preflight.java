package org.rsmtck.kit.target;

import org.rsmtck.api.Capability;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Event;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Session;
import org.rsmtck.api.Topology;
import org.rsmtck.api.Topology.Link;
import org.rsmtck.api.Topology.Port;

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

    private final AgentFabric fabric;
    private final List<Finding> findings = new ArrayList<>();
    private final TravellingSegment segment;

    /**
     * One thing that was looked at.
     *
     * @param subject in a word
     * @param words what was found, and the remedy where it needs one
     */
    public record Finding(String subject, boolean isFine, String words) {}

    private Preflight(AgentFabric fabric) {
        this.fabric = fabric;
        this.segment = new TravellingSegment(fabric, EXPORTER);
    }

    /**
     * Everything that was looked at, in order: what cannot be looked at for want of what came
     * before is left out.
     */
    static List<Finding> of(AgentFabric fabric) {
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
            findings.add(new Finding(subject, true, what.found()));
            return true;
        } catch (TargetSetupException e) {
            findings.add(new Finding(subject, false, e.getMessage()));
            return false;
        } catch (Fabric.UnsupportedTopologyException e) {
            findings.add(new Finding(subject, false, e.getMessage()));
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
            return loopbackOfAll() + segment.trail();
        } catch (TargetSetupException e) {
            throw new TargetSetupException(e.getMessage() + segment.trail(), e);
        }
    }

    private String loopbackOfAll() {
        segment.travels(Topology.oneNode(), Topology.LOOPBACK, 1, EXPORTER);
        if (!fabric.capabilities().supports(Capability.CREDENTIALS)) {
            return "what one process exports, another finds";
        }
        try {
            segment.travels(Topology.oneNode(), Topology.LOOPBACK, 1, IMPORTER);
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
        segment.travels(PAIR, WIRE, 2, EXPORTER);
        return "what a process of one node exports, one of another node reads"
                + (fabric.capabilities().real().contains(Capability.NODES)
                        ? "; by the vendor's word the nodes are real"
                        : "; the nodes count as simulated");
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
