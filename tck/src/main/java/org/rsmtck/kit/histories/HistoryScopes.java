package org.rsmtck.kit.histories;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Capabilities;
import org.rsmtck.api.Capability;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Event;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Topology;
import org.rsmtck.api.Topology.Link;
import org.rsmtck.api.Topology.Port;
import org.rsmtck.explore.Events;
import org.rsmtck.explore.Role;
import org.rsmtck.explore.Scope;
import org.rsmtck.explore.Scopes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where concurrent programs run: everybody may say everything that does not wait. */
final class HistoryScopes {
    private static final Credentials OWNER = Credentials.user(1001, 101, 022);
    private static final int MOST_IMPORTS = 4;
    private static final int MOST_EXPORTS = 2;
    private static final Link WIRE = new Link(new Port(1, "wire0"), new Port(2, "wire0"));

    private static final Topology APART =
            new Topology(
                    List.of(
                            new Topology.Node(1, List.of("wire0")),
                            new Topology.Node(2, List.of("wire0"))),
                    Set.of(WIRE));

    private HistoryScopes() {}

    /** Whether programs can be of two nodes. */
    static boolean canBeApart(Capabilities capabilities) {
        return capabilities.supports(Capability.NODES)
                && capabilities.supports(Capability.CONTROLLERS);
    }

    static Scope of(int processes, boolean isApart, Capabilities capabilities) {
        List<Role> roles = new ArrayList<>();
        for (int process = 0; process < processes; process++) {
            int node = isApart ? 1 + process % 2 : 1;
            roles.add(new Role(node, OWNER, vocabulary(), MOST_EXPORTS, MOST_IMPORTS));
        }
        return new Scope(
                isApart ? "apart" : "together",
                "calls at the same time",
                List.of(),
                isApart ? APART : Topology.oneNode(),
                roles,
                List.of(Scopes.FIRST, Scopes.SECOND),
                List.of(
                        AccessList.everyone(),
                        AccessList.of(new AccessEntry(3, 0666)),
                        AccessList.of(new AccessEntry(1, 0666), new AccessEntry(2, 0444))),
                List.of(Permission.READ_WRITE, Permission.READ, Permission.WRITE),
                events(processes, isApart).stream()
                        .filter(event -> capabilities.supports(Events.need(event)))
                        .toList(),
                0,
                List.of());
    }

    private static List<Event> events(int processes, boolean isApart) {
        List<Event> events = new ArrayList<>();
        for (int process = 0; process < processes; process++) {
            events.add(new Event.Killed(process));
        }
        if (isApart) {
            events.add(new Event.LinkLost(WIRE));
            events.add(new Event.LinkBack(WIRE));
            events.add(new Event.NodeLost(2));
            events.add(new Event.NodeBack(2));
        }
        return events;
    }

    private static Set<String> vocabulary() {
        Set<String> words = new HashSet<>(Aims.ON_IMPORT);
        words.addAll(Aims.ON_EXPORT);
        words.addAll(Aims.ON_CONTROLLER);
        words.add("connect");
        words.add("get_mode");
        words.add("open_barrier");
        words.add("close_barrier");
        words.add("destroy_barrier");
        words.add("exporter_write");
        return words;
    }
}
