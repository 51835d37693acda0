package org.rsmtck.model.page;

import org.rsmtck.api.Call;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.ForcedDisconnect;
import org.rsmtck.model.LateEffects;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.World;

/** rsm_memseg_export_destroy, on the page rsm_memseg_export_create(3RSM). */
final class ExportDestroy {
    private ExportDestroy() {}

    static final Page<Call.ExportDestroy> PAGE = Page.of(Call.ExportDestroy.class);

    // DESCRIPTION

    static final Rule GONE =
            PAGE.succeed("destroy/gone", "the export is gone, and every import of it is cut off")
                    .also("frame/forced-disconnect")
                    .doing(LateEffects.seenLate(s -> Outcome.done(destroyed(s))));

    // ERRORS

    static final Rule BAD_SEG_HNDL = Handles.badExport(PAGE, "destroy/BAD_SEG_HNDL");

    static final Rule POLLFD_IN_USE =
            PAGE.refuse(
                            "destroy/POLLFD_IN_USE",
                            "a poll descriptor was got on the export and not released")
                    .when(s -> s.hasExport(export -> export.pollfds() > 0));

    // What the page does not say.

    static final Rule WRONG_HANDLE =
            Handles.wrongExport(PAGE, "frame/no-crash-no-hang#destroy-wrong-handle");

    private static World destroyed(CallContext<Call.ExportDestroy> s) {
        return ForcedDisconnect.ofExport(s.world(), s.process(), s.handle(), s)
                .withProcess(s.process(), me -> me.withoutExport(s.handle()));
    }
}
