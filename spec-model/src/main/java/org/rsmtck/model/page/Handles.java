package org.rsmtck.model.page;

import static org.rsmtck.model.VariationPoint.RELEASED_CONTROLLER;
import static org.rsmtck.model.VariationPoint.WRONG_HANDLE;

import org.rsmtck.api.Call.OnHandle;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.Export;
import org.rsmtck.model.Import;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Variant.ReleasedController;
import org.rsmtck.model.Variant.WrongHandle;

import java.util.function.Predicate;

/** What holds of every handle of a kind. */
final class Handles {
    private Handles() {}

    static <C extends OnHandle> Rule badController(Page<C> page, String id) {
        return page.refuse(id, "the handle is null or not that of a controller held")
                .when(s -> !isController(s));
    }

    static <C extends OnHandle> Rule badExport(Page<C> page, String id) {
        return page.refuse(id, "the handle is null or not that of a live export")
                .when(s -> !isExport(s));
    }

    static <C extends OnHandle> Rule badImport(Page<C> page, String id) {
        return page.refuse(id, "the handle is null or not that of a live import")
                .when(s -> !isImport(s));
    }

    /** Of calls that take exports and imports. */
    static <C extends OnHandle> Rule badSegment(Page<C> page, String id) {
        return page.refuse(id, "the handle is null or not that of a live segment")
                .when(s -> !isSegment(s));
    }

    static <C extends OnHandle> Rule wrongController(Page<C> page, String id) {
        return wrong(page, id, Handles::isController);
    }

    static <C extends OnHandle> Rule wrongExport(Page<C> page, String id) {
        return wrong(page, id, Handles::isExport);
    }

    static <C extends OnHandle> Rule wrongImport(Page<C> page, String id) {
        return wrong(page, id, Handles::isImport);
    }

    static <C extends OnHandle> Rule wrongSegment(Page<C> page, String id) {
        return wrong(page, id, Handles::isSegment);
    }

    /** A barrier whose import was disconnected leads nowhere: it counts as a stale handle. */
    static <C extends OnHandle> Rule wrongBarrier(Page<C> page, String id) {
        return wrong(page, id, s -> s.hasBarrier(barrier -> barrier.segment().isPresent()));
    }

    /** C cannot be asked to check what a handle points to. */
    private static <C extends OnHandle> Rule wrong(
            Page<C> page, String id, Predicate<CallContext<C>> isLive) {
        return page.outside(
                        id,
                        "the handle is not null and not live, where nothing is promised of such a"
                                + " one")
                .when(s ->
                        s.handle() != 0
                                && !isLive.test(s)
                                && s.at(WRONG_HANDLE) == WrongHandle.OUTSIDE);
    }

    /**
     * Of calls on segments, but for those that can be made whatever has become of the controller:
     * what undoes something, and what the exporter does with its own memory.
     */
    static <C extends OnHandle> Rule ofReleasedController(Page<C> page, String id) {
        return page.outside(
                        id,
                        "the controller of the segment was released, where its segments are not to"
                                + " be used then")
                .when(s ->
                        isOnReleasedController(s)
                                && s.at(RELEASED_CONTROLLER) == ReleasedController.OUTSIDE);
    }

    private static boolean isController(CallContext<?> s) {
        return s.controller().isPresent();
    }

    private static boolean isExport(CallContext<?> s) {
        return s.export().isPresent();
    }

    private static boolean isImport(CallContext<?> s) {
        return s.importSegment().isPresent();
    }

    static boolean isSegment(CallContext<?> s) {
        return isImport(s) || isExport(s);
    }

    private static boolean isOnReleasedController(CallContext<?> s) {
        return s.importSegment()
                .map(Import::controller)
                .or(() -> s.export().map(Export::controller))
                .filter(name -> !s.me().holdsController(name))
                .isPresent();
    }
}
