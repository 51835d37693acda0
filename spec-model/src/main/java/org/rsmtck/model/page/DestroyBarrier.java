package org.rsmtck.model.page;

import org.rsmtck.api.Call;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.World;

import java.util.OptionalLong;

/** rsm_memseg_import_destroy_barrier, on the page rsm_memseg_import_init_barrier(3RSM). */
final class DestroyBarrier {
    private DestroyBarrier() {}

    static final Page<Call.DestroyBarrier> PAGE = Page.of(Call.DestroyBarrier.class);

    // DESCRIPTION

    static final Rule DESTROYED =
            PAGE.succeed(
                            "destroy_barrier/destroyed",
                            "the barrier is gone, and the import has none if this was its own")
                    .doing(s -> Outcome.done(destroyed(s)));

    // ERRORS

    static final Rule BAD_BARRIER_PTR =
            Barriers.nullBarrier(PAGE, "destroy_barrier/BAD_BARRIER_PTR");

    static final Rule BARRIER_UNINITIALIZED =
            Barriers.uninitialised(PAGE, "destroy_barrier/BARRIER_UNINITIALIZED");

    static final Rule BAD_SEG_HNDL = Barriers.ofDisconnected(PAGE, "destroy_barrier/BAD_SEG_HNDL");

    // What the page does not say.

    static final Rule WRONG_HANDLE =
            Handles.wrongBarrier(PAGE, "frame/no-crash-no-hang#destroy_barrier-wrong-handle");

    private static World destroyed(CallContext<Call.DestroyBarrier> s) {
        World next = s.withMe(me -> me.withoutBarrier(s.handle()));
        boolean isInUse =
                Barriers.segmentOf(s)
                        .filter(owner -> owner.barrier().equals(OptionalLong.of(s.handle())))
                        .isPresent();
        return isInUse
                ? next.withImport(
                        s.process(),
                        s.barrier().orElseThrow().segment().getAsLong(),
                        owner -> owner.withBarrier(OptionalLong.empty()))
                : next;
    }
}
