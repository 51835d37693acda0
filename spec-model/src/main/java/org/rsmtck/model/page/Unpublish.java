package org.rsmtck.model.page;

import static org.rsmtck.model.VariationPoint.UNPUBLISH_WHILE_HELD;

import org.rsmtck.api.Call;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.ForcedDisconnect;
import org.rsmtck.model.LateEffects;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.Variant.WhileHeld;
import org.rsmtck.model.World;

import java.util.Optional;

/** rsm_memseg_export_unpublish, on the page rsm_memseg_export_publish(3RSM). */
final class Unpublish {
    private Unpublish() {}

    static final Page<Call.Unpublish> PAGE = Page.of(Call.Unpublish.class);

    // DESCRIPTION

    static final Rule UNPUBLISHED =
            PAGE.succeed(
                            "unpublish/unpublished",
                            "nobody can connect any more, and every import is cut off")
                    .also("frame/forced-disconnect")
                    .doing(LateEffects.seenLate(s -> Outcome.done(unpublished(s))));

    // ERRORS

    static final Rule BAD_SEG_HNDL = Handles.badExport(PAGE, "unpublish/BAD_SEG_HNDL");

    static final Rule SEG_NOT_PUBLISHED =
            PAGE.refuse("unpublish/SEG_NOT_PUBLISHED", "the export is not published")
                    .when(s -> s.hasExport(export -> !export.isPublished()));

    static final Rule POLLFD_IN_USE =
            PAGE.refuse(
                            "unpublish/POLLFD_IN_USE",
                            "a poll descriptor was got on the export and not released, where that"
                                    + " stands in the way")
                    .when(s ->
                            s.hasExport(export -> export.pollfds() > 0)
                                    && s.at(UNPUBLISH_WHILE_HELD) == WhileHeld.POLLFD_IN_USE);

    static final Rule INTERRUPTED = Hindrances.interrupted(PAGE, "unpublish/INTERRUPTED");

    // What the page does not say.

    static final Rule WRONG_HANDLE =
            Handles.wrongExport(PAGE, "frame/no-crash-no-hang#unpublish-wrong-handle");

    static final Rule RELEASED_CONTROLLER =
            Handles.ofReleasedController(PAGE, "release_controller/released#unpublish");

    private static World unpublished(CallContext<Call.Unpublish> s) {
        return ForcedDisconnect.ofExport(s.world(), s.process(), s.handle(), s)
                .withExport(s.process(), s.handle(), export -> export.with(Optional.empty()));
    }
}
