package org.rsmtck.kit.selftest;

import org.rsmtck.model.Export;
import org.rsmtck.model.Import;
import org.rsmtck.model.ProcessState;
import org.rsmtck.model.Table;
import org.rsmtck.model.World;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * A part of what a call changes, which can be taken back by itself.
 *
 * @param isOwn whether it is about what the caller holds, and not about what others hold
 */
record Part(String words, boolean isOwn, Reverter reverter) {

    /** Takes back what changed under one handle. */
    interface Reverter {
        /** The process with what it held before; {@code now} itself where nothing had changed. */
        ProcessState reverted(ProcessState before, ProcessState now, long handle);
    }

    /** Which of several changes are taken back. */
    interface Selection {
        /**
         * Whether this one is.
         *
         * @param number how many such changes were seen before this one
         */
        boolean includes(int number, int process);
    }

    static List<Part> all() {
        return Stream.of(true, false)
                .flatMap(isOwn ->
                        Stream.of(
                                part("the new import", isOwn, Part::withoutNewImport),
                                part("the end of the import", isOwn, Part::withOldImport),
                                part("the new export", isOwn, Part::withoutNewExport),
                                part("the end of the export", isOwn, Part::withOldExport),
                                part("the count of the controller", isOwn, Part::withOldController),
                                part("the barrier", isOwn, Part::withOldBarrier),
                                ofImport(
                                        "the connection",
                                        isOwn,
                                        (old, now) -> now.with(old.connection())),
                                ofImport(
                                        "the mapping",
                                        isOwn,
                                        (old, now) -> now.with(old.mapping())),
                                ofImport(
                                        "the barrier mode",
                                        isOwn,
                                        (old, now) -> now.withMode(old.mode())),
                                ofImport(
                                        "the import's poll descriptors",
                                        isOwn,
                                        (old, now) -> now.withPollfds(old.pollfds())),
                                ofImport(
                                        "the import's signals",
                                        isOwn,
                                        (old, now) -> now.withSignals(old.signals())),
                                ofExport(
                                        "the bytes", isOwn, (old, now) -> now.with(old.contents())),
                                ofExport(
                                        "the publication",
                                        isOwn,
                                        (old, now) -> now.with(old.publication())),
                                ofExport(
                                        "the export's poll descriptors",
                                        isOwn,
                                        (old, now) -> now.withPollfds(old.pollfds())),
                                ofExport(
                                        "the export's signals",
                                        isOwn,
                                        (old, now) -> now.withSignals(old.signals()))))
                .toList();
    }

    private static Part part(String what, boolean isOwn, Reverter reverter) {
        return new Part(what + (isOwn ? "" : " of others"), isOwn, reverter);
    }

    /** Whether something of this kind has changed. */
    boolean isIn(World before, World after, int caller) {
        return reverted(before, after, caller, (number, process) -> true) != after;
    }

    /** The world after, with the selected ones taken back; itself if there are none. */
    World reverted(World before, World after, int caller, Selection selection) {
        World reverted = after;
        int number = 0;
        for (int process : before.processes().keys()) {
            ProcessState old = before.process(process);
            ProcessState now = reverted.process(process);
            if (process == caller != isOwn || old == now) {
                continue;
            }
            for (long handle : handles(old, now)) {
                ProcessState other = reverter.reverted(old, now, handle);
                if (other != now && selection.includes(number++, process)) {
                    now = other;
                }
            }
            ProcessState result = now;
            if (result != reverted.process(process)) {
                reverted = reverted.withProcess(process, same -> result);
            }
        }
        return reverted;
    }

    private static Set<Long> handles(ProcessState old, ProcessState now) {
        Set<Long> handles = new TreeSet<>();
        for (ProcessState state : List.of(old, now)) {
            for (Table<Long, ?> table :
                    List.of(
                            state.controllers(),
                            state.exports(),
                            state.imports(),
                            state.barriers())) {
                handles.addAll(table.keys());
            }
        }
        return handles;
    }

    private static ProcessState withoutNewImport(ProcessState old, ProcessState now, long handle) {
        return now.imports().has(handle) && !old.imports().has(handle)
                ? now.withoutImport(handle)
                : now;
    }

    private static ProcessState withOldImport(ProcessState old, ProcessState now, long handle) {
        return old.imports()
                .get(handle)
                .filter(one -> !now.imports().has(handle))
                .map(one -> now.withImport(handle, one))
                .orElse(now);
    }

    private static ProcessState withoutNewExport(ProcessState old, ProcessState now, long handle) {
        return now.exports().has(handle) && !old.exports().has(handle)
                ? now.withoutExport(handle)
                : now;
    }

    private static ProcessState withOldExport(ProcessState old, ProcessState now, long handle) {
        return old.exports()
                .get(handle)
                .filter(one -> !now.exports().has(handle))
                .map(one -> now.withExport(handle, one))
                .orElse(now);
    }

    private static ProcessState withOldController(ProcessState old, ProcessState now, long handle) {
        return old.controllers()
                .get(handle)
                .filter(one -> !now.controllers().get(handle).equals(old.controllers().get(handle)))
                .map(one -> now.withController(handle, one))
                .orElse(now);
    }

    private static ProcessState withOldBarrier(ProcessState old, ProcessState now, long handle) {
        return old.barriers()
                .get(handle)
                .filter(one -> !now.barriers().get(handle).equals(old.barriers().get(handle)))
                .map(one -> now.withBarrier(handle, one))
                .orElse(now);
    }

    private static Part ofImport(String what, boolean isOwn, BinaryOperator<Import> change) {
        return part(
                what,
                isOwn,
                (old, now, handle) -> {
                    if (!old.imports().has(handle) || !now.imports().has(handle)) {
                        return now;
                    }
                    Import present = now.imports().get(handle).orElseThrow();
                    Import other = change.apply(old.imports().get(handle).orElseThrow(), present);
                    return other.equals(present) ? now : now.withImport(handle, other);
                });
    }

    private static Part ofExport(String what, boolean isOwn, BinaryOperator<Export> change) {
        return part(
                what,
                isOwn,
                (old, now, handle) -> {
                    if (!old.exports().has(handle) || !now.exports().has(handle)) {
                        return now;
                    }
                    Export present = now.exports().get(handle).orElseThrow();
                    Export other = change.apply(old.exports().get(handle).orElseThrow(), present);
                    return other.equals(present) ? now : now.withExport(handle, other);
                });
    }
}
