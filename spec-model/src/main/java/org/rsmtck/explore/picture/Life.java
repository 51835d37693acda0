package org.rsmtck.explore.picture;

import org.rsmtck.api.Event;
import org.rsmtck.api.Reply;
import org.rsmtck.explore.Scope;
import org.rsmtck.explore.Scopes;
import org.rsmtck.explore.Transition;
import org.rsmtck.explore.Worlds;
import org.rsmtck.explore.packed.PackedSearch;
import org.rsmtck.explore.packed.PackedWorlds;
import org.rsmtck.explore.picture.Diagram.Actor;
import org.rsmtck.explore.picture.Diagram.Cause;
import org.rsmtck.explore.picture.Diagram.Edge;
import org.rsmtck.explore.picture.Diagram.Node;
import org.rsmtck.model.Connection;
import org.rsmtck.model.Export;
import org.rsmtck.model.Import;
import org.rsmtck.model.Profile;
import org.rsmtck.model.World;
import org.rsmtck.model.page.Pages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The life of an import and of an export, found by searching {@link Scopes#LIFE} and keeping of
 * each world how the one import, or the one export, stands in it. Refusals change nothing, so they
 * are not in the picture.
 */
public final class Life {
    private static final long PAGE_SIZE = 4096;
    private static final Scope SCOPE = Scopes.LIFE;

    /** How much is told apart. */
    public enum Grain {
        /** Whether anything stands in the way of disconnect. */
        BRIEF,
        /** Whether there is a mapping, and whether a poll descriptor is held. */
        FULL
    }

    /**
     * How the thing stands in a world.
     *
     * @param rank in the order of a life
     * @param thing all of it, to see whether anything changed
     */
    private record Look(int rank, String name, String words, Optional<?> thing) {}

    private record Way(String from, String to) {}

    private final PackedWorlds packed;
    private final PackedSearch search;
    private final Function<World, Look> look;
    private final Map<Long, Look> looks = new LinkedHashMap<>();
    private final Map<String, SortedSet<Cause>> inside = new LinkedHashMap<>();
    private final Map<String, Look> nodes = new LinkedHashMap<>();
    private final Map<Way, SortedSet<Cause>> ways = new LinkedHashMap<>();

    private Life(Profile profile, Function<World, Look> look) {
        Worlds worlds =
                new Worlds(Pages.model(profile), profile.readings().getFirst(), SCOPE, PAGE_SIZE);
        this.packed = new PackedWorlds(worlds);
        this.search = PackedSearch.of(packed, PackedSearch.Order.quiet());
        this.look = look;
        for (int number = 0; number < search.size(); number++) {
            visit(search.state(number));
        }
    }

    /** The life of an import, as this profile's safest reading has it. */
    public static Diagram ofImport(Profile profile, Grain grain) {
        return new Life(profile, world -> ofImport(world, grain))
                .diagram(
                        "The life of an import",
                        "What becomes of an import segment on another node than its export, by"
                                + " the profile "
                                + profile.name()
                                + ".");
    }

    /** The life of an export, as this profile's safest reading has it. */
    public static Diagram ofExport(Profile profile) {
        return new Life(profile, Life::ofExport)
                .diagram(
                        "The life of an export",
                        "What becomes of an export segment that may be imported from another node,"
                                + " by the profile "
                                + profile.name()
                                + ".");
    }

    private static Look ofImport(World world, Grain grain) {
        Optional<Import> found =
                world.processes().values().stream()
                        .flatMap(process -> process.imports().values().stream())
                        .findFirst();
        if (found.isEmpty()) {
            return new Look(0, "not connected", "", found);
        }
        Import segment = found.get();
        String connection = name(segment.connection());
        boolean isMapped = segment.isExplicitlyMapped();
        boolean isPolled = segment.pollfds() > 0;
        int rank = rank(segment.connection()) + (isMapped ? 1 : 0) + (isPolled ? 2 : 0);
        if (grain == Grain.FULL) {
            String use = (isMapped ? ", mapped" : "") + (isPolled ? ", polled" : "");
            return new Look(rank, connection + use, "", found);
        }
        return isMapped || isPolled
                ? new Look(rank, connection + ", in use", "mapped, or poll descriptor held", found)
                : new Look(rank, connection, words(segment.connection()), found);
    }

    private static int rank(Connection connection) {
        return switch (connection) {
            case Connection.Live live -> 10;
            case Connection.DisconnectPending fading -> 20;
            case Connection.ForciblyDisconnected off -> 30;
        };
    }

    private static String name(Connection connection) {
        return switch (connection) {
            case Connection.Live live -> "live";
            case Connection.DisconnectPending fading -> "fading";
            case Connection.ForciblyDisconnected off -> "off";
        };
    }

    private static String words(Connection connection) {
        return switch (connection) {
            case Connection.Live live -> "connected to the export";
            case Connection.DisconnectPending fading -> "about to be cut off";
            case Connection.ForciblyDisconnected off -> "cut off for good";
        };
    }

    private static Look ofExport(World world) {
        for (int process : world.processes().keys()) {
            for (long handle : world.process(process).exports().keys()) {
                Optional<Export> export = world.process(process).exports().get(handle);
                Connection here = new Connection.Live(process, handle);
                if (!export.orElseThrow().isPublished()) {
                    return new Look(1, "bound", "to memory, not published", export);
                }
                return world.processes().values().stream()
                                .flatMap(importer -> importer.imports().values().stream())
                                .anyMatch(segment -> segment.connection().equals(here))
                        ? new Look(3, "published, imported", "a live import is connected", export)
                        : new Look(2, "published", "no live import", export);
            }
        }
        return new Look(0, "no export", "", Optional.empty());
    }

    private Look look(long state) {
        return looks.computeIfAbsent(state, unseen -> look.apply(packed.world(unseen)));
    }

    private void visit(long state) {
        Look before = look(state);
        nodes.merge(before.name, before, (one, other) -> one.rank <= other.rank ? one : other);
        packed.visit(
                state,
                (transition, next, isWithin) -> {
                    if (isWithin && next != state) {
                        note(before, look(next), transition);
                    }
                });
    }

    private void note(Look before, Look after, Transition transition) {
        if (!before.name.equals(after.name)) {
            ways.computeIfAbsent(new Way(before.name, after.name), way -> new TreeSet<>())
                    .add(cause(transition));
        } else if (!before.thing.equals(after.thing)) {
            inside.computeIfAbsent(before.name, name -> new TreeSet<>()).add(cause(transition));
        }
    }

    private static Cause cause(Transition transition) {
        return switch (transition) {
            case Transition.Made made -> new Cause(actor(made.process()), word(made));
            case Transition.Happened(var event) -> new Cause(Actor.SURROUNDINGS, words(event));
            case Transition.Arrived arrived ->
                    new Cause(Actor.SURROUNDINGS, "forced disconnect arrives");
        };
    }

    private static String word(Transition.Made made) {
        if (made.reply() instanceof Reply.Refused refused) {
            throw new IllegalStateException(
                    made.call() + " was refused with " + refused.error() + " and changed a world");
        }
        return made.call().word();
    }

    private static Actor actor(int process) {
        Set<String> says = SCOPE.roles().get(process).vocabulary();
        return says.contains("connect") ? Actor.IMPORTER : Actor.EXPORTER;
    }

    private static String who(int process) {
        return switch (actor(process)) {
            case IMPORTER -> "importer";
            case EXPORTER -> "exporter";
            case SURROUNDINGS -> "process";
        };
    }

    private static String words(Event event) {
        return switch (event) {
            case Event.LinkLost e -> "link lost";
            case Event.LinkBack e -> "link back";
            case Event.NodeLost e -> "node lost";
            case Event.NodeBack e -> "node back";
            case Event.ControllerRemoved e -> "controller removed";
            case Event.ControllerBack e -> "controller back";
            case Event.Shortage e -> who(e.process()) + " short of resources";
            case Event.ShortageOver e -> who(e.process()) + " has resources again";
            case Event.Interruption e -> who(e.process()) + " interrupted";
            case Event.Killed e -> who(e.process()) + " killed";
            case Event.Settled e -> "time passes";
        };
    }

    private Diagram diagram(String title, String about) {
        List<Look> inOrder =
                nodes.values().stream().sorted(Comparator.comparingInt(Look::rank)).toList();
        List<Edge> edges = new ArrayList<>();
        for (Look from : inOrder) {
            for (Look to : inOrder) {
                Way way = new Way(from.name, to.name);
                if (ways.containsKey(way)) {
                    edges.add(new Edge(from.name, to.name, List.copyOf(ways.get(way))));
                }
            }
        }
        return new Diagram(title, about, inOrder.stream().map(this::node).toList(), edges);
    }

    private Node node(Look look) {
        return new Node(
                look.name,
                look.words,
                List.copyOf(inside.getOrDefault(look.name, new TreeSet<>())));
    }
}
