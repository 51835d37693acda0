package org.rsmtck.model;

import org.rsmtck.api.Bytes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Imports that are cut off from their export by someone else's doing. Source: {@code
 * frame/forced-disconnect}.
 */
final class ForcedDisconnect {
    private ForcedDisconnect() {}

    /** The world in which every import of this export is cut off, or about to be. */
    static World ofExport(World world, int process, long export, Function<Point, Option> at) {
        return where(
                world,
                live -> live.process() == process && live.export() == export,
                world.process(process).node(),
                at);
    }

    /** The world in which every import is cut off whose path has gone. */
    static World ofLostPaths(World world, Function<Point, Option> at) {
        World next = world;
        for (Map.Entry<Integer, ProcessState> owner : world.processes().entries()) {
            for (Map.Entry<Long, Import> segment : owner.getValue().imports().entries()) {
                boolean lost =
                        segment.getValue().connection() instanceof Connection.Live live
                                && !Paths.areJoined(
                                        world, owner.getValue(), segment.getValue(), live);
                if (lost && at.apply(Point.PATH_LOSS) == Option.FORCED_OFF) {
                    next =
                            next.withImport(
                                    owner.getKey(),
                                    segment.getKey(),
                                    live -> cut(live, contents(world, live), Option.AT_ONCE));
                }
            }
        }
        return next;
    }

    /** Lets the forced disconnect of one import that is under way arrive. */
    static Import arrived(Import segment, Connection.Fading fading) {
        return segment.with(off(segment, fading.last()));
    }

    private static World where(
            World world,
            Predicate<Connection.Live> theirs,
            int exporterNode,
            Function<Point, Option> at) {
        World next = world;
        for (Map.Entry<Integer, ProcessState> owner : world.processes().entries()) {
            for (Map.Entry<Long, Import> segment : owner.getValue().imports().entries()) {
                if (segment.getValue().connection() instanceof Connection.Live live
                        && theirs.test(live)) {
                    Point point =
                            owner.getValue().node() == exporterNode
                                    ? Point.CUT_ON_NODE
                                    : Point.CUT_ELSEWHERE;
                    Option when = at.apply(point);
                    next =
                            next.withImport(
                                    owner.getKey(),
                                    segment.getKey(),
                                    live2 -> cut(live2, world.export(live).contents(), when));
                }
            }
        }
        return next;
    }

    private static Contents contents(World world, Import segment) {
        return world.export((Connection.Live) segment.connection()).contents();
    }

    private static Import cut(Import segment, Contents last, Option when) {
        return segment.with(
                when == Option.AT_ONCE ? off(segment, last) : new Connection.Fading(last));
    }

    private static Connection off(Import segment, Contents last) {
        return new Connection.Off(
                segment.isExplicitlyMapped() ? Optional.of(last) : Optional.empty());
    }

    /**
     * Whether {@code export} is the segment that a cut import was connected to, as far as it may
     * still be seen: published again, it is another one.
     *
     * @param last what the segment held when the import was cut off, if that is known
     */
    static boolean isItsOwn(Optional<Contents> last, Export export) {
        return !export.isPublished()
                && last.map(known -> known.fill() == export.contents().fill()).orElse(true);
    }

    /**
     * Whether bytes seen through a connection that is cut give away nothing they must not: no other
     * segment's contents, unless the cut one held the same.
     */
    static boolean givesNothingAway(
            World world, Predicate<Export> isItsOwn, Contents last, long offset, Bytes seen) {
        Bytes before = last.read(offset, seen.length());
        if (seen.equals(before)) {
            return true;
        }
        return world.processes().values().stream()
                .flatMap(process -> process.exports().values().stream())
                .filter(isItsOwn.negate())
                .map(export -> export.contents().read(offset, seen.length()))
                .noneMatch(now -> !now.equals(before) && sharesWord(now, before, seen));
    }

    /**
     * The worlds that may follow when something is sent through a connection that is cut, or about
     * to be: it is lost, or it does {@code effect} to the segment that was connected to, as long as
     * that is not published again.
     */
    static List<World> lostOrArrived(World world, Contents last, UnaryOperator<Export> effect) {
        List<World> worlds = new ArrayList<>(List.of(world));
        for (Map.Entry<Integer, ProcessState> owner : world.processes().entries()) {
            for (Map.Entry<Long, Export> export : owner.getValue().exports().entries()) {
                if (isItsOwn(Optional.of(last), export.getValue())) {
                    worlds.add(world.withExport(owner.getKey(), export.getKey(), effect));
                }
            }
        }
        return worlds;
    }

    private static boolean sharesWord(Bytes now, Bytes before, Bytes seen) {
        for (int word = 0; word + Long.BYTES <= seen.length(); word += Long.BYTES) {
            if (same(seen, now, word) && !same(now, before, word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean same(Bytes one, Bytes other, int word) {
        for (int i = word; i < word + Long.BYTES; i++) {
            if (one.at(i) != other.at(i)) {
                return false;
            }
        }
        return true;
    }
}
