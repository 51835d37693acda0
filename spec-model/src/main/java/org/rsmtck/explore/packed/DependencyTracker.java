package org.rsmtck.explore.packed;

import org.rsmtck.model.ProcessState;
import org.rsmtck.model.Table;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A world that keeps account of what is looked at in it. Good for one question. */
final class DependencyTracker {
    private final Parts parts;
    private final Attributes attributes;
    private final World world;
    private final Set<Attribute> seen = new LinkedHashSet<>();

    DependencyTracker(Parts parts, Attributes attributes, World plain) {
        this.parts = parts;
        this.attributes = attributes;
        Table<Integer, ProcessState> processes = Table.empty();
        for (int process : plain.processes().keys()) {
            processes = processes.with(process, watched(process + 1, plain.process(process)));
        }
        this.world =
                new World(
                        plain.pageSize(),
                        watched(0, Facet.NODES, plain.nodes()),
                        watched(0, Facet.LINKS, plain.links()),
                        processes.watchedBy(
                                new Table.ReadTracker<Integer>() {
                                    @Override
                                    public void lookedAtKeys() {}

                                    @Override
                                    public void searched(Predicate<?> condition) {
                                        plain.processes().keys().forEach(this::lookedUp);
                                    }

                                    @Override
                                    public void lookedUp(Integer process) {
                                        if (plain.processes().has(process)) {
                                            see(attributes.condition(process + 1));
                                        }
                                    }
                                }));
    }

    World world() {
        return world;
    }

    /** What was looked at so far, in the order of the first look. */
    List<Attribute> seen() {
        return List.copyOf(seen);
    }

    private void see(Attribute attribute) {
        if (!parts.isFixed(attribute.part(), attribute.facet())) {
            seen.add(attribute);
        }
    }

    private ProcessState watched(int part, ProcessState process) {
        return process.with(
                watched(part, Facet.CONTROLLERS, process.controllers()),
                watched(part, Facet.EXPORTS, process.exports()),
                watched(part, Facet.IMPORTS, process.imports()),
                watched(part, Facet.BARRIERS, process.barriers()));
    }

    private <K extends Comparable<K>, V> Table<K, V> watched(
            int part, Facet facet, Table<K, V> table) {
        return table.watchedBy(
                new Table.ReadTracker<K>() {
                    @Override
                    public void lookedAtKeys() {
                        see(attributes.keys(part, facet));
                    }

                    @Override
                    public void searched(Predicate<?> condition) {
                        see(attributes.first(part, facet, condition));
                    }

                    @Override
                    public void lookedUp(K key) {
                        lookedAtKeys();
                        if (table.has(key)) {
                            see(attributes.entry(part, facet, key));
                        }
                    }
                });
    }

    /**
     * What leads from this world to {@code next}, part by part. What a change rests on counts as
     * looked at.
     */
    List<Part> changes(World next) {
        List<Part> parts = new ArrayList<>();
        List<Change.Doing> around = new ArrayList<>();
        compare(Facet.NODES, world.nodes(), next.nodes(), around);
        compare(Facet.LINKS, world.links(), next.links(), around);
        if (!around.isEmpty()) {
            parts.add(new Part(0, around));
        }
        Table<Integer, ProcessState> after = next.processes().unwatched();
        for (int process : after.keys()) {
            List<Change.Doing> writes = new ArrayList<>();
            ProcessState then = after.get(process).orElseThrow();
            compare(world.process(process), then, writes);
            if (!writes.isEmpty()) {
                parts.add(new Part(process + 1, writes));
            }
        }
        return parts;
    }

    /** The writes to one part. */
    record Part(int index, List<Change.Doing> writes) {}

    private void compare(ProcessState now, ProcessState then, List<Change.Doing> writes) {
        if (now == then) {
            return;
        }
        Facet.Condition condition = Facet.Condition.of(then);
        if (!condition.equals(Facet.Condition.of(now))) {
            writes.add(new Change.Write(Facet.CONDITION, Facet.CONDITION, condition));
        }
        compare(Facet.CONTROLLERS, now.controllers(), then.controllers(), writes);
        compare(Facet.EXPORTS, now.exports(), then.exports(), writes);
        compare(Facet.IMPORTS, now.imports(), then.imports(), writes);
        compare(Facet.BARRIERS, now.barriers(), then.barriers(), writes);
    }

    private <K extends Comparable<K>, V> void compare(
            Facet facet, Table<K, V> now, Table<K, V> then, List<Change.Doing> writes) {
        if (now == then) {
            return;
        }
        Table<K, V> before = now;
        for (UnaryOperator<V> mapping : then.mappings()) {
            writes.add(new Change.Mapping(facet, mapping));
            before = before.mapped(mapping);
        }
        Set<K> differences = then.differencesFrom(before);
        if (!then.isWatchedAs(now)) {
            // Not made from the table there was: what it leaves out rests on all there was.
            now.entries();
        }
        Table<K, V> plain = then.unwatched();
        for (K key : differences) {
            writes.add(new Change.Write(facet, key, plain.get(key).orElse(null)));
        }
    }
}
