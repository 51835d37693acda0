package org.rsmtck.explore.packed;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Event;
import org.rsmtck.api.Event.Resource;
import org.rsmtck.api.Topology.Link;
import org.rsmtck.explore.Role;
import org.rsmtck.explore.Scope;
import org.rsmtck.model.Barrier;
import org.rsmtck.model.ControllerUse;
import org.rsmtck.model.Export;
import org.rsmtck.model.Import;
import org.rsmtck.model.NodeState;
import org.rsmtck.model.ProcessState;
import org.rsmtck.model.Table;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What a part consists of: tables, and what a process is apart from them. */
enum Facet {
    NODES,
    LINKS,
    CONDITION,
    CONTROLLERS,
    EXPORTS,
    IMPORTS,
    BARRIERS;

    /** What a process is apart from what it holds. */
    record Condition(boolean alive, boolean interrupted, Set<Resource> shortOf) {
        static Condition of(ProcessState process) {
            return new Condition(process.alive(), process.interrupted(), process.shortOf());
        }
    }

    /**
     * Whether this facet of a part is the same in all worlds that keep to the scope.
     *
     * @param part as {@link Parts} counts them
     */
    boolean isFixed(Scope scope, int part) {
        if (part == 0) {
            return scope.events().stream()
                    .allMatch(event ->
                            switch (event) {
                                case Event.LinkLost e -> this != LINKS;
                                case Event.LinkBack e -> this != LINKS;
                                case Event.NodeLost e -> this != NODES;
                                case Event.NodeBack e -> this != NODES;
                                case Event.ControllerRemoved e -> this != NODES;
                                case Event.ControllerBack e -> this != NODES;
                                case Event.Shortage e -> true;
                                case Event.ShortageOver e -> true;
                                case Event.Interruption e -> true;
                                case Event.Killed e -> true;
                                case Event.Settled e -> true;
                            });
        }
        int process = part - 1;
        boolean isSpared =
                scope.events().stream()
                        .noneMatch(event ->
                                switch (event) {
                                    case Event.Shortage(int whose, var what) -> whose == process;
                                    case Event.ShortageOver(int whose, var what) ->
                                            whose == process;
                                    case Event.Interruption(int whose) -> whose == process;
                                    case Event.Killed(int whose) -> whose == process;
                                    case Event.Settled e -> false;
                                    case Event.LinkLost e -> false;
                                    case Event.LinkBack e -> false;
                                    case Event.NodeLost e -> false;
                                    case Event.NodeBack e -> false;
                                    case Event.ControllerRemoved e -> false;
                                    case Event.ControllerBack e -> false;
                                });
        Role role = scope.roles().get(process);
        Set<String> words = role.vocabulary();
        return isSpared
                && switch (this) {
                    case NODES, LINKS -> false;
                    case CONDITION -> true;
                    case CONTROLLERS ->
                            !words.contains("get_controller")
                                    && !words.contains("release_controller");
                    case EXPORTS -> role.exports() == 0;
                    case IMPORTS -> role.imports() == 0;
                    case BARRIERS -> !words.contains("init_barrier");
                };
    }

    /** What all of a part's worlds agree on if this facet is fixed. */
    Object aspect(Object part) {
        return this == CONDITION ? Condition.of((ProcessState) part) : of(part);
    }

    /** The facets that a part has. */
    static Set<Facet> of(int part) {
        return part == 0 ? EnumSet.of(NODES, LINKS) : EnumSet.range(CONDITION, BARRIERS);
    }

    /** This table of the part. */
    Table<?, ?> of(Object part) {
        return switch (this) {
            case NODES -> ((Surroundings) part).nodes();
            case LINKS -> ((Surroundings) part).links();
            case CONTROLLERS -> ((ProcessState) part).controllers();
            case EXPORTS -> ((ProcessState) part).exports();
            case IMPORTS -> ((ProcessState) part).imports();
            case BARRIERS -> ((ProcessState) part).barriers();
            case CONDITION -> throw new IllegalArgumentException("a condition is no table");
        };
    }

    /** The part with another entry in this table; a value of null takes the entry away. */
    Object change(Object part, Object key, @Nullable Object value) {
        if (this == CONDITION) {
            Condition is = (Condition) requireNonNull(value);
            return ((ProcessState) part).with(is.alive(), is.interrupted(), is.shortOf());
        }
        return with(part, changed(of(part), key, value));
    }

    /** The part with every entry of this table changed in the same way. */
    Object change(Object part, UnaryOperator<?> change) {
        return with(part, mapped(of(part), change));
    }

    /** The part with another table in this place. */
    @SuppressWarnings("unchecked")
    private Object with(Object part, Table<?, ?> table) {
        if (part instanceof Surroundings around) {
            return this == NODES
                    ? new Surroundings((Table<Integer, NodeState>) table, around.links())
                    : new Surroundings(around.nodes(), (Table<Link, Boolean>) table);
        }
        ProcessState process = (ProcessState) part;
        return process.with(
                this == CONTROLLERS ? (Table<Long, ControllerUse>) table : process.controllers(),
                this == EXPORTS ? (Table<Long, Export>) table : process.exports(),
                this == IMPORTS ? (Table<Long, Import>) table : process.imports(),
                this == BARRIERS ? (Table<Long, Barrier>) table : process.barriers());
    }

    @SuppressWarnings("unchecked")
    private static <K extends Comparable<K>, V> Table<K, V> changed(
            Table<K, V> table, Object key, @Nullable Object value) {
        return value == null ? table.without((K) key) : table.with((K) key, (V) value);
    }

    @SuppressWarnings("unchecked")
    private static <K extends Comparable<K>, V> Table<K, V> mapped(
            Table<K, V> table, UnaryOperator<?> change) {
        return table.mapped((UnaryOperator<V>) change);
    }
}
