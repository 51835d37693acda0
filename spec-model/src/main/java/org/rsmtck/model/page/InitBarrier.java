package org.rsmtck.model.page;

import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.Reply;
import org.rsmtck.model.Barrier;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.World;

import java.util.List;
import java.util.OptionalLong;

/** rsm_memseg_import_init_barrier(3RSM). */
final class InitBarrier {
    private InitBarrier() {}

    static final Page<Call.InitBarrier> PAGE = Page.of(Call.InitBarrier.class);

    // DESCRIPTION

    static final Rule INITIALISED =
            PAGE.succeed(
                            "init_barrier/initialised",
                            "the import has the barrier, in place of one it had")
                    .doing(InitBarrier::init);

    // ERRORS

    static final Rule BAD_SEG_HNDL = Handles.badImport(PAGE, "init_barrier/BAD_SEG_HNDL");

    static final Rule BAD_BARRIER_PTR =
            PAGE.refuse("init_barrier/BAD_BARRIER_PTR", "the pointer to the barrier is null")
                    .when(s -> s.call().barrier() == Out.NULL);

    static final Rule INSUFFICIENT_MEM =
            Hindrances.shortOfMemory(PAGE, "init_barrier/INSUFFICIENT_MEM");

    // What the page does not say.

    static final Rule WRONG_HANDLE =
            Handles.wrongImport(PAGE, "frame/no-crash-no-hang#init_barrier-wrong-handle");

    static final Rule RELEASED_CONTROLLER =
            Handles.ofReleasedController(PAGE, "release_controller/released#init_barrier");

    static final Rule UNMAPPED_POINTER =
            Pointers.unmapped(
                    PAGE,
                    "frame/no-crash-no-hang#init_barrier-unmapped-pointer",
                    Call.InitBarrier::barrier);

    private static List<Outcome> init(CallContext<Call.InitBarrier> s) {
        Reply.Handle handle = s.freshBarrier();
        Barrier barrier = new Barrier(OptionalLong.of(s.handle()), false);
        World next = s.withMe(me -> me.withBarrier(handle.value(), barrier));
        return Outcome.of(
                handle,
                next.withImport(
                        s.process(),
                        s.handle(),
                        segment -> segment.withBarrier(OptionalLong.of(handle.value()))));
    }
}
