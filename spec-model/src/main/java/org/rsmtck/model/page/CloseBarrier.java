package org.rsmtck.model.page;

import org.rsmtck.api.Call;
import org.rsmtck.model.Rule;

/** rsm_memseg_import_close_barrier, on the page rsm_memseg_import_open_barrier(3RSM). */
final class CloseBarrier {
    private CloseBarrier() {}

    static final Page<Call.CloseBarrier> PAGE = Page.of(Call.CloseBarrier.class);

    // DESCRIPTION

    static final Rule CLOSED =
            PAGE.succeed(
                            "close_barrier/closed",
                            "what was transferred since the barrier was opened has arrived; the"
                                    + " barrier is no longer open")
                    .doing(s -> Barriers.done(s, false));

    // ERRORS

    static final Rule BAD_BARRIER_PTR = Barriers.nullBarrier(PAGE, "close_barrier/BAD_BARRIER_PTR");

    static final Rule BARRIER_UNINITIALIZED =
            Barriers.uninitialised(PAGE, "close_barrier/BARRIER_UNINITIALIZED");

    static final Rule BAD_SEG_HNDL = Barriers.ofDisconnected(PAGE, "close_barrier/BAD_SEG_HNDL");

    static final Rule BARRIER_NOT_OPENED =
            Barriers.notOpened(PAGE, "close_barrier/BARRIER_NOT_OPENED");

    static final Rule CONN_ABORTED = Barriers.cutOff(PAGE, "close_barrier/CONN_ABORTED");

    // What the page does not say.

    static final Rule WRONG_HANDLE =
            Handles.wrongBarrier(PAGE, "frame/no-crash-no-hang#close_barrier-wrong-handle");

    static final Rule MISUSE = Barriers.misuse(PAGE, "close_barrier/BARRIER_NOT_OPENED#undetected");
}
