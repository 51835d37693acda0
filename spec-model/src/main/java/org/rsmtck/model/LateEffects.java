package org.rsmtck.model;

import org.rsmtck.api.Call;
import org.rsmtck.model.Variant.Arrival;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What processes of one node may still see of the publications of another: what was published there
 * before, in order for one segment. Nothing is late between processes of one node.
 */
public final class LateEffects {
    private LateEffects() {}

    /** Who looks, and at what. */
    public record View(int observer, int exporter, int segment) implements Comparable<View> {
        @Override
        public int compareTo(View other) {
            int byObserver = Integer.compare(observer, other.observer);
            int byExporter = Integer.compare(exporter, other.exporter);
            return byObserver != 0
                    ? byObserver
                    : byExporter != 0 ? byExporter : Integer.compare(segment, other.segment);
        }
    }

    /**
     * What was there before.
     *
     * @param site the export, as it was; empty if nothing was published under the id
     * @param isOver whether that publication has ended, rather than got another list
     */
    public record Earlier(Optional<World.ExportSite> site, boolean isOver) {}

    /**
     * The world after a change of publications, in which other nodes may see late that it was made.
     */
    static World after(World before, World after, Choices at) {
        World next = after;
        for (int process : before.processes().keys()) {
            Table<Long, Export> old = before.process(process).exports();
            Table<Long, Export> young = after.process(process).exports();
            if (old == young || others(before, process).isEmpty()) {
                continue;
            }
            TreeSet<Long> handles = new TreeSet<>(old.keys());
            handles.addAll(young.keys());
            for (long handle : handles) {
                Optional<World.ExportSite> then = published(before, process, handle);
                Optional<World.ExportSite> now = published(after, process, handle);
                if (!publication(then).equals(publication(now))
                        && at.at(VariationPoint.EFFECTS_ELSEWHERE) == Arrival.EVENTUALLY) {
                    next = changed(next, process, then, now);
                }
            }
        }
        return next;
    }

    /** The same outcomes, which other nodes may see late. */
    public static <C extends Call> Function<CallContext<C>, List<Rule.Outcome>> seenLate(
            Function<CallContext<C>, List<Rule.Outcome>> outcomes) {
        return s ->
                outcomes.apply(s).stream()
                        .map(outcome ->
                                new Rule.Outcome(
                                        outcome.reply(), after(s.world(), outcome.next(), s)))
                        .toList();
    }

    private static World changed(
            World world,
            int process,
            Optional<World.ExportSite> then,
            Optional<World.ExportSite> now) {
        int segment = publication(then.or(() -> now)).orElseThrow().segment();
        boolean isOver = then.isPresent() && now.isEmpty();
        World next = world;
        for (int observer : others(world, process)) {
            View view = new View(observer, world.process(process).node(), segment);
            List<Earlier> seen = new ArrayList<>();
            for (Earlier earlier : next.late().get(view).orElse(List.of())) {
                seen.add(
                        isOver && isOf(earlier, then)
                                ? new Earlier(earlier.site(), true)
                                : earlier);
            }
            seen.add(new Earlier(then, isOver));
            next = next.withLate(next.late().with(view, List.copyOf(seen)));
        }
        return next;
    }

    private static boolean isOf(Earlier earlier, Optional<World.ExportSite> site) {
        return earlier.site().isPresent()
                && earlier.site().get().process() == site.orElseThrow().process()
                && earlier.site().get().handle() == site.orElseThrow().handle();
    }

    private static Optional<World.ExportSite> published(World world, int process, long handle) {
        return world.process(process)
                .exports()
                .get(handle)
                .filter(Export::isPublished)
                .map(export -> new World.ExportSite(process, handle, export));
    }

    private static Optional<Publication> publication(Optional<World.ExportSite> site) {
        return site.flatMap(one -> one.export().publication());
    }

    private static List<Integer> others(World world, int process) {
        return world.processes().values().stream()
                .map(ProcessState::node)
                .filter(node -> node != world.process(process).node())
                .distinct()
                .toList();
    }

    /** The same world, in which so many of the oldest are not seen any more. */
    static World seen(World world, View view, int past) {
        List<Earlier> all = world.late().get(view).orElse(List.of());
        if (past == 0) {
            return world;
        }
        return past >= all.size()
                ? world.withLate(world.late().without(view))
                : world.withLate(world.late().with(view, all.subList(past, all.size())));
    }

    /** The world in which everything has arrived that was on its way. */
    static World arrived(World world) {
        World next = world.withLate(Table.empty());
        for (Map.Entry<Integer, ProcessState> owner : world.processes().entries()) {
            for (Map.Entry<Long, Import> segment : owner.getValue().imports().entries()) {
                if (segment.getValue().connection() instanceof Connection.DisconnectPending) {
                    next =
                            next.withImport(
                                    owner.getKey(), segment.getKey(), ForcedDisconnect::arrived);
                }
            }
        }
        return next;
    }
}
