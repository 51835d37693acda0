package org.rsmtck.model.page;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.Call;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.Export;
import org.rsmtck.model.LateEffects;
import org.rsmtck.model.Publication;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.World;

import java.util.List;
import java.util.Optional;

/**
 * rsm_memseg_export_republish, on the page rsm_memseg_export_publish(3RSM). What is due beyond
 * declared limits: {@link LimitRules}.
 */
final class Republish {
    private Republish() {}

    static final Page<Call.Republish> PAGE = Page.of(Call.Republish.class);

    // DESCRIPTION

    static final Rule NEW_LIST =
            PAGE.succeed(
                            "republish/new-list",
                            "the new list decides about later connects; live imports stay as they"
                                    + " are")
                    .also("frame/others-untouched")
                    .doing(LateEffects.seenLate(s -> Outcome.done(republished(s))));

    // ERRORS

    static final Rule BAD_SEG_HNDL = Handles.badExport(PAGE, "republish/BAD_SEG_HNDL");

    static final Rule SEG_NOT_PUBLISHED =
            PAGE.refuse("republish/SEG_NOT_PUBLISHED", "the export is not published")
                    .when(s -> s.hasExport(export -> !export.isPublished()));

    static final Rule BAD_ACL =
            AccessLists.broken(PAGE, "republish/BAD_ACL", Call.Republish::access);

    static final Rule INSUFFICIENT_MEM =
            Hindrances.shortOfMemory(PAGE, "republish/INSUFFICIENT_MEM");

    static final Rule INSUFFICIENT_RESOURCES =
            Hindrances.shortOfDescriptors(PAGE, "republish/INSUFFICIENT_RESOURCES");

    static final Rule INTERRUPTED = Hindrances.interrupted(PAGE, "republish/INTERRUPTED");

    // What the page does not say.

    static final Rule WRONG_HANDLE =
            Handles.wrongExport(PAGE, "frame/no-crash-no-hang#republish-wrong-handle");

    static final Rule RELEASED_CONTROLLER =
            Handles.ofReleasedController(PAGE, "release_controller/released#republish");

    private static World republished(CallContext<Call.Republish> s) {
        List<AccessEntry> entries = AccessLists.entries(s, s.call().access());
        int segment = s.export().flatMap(Export::publication).orElseThrow().segment();
        Publication publication = new Publication(segment, entries);
        return s.withExport(export -> export.with(Optional.of(publication)));
    }
}
