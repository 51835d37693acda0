package org.rsmtck.model.page;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Rule.Outcome;

/** rsm_memseg_import_get_mode, on the page rsm_memseg_import_set_mode(3RSM). */
final class GetMode {
    private GetMode() {}

    static final Page<Call.GetMode> PAGE = Page.of(Call.GetMode.class);

    // DESCRIPTION

    static final Rule MODE =
            PAGE.succeed("get_mode/mode", "the mode last set; implicit after connect")
                    .doing(s ->
                            Outcome.of(
                                    new Reply.Mode(s.importSegment().orElseThrow().mode()),
                                    s.world()));

    // ERRORS

    static final Rule BAD_SEG_HNDL = Handles.badImport(PAGE, "get_mode/BAD_SEG_HNDL");

    // What the page does not say.

    static final Rule WRONG_HANDLE =
            Handles.wrongImport(PAGE, "frame/no-crash-no-hang#get_mode-wrong-handle");

    static final Rule RELEASED_CONTROLLER =
            Handles.ofReleasedController(PAGE, "release_controller/released#get_mode");
}
