package org.rsmtck.model.page;

import org.rsmtck.api.Call;
import org.rsmtck.model.Rule;

/** rsm_memseg_import_open_barrier(3RSM). */
final class OpenBarrier {
    private OpenBarrier() {}

    static final Page<Call.OpenBarrier> PAGE = Page.of(Call.OpenBarrier.class);

    // DESCRIPTION

    static final Rule OPENED =
            PAGE.succeed("open_barrier/opened", "the barrier is open")
                    .doing(s -> Barriers.done(s, true));

    // ERRORS

    static final Rule BAD_BARRIER_PTR = Barriers.nullBarrier(PAGE, "open_barrier/BAD_BARRIER_PTR");

    static final Rule BARRIER_UNINITIALIZED =
            Barriers.uninitialised(PAGE, "open_barrier/BARRIER_UNINITIALIZED");

    static final Rule BAD_SEG_HNDL = Barriers.ofDisconnected(PAGE, "open_barrier/BAD_SEG_HNDL");

    // What the page does not say.

    static final Rule WRONG_HANDLE =
            Handles.wrongBarrier(PAGE, "frame/no-crash-no-hang#open_barrier-wrong-handle");
}
