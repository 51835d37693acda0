package org.rsmtck.model;

import org.rsmtck.api.Credentials;
import org.rsmtck.api.Event.Resource;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A process and what it holds. Tables are keyed by the raw handles that the implementation gave
 * out.
 *
 * @param interrupted whether a signal waits to break its next call
 * @param shortOf the resources it gets no more of
 * @param retired handles that were issued and are gone
 */
public record ProcessState(
        int node,
        Credentials who,
        boolean alive,
        boolean interrupted,
        Set<Resource> shortOf,
        Table<Long, ControllerUse> controllers,
        Table<Long, Export> exports,
        Table<Long, Import> imports,
        Table<Long, Barrier> barriers,
        SortedSet<Long> retired) {

    public static ProcessState start(int node, Credentials who) {
        return new ProcessState(
                node,
                who,
                true,
                false,
                Set.of(),
                Table.empty(),
                Table.empty(),
                Table.empty(),
                Table.empty(),
                new TreeSet<>());
    }

    // What changes most often tells enough.
    @Override
    public int hashCode() {
        int hash = 31 * node + Boolean.hashCode(alive);
        hash = 31 * hash + Boolean.hashCode(interrupted);
        hash = 31 * hash + shortOf.hashCode();
        hash = 31 * hash + controllers.hashCode();
        hash = 31 * hash + exports.hashCode();
        hash = 31 * hash + imports.hashCode();
        return 31 * hash + barriers.hashCode();
    }

    /** Whether {@code handle} is in use for anything. */
    public boolean holds(long handle) {
        return controllers.has(handle)
                || exports.has(handle)
                || imports.has(handle)
                || barriers.has(handle);
    }

    public boolean holdsNothing() {
        return controllers.isEmpty()
                && exports.isEmpty()
                && imports.isEmpty()
                && barriers.isEmpty();
    }

    public boolean holdsController(String name) {
        return controllers.values().stream().anyMatch(use -> use.name().equals(name));
    }

    public ProcessState withController(long handle, ControllerUse use) {
        return new ProcessState(
                node,
                who,
                alive,
                interrupted,
                shortOf,
                controllers.with(handle, use),
                exports,
                imports,
                barriers,
                retired);
    }

    public ProcessState withoutController(long handle) {
        return new ProcessState(
                node,
                who,
                alive,
                interrupted,
                shortOf,
                controllers.without(handle),
                exports,
                imports,
                barriers,
                retiredWith(handle));
    }

    public ProcessState withExport(long handle, Export export) {
        return new ProcessState(
                node,
                who,
                alive,
                interrupted,
                shortOf,
                controllers,
                exports.with(handle, export),
                imports,
                barriers,
                retired);
    }

    public ProcessState withoutExport(long handle) {
        return new ProcessState(
                node,
                who,
                alive,
                interrupted,
                shortOf,
                controllers,
                exports.without(handle),
                imports,
                barriers,
                retiredWith(handle));
    }

    public ProcessState withImport(long handle, Import segment) {
        return new ProcessState(
                node,
                who,
                alive,
                interrupted,
                shortOf,
                controllers,
                exports,
                imports.with(handle, segment),
                barriers,
                retired);
    }

    public ProcessState withImports(Table<Long, Import> changed) {
        return with(controllers, exports, changed, barriers);
    }

    public ProcessState withoutImport(long handle) {
        return new ProcessState(
                node,
                who,
                alive,
                interrupted,
                shortOf,
                controllers,
                exports,
                imports.without(handle),
                barriers,
                retiredWith(handle));
    }

    public ProcessState withBarrier(long handle, Barrier barrier) {
        return new ProcessState(
                node,
                who,
                alive,
                interrupted,
                shortOf,
                controllers,
                exports,
                imports,
                barriers.with(handle, barrier),
                retired);
    }

    public ProcessState withoutBarrier(long handle) {
        return new ProcessState(
                node,
                who,
                alive,
                interrupted,
                shortOf,
                controllers,
                exports,
                imports,
                barriers.without(handle),
                retiredWith(handle));
    }

    public ProcessState withInterruption(boolean pending) {
        return new ProcessState(
                node,
                who,
                alive,
                pending,
                shortOf,
                controllers,
                exports,
                imports,
                barriers,
                retired);
    }

    public ProcessState withShortOf(Set<Resource> resources) {
        return new ProcessState(
                node,
                who,
                alive,
                interrupted,
                Set.copyOf(resources),
                controllers,
                exports,
                imports,
                barriers,
                retired);
    }

    /** This process, with all that it holds, in another condition. */
    public ProcessState with(boolean isAlive, boolean isInterrupted, Set<Resource> isShortOf) {
        return new ProcessState(
                node,
                who,
                isAlive,
                isInterrupted,
                isShortOf,
                controllers,
                exports,
                imports,
                barriers,
                retired);
    }

    /** This process with other tables. */
    public ProcessState with(
            Table<Long, ControllerUse> otherControllers,
            Table<Long, Export> otherExports,
            Table<Long, Import> otherImports,
            Table<Long, Barrier> otherBarriers) {
        return new ProcessState(
                node,
                who,
                alive,
                interrupted,
                shortOf,
                otherControllers,
                otherExports,
                otherImports,
                otherBarriers,
                retired);
    }

    /** The process after its death: it holds nothing. */
    public ProcessState dead() {
        ProcessState fresh = start(node, who);
        return new ProcessState(
                node,
                who,
                false,
                false,
                Set.of(),
                fresh.controllers,
                fresh.exports,
                fresh.imports,
                fresh.barriers,
                fresh.retired);
    }

    /** This process without the memory of which handles were issued and are gone. */
    public ProcessState forgettingRetired() {
        return retired.isEmpty()
                ? this
                : new ProcessState(
                        node,
                        who,
                        alive,
                        interrupted,
                        shortOf,
                        controllers,
                        exports,
                        imports,
                        barriers,
                        new TreeSet<>());
    }

    private SortedSet<Long> retiredWith(long handle) {
        TreeSet<Long> more = new TreeSet<>(retired);
        more.add(handle);
        return more;
    }
}
