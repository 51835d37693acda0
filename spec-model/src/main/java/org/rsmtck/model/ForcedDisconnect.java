package org.rsmtck.model;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Topology.Port;
import org.rsmtck.model.Variant.Arrival;
import org.rsmtck.model.Variant.Loss;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Imports that are cut off from their export by someone else's doing. Source: {@code
 * frame/forced-disconnect}.
 */
public final class ForcedDisconnect {
    private ForcedDisconnect() {}

    /**
     * The world in which every import of this export is cut off, or about to be, by a call of its
     * owner.
     */
    public static World ofExport(World world, int process, long export, Choices at) {
        return ofExport(world, process, export, VariationPoint.CUT_ON_NODE, at);
    }

    /** The same, because its owner died. */
    static World ofExportOfTheDead(World world, int process, long export, Choices at) {
        return ofExport(world, process, export, VariationPoint.CUT_ON_DEATH, at);
    }

    private static World ofExport(
            World world, int process, long export, VariationPoint<Arrival> onNode, Choices at) {
        Connection.Live site = new Connection.Live(process, export);
        int exporterNode = world.process(process).node();
        World next = world;
        for (Map.Entry<Integer, ProcessState> owner : world.processes().entries()) {
            if (owner.getValue().imports().any(new Import.ConnectedTo(site))) {
                VariationPoint<Arrival> point =
                        owner.getValue().node() == exporterNode
                                ? onNode
                                : VariationPoint.CUT_ELSEWHERE;
                Cut cut = new Cut(site, world.export(site).contents(), at.at(point));
                next = next.withProcess(owner.getKey(), cutting(cut));
            }
        }
        return next;
    }

    /**
     * The world in which every import is cut off, or about to be, whose path has gone.
     *
     * @param before the world in which nothing was lost yet
     * @param after the same, less what was lost
     * @param loss the point that says what becomes of imports then
     */
    static World ofLostPaths(World before, World after, VariationPoint<Loss> loss, Choices at) {
        World next = after;
        for (Map.Entry<Integer, ProcessState> owner : after.processes().entries()) {
            Map<Path, Contents> lost = lostPaths(after, owner.getValue());
            Map<Path, Contents> lostBefore = lostPaths(before, owner.getValue());
            if (owner.getValue().imports().any(new IsOver(lost.keySet()))
                    && at.at(loss) == Loss.FORCED_OFF) {
                next =
                        next.withProcess(
                                owner.getKey(),
                                cutting(
                                        new CutAll(
                                                lost,
                                                lostBefore.keySet(),
                                                at.at(VariationPoint.CUT_ON_PATH_LOSS))));
            }
        }
        return next;
    }

    private static UnaryOperator<ProcessState> cutting(UnaryOperator<Import> cut) {
        return owner -> owner.withImports(owner.imports().mapped(cut));
    }

    /** By the ends of a path that has gone: what the export at its end holds. */
    private static Map<Path, Contents> lostPaths(World world, ProcessState importer) {
        Map<Path, Contents> lost = new HashMap<>();
        Set<String> controllers =
                world.nodes().get(importer.node()).orElseThrow().controllers().keys();
        for (Map.Entry<Integer, ProcessState> owner : world.processes().entries()) {
            for (Map.Entry<Long, Export> export : owner.getValue().exports().entries()) {
                Port there = new Port(owner.getValue().node(), export.getValue().controller());
                Connection.Live site = new Connection.Live(owner.getKey(), export.getKey());
                for (String controller : controllers) {
                    if (!world.areJoined(new Port(importer.node(), controller), there)) {
                        lost.put(new Path(controller, site), export.getValue().contents());
                    }
                }
            }
        }
        return lost;
    }

    /** Lets the forced disconnect of one import that is under way arrive. */
    static Import arrived(Import segment) {
        return segment.with(
                off(segment, ((Connection.DisconnectPending) segment.connection()).last()));
    }

    /** From the controller of an importer to an export. */
    private record Path(String controller, Connection to) {
        static Path of(Import segment) {
            return new Path(segment.controller(), segment.connection());
        }
    }

    /** Cuts off an import of one export. */
    private record Cut(Connection.Live site, Contents last, Arrival when)
            implements UnaryOperator<Import> {
        @Override
        public Import apply(Import segment) {
            return segment.connection().equals(site) ? cut(segment, last, when) : segment;
        }
    }

    private record IsOver(Set<Path> paths) implements Predicate<Import> {
        @Override
        public boolean test(Import segment) {
            return paths.contains(Path.of(segment));
        }
    }

    /**
     * Cuts off the imports over paths that have gone. Whether the loss of one thing more is noticed
     * where the path had gone before, nobody can say: that may be some time later.
     */
    private record CutAll(Map<Path, Contents> lost, Set<Path> lostBefore, Arrival when)
            implements UnaryOperator<Import> {
        @Override
        public Import apply(Import segment) {
            Path path = Path.of(segment);
            Contents last = lost.get(path);
            return last == null
                    ? segment
                    : cut(segment, last, lostBefore.contains(path) ? Arrival.EVENTUALLY : when);
        }
    }

    private static Import cut(Import segment, Contents last, Arrival when) {
        return segment.with(
                when == Arrival.AT_ONCE
                        ? off(segment, last)
                        : new Connection.DisconnectPending(last));
    }

    private static Connection off(Import segment, Contents last) {
        return new Connection.ForciblyDisconnected(
                segment.isExplicitlyMapped() ? Optional.of(last) : Optional.empty());
    }

    /**
     * The world in which a segment is published that imports are cut off from: what was written to
     * it since may have come to them before, and it stays with them.
     */
    public static World leftBehind(World world, Export published) {
        Contents contents = published.contents();
        World next = world;
        for (Contents.Write write : contents.writes()) {
            next = strayed(next, contents.fill(), write);
        }
        return next;
    }

    /**
     * The worlds that may follow when bytes are sent through a connection that is cut, or about to
     * be: they are lost, or they arrive. Whoever is cut off from the same segment may see them.
     */
    public static List<World> written(World world, Contents last, long offset, Bytes data) {
        World sent = strayed(world, last.fill(), new Contents.Write(offset, data));
        return lostOrArrived(
                sent, last, export -> export.with(export.contents().with(offset, data)));
    }

    private static World strayed(World world, int fill, Contents.Write write) {
        World next = world;
        for (Map.Entry<Integer, ProcessState> owner : world.processes().entries()) {
            if (owner.getValue().imports().any(new Remembering(fill))) {
                next = next.withProcess(owner.getKey(), cutting(new Stray(fill, write)));
            }
        }
        return next;
    }

    private record Remembering(int fill) implements Predicate<Import> {
        @Override
        public boolean test(Import segment) {
            return lastOf(segment.connection()).filter(last -> last.fill() == fill).isPresent();
        }
    }

    /** What the segment held that an import was cut off from, if that is known. */
    public static Optional<Contents> lastOf(Connection connection) {
        return switch (connection) {
            case Connection.Live live -> Optional.empty();
            case Connection.DisconnectPending(Contents last) -> Optional.of(last);
            case Connection.ForciblyDisconnected(Optional<Contents> last) -> last;
        };
    }

    /** Lets an import that was cut off from that segment see bytes that strayed. */
    private record Stray(int fill, Contents.Write write) implements UnaryOperator<Import> {
        @Override
        public Import apply(Import segment) {
            return switch (segment.connection()) {
                case Connection.Live live -> segment;
                case Connection.DisconnectPending(Contents last) ->
                        segment.with(new Connection.DisconnectPending(reached(last)));
                case Connection.ForciblyDisconnected(Optional<Contents> last) ->
                        segment.with(new Connection.ForciblyDisconnected(last.map(this::reached)));
            };
        }

        private Contents reached(Contents last) {
            return last.fill() == fill ? last.withStray(write) : last;
        }
    }

    /**
     * The worlds that may follow when something is sent through a connection that is cut, or about
     * to be: it is lost, or it does {@code effect} to the segment that was connected to, as long as
     * that is not published again.
     */
    public static List<World> lostOrArrived(
            World world, Contents last, UnaryOperator<Export> effect) {
        List<World> worlds = new ArrayList<>(List.of(world));
        for (Map.Entry<Integer, ProcessState> owner : world.processes().entries()) {
            for (Map.Entry<Long, Export> export : owner.getValue().exports().entries()) {
                if (StaleBytes.areOf(last, export.getValue())) {
                    worlds.add(world.withExport(owner.getKey(), export.getKey(), effect));
                }
            }
        }
        return worlds;
    }
}
