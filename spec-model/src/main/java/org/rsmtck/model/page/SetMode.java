package org.rsmtck.model.page;

import org.rsmtck.api.Call;
import org.rsmtck.model.Import;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Rule.Outcome;

/** rsm_memseg_import_set_mode(3RSM). */
final class SetMode {
    private SetMode() {}

    static final Page<Call.SetMode> PAGE = Page.of(Call.SetMode.class);

    // DESCRIPTION

    static final Rule SET =
            PAGE.succeed("set_mode/set", "later transfers over the handle use barriers this way")
                    .doing(s ->
                            Outcome.done(
                                    s.withImport(segment -> segment.withMode(s.call().mode()))));

    // ERRORS

    static final Rule BAD_SEG_HNDL = Handles.badImport(PAGE, "set_mode/BAD_SEG_HNDL");

    static final Rule BAD_MODE =
            PAGE.refuse("set_mode/BAD_MODE", "the mode is neither 0 nor 1")
                    .when(s ->
                            s.call().mode() != Import.EXPLICIT
                                    && s.call().mode() != Import.IMPLICIT);

    // What the page does not say.

    static final Rule WRONG_HANDLE =
            Handles.wrongImport(PAGE, "frame/no-crash-no-hang#set_mode-wrong-handle");

    static final Rule RELEASED_CONTROLLER =
            Handles.ofReleasedController(PAGE, "release_controller/released#set_mode");
}
