package org.rsmtck.explore;

import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Capability;
import org.rsmtck.api.Event;
import org.rsmtck.api.Topology;
import org.rsmtck.model.Barrier;
import org.rsmtck.model.ControllerUse;
import org.rsmtck.model.Export;
import org.rsmtck.model.Import;
import org.rsmtck.model.ProcessState;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Bounds within which every world can be visited: who is there, what they may say, and with which
 * values.
 *
 * @param name as the command line and obligation ids take it
 * @param words what is looked at
 * @param needs what a target must be capable of
 * @param roles one for each process, by number
 * @param segments ids to publish under and to connect to
 * @param lists access lists to publish with, the usual one first
 * @param permissions modes to connect and map with
 * @param events that may happen
 * @param odd how many arguments of a call may have an odd value: null, out of range, of another
 *     kind
 * @param prelude calls that have been made before, each by the process in front of it
 */
public record Scope(
        String name,
        String words,
        List<Capability> needs,
        Topology topology,
        List<Role> roles,
        List<Integer> segments,
        List<AccessList> lists,
        List<Integer> permissions,
        List<Event> events,
        int odd,
        List<Said> prelude) {

    /** Of one handle, a process counts poll descriptors and controllers no further than this. */
    private static final int MOST_COUNTED = 2;

    /** A call and who makes it. */
    public record Said(int process, Call call) {}

    public Scope {
        needs = List.copyOf(needs);
        roles = List.copyOf(roles);
        segments = List.copyOf(segments);
        lists = List.copyOf(lists);
        permissions = List.copyOf(permissions);
        events = List.copyOf(events);
        prelude = List.copyOf(prelude);
    }

    /** What a target must be capable of for these. */
    public static List<Capability> needs(Topology topology, List<Event> events) {
        Set<Capability> needs = EnumSet.noneOf(Capability.class);
        if (topology.nodes().size() > 1) {
            needs.add(Capability.NODES);
        }
        if (topology.nodes().stream().anyMatch(node -> !node.controllers().isEmpty())) {
            needs.add(Capability.CONTROLLERS);
        }
        events.forEach(event -> needs.add(Events.need(event)));
        return List.copyOf(needs);
    }

    /** The world with all processes started and nothing said. */
    public World start(long pageSize) {
        World world = World.of(topology, pageSize);
        for (Role role : roles) {
            world = world.attach(role.node(), role.who());
        }
        return world;
    }

    /** Whether the world keeps to the bounds. */
    public boolean holds(World world) {
        for (int process = 0; process < roles.size(); process++) {
            if (!holds(process, world.process(process), world.pageSize())) {
                return false;
            }
        }
        return true;
    }

    /** Whether a process keeps to the bounds: a world does so if all of its processes do. */
    public boolean holds(int process, ProcessState state, long pageSize) {
        return holds(roles.get(process), state) && mapsPages(state, pageSize);
    }

    private static boolean holds(Role role, ProcessState process) {
        return process.exports().size() <= role.exports()
                && process.imports().size() <= role.imports()
                && process.controllers().size() <= 2
                && process.controllers().values().stream().mapToInt(ControllerUse::count).sum()
                        <= MOST_COUNTED
                && process.exports().values().stream().allMatch(Scope::isCountedFarEnough)
                && process.imports().values().stream().allMatch(Scope::isCountedFarEnough)
                && process.barriers().size() <= role.imports()
                && process.barriers().values().stream().map(Barrier::segment).distinct().count()
                        == process.barriers().size();
    }

    /** A mapping that ends within a page is made, and not looked beyond. */
    private static boolean mapsPages(ProcessState process, long pageSize) {
        return process.imports().values().stream()
                .flatMap(segment -> segment.mapping().stream())
                .allMatch(mapping -> mapping.length() % pageSize == 0);
    }

    private static boolean isCountedFarEnough(Export export) {
        return export.pollfds() <= 1
                && export.signals() <= 1
                && export.contents().writes().size() <= 1;
    }

    private static boolean isCountedFarEnough(Import segment) {
        return segment.pollfds() <= MOST_COUNTED && segment.signals() <= 1;
    }

    /** This scope with more said before it starts. */
    public Scope after(List<Said> more) {
        List<Said> all = new ArrayList<>(prelude);
        all.addAll(more);
        return new Scope(
                name,
                words,
                needs,
                topology,
                roles,
                segments,
                lists,
                permissions,
                events,
                odd,
                all);
    }
}
