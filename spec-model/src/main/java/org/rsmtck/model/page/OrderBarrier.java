package org.rsmtck.model.page;

import org.rsmtck.api.Call;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Rule.Outcome;

/** rsm_memseg_import_order_barrier, on the page rsm_memseg_import_open_barrier(3RSM). */
final class OrderBarrier {
    private OrderBarrier() {}

    static final Page<Call.OrderBarrier> PAGE = Page.of(Call.OrderBarrier.class);

    // DESCRIPTION

    static final Rule ORDERED =
            PAGE.succeed(
                            "order_barrier/ordered",
                            "what was written before is in place before what is written after")
                    .doing(s -> Outcome.done(s.world()));

    // ERRORS

    static final Rule BAD_BARRIER_PTR = Barriers.nullBarrier(PAGE, "order_barrier/BAD_BARRIER_PTR");

    static final Rule BARRIER_UNINITIALIZED =
            Barriers.uninitialised(PAGE, "order_barrier/BARRIER_UNINITIALIZED");

    static final Rule BAD_SEG_HNDL = Barriers.ofDisconnected(PAGE, "order_barrier/BAD_SEG_HNDL");

    static final Rule BARRIER_NOT_OPENED =
            Barriers.notOpened(PAGE, "order_barrier/BARRIER_NOT_OPENED");

    static final Rule CONN_ABORTED = Barriers.cutOff(PAGE, "order_barrier/CONN_ABORTED");

    // What the page does not say.

    static final Rule WRONG_HANDLE =
            Handles.wrongBarrier(PAGE, "frame/no-crash-no-hang#order_barrier-wrong-handle");

    static final Rule MISUSE = Barriers.misuse(PAGE, "order_barrier/BARRIER_NOT_OPENED#undetected");
}
