package org.rsmtck.model.page;

import static org.rsmtck.model.VariationPoint.BARRIER_MISUSE;

import org.rsmtck.api.Call.OnHandle;
import org.rsmtck.api.RsmError;
import org.rsmtck.model.Barrier;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.Import;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.Variant.BarrierMisuse;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What holds of every barrier that was initialised, or was not. */
final class Barriers {
    private Barriers() {}

    static <C extends OnHandle> Rule nullBarrier(Page<C> page, String id) {
        return page.refuse(id, "the pointer to the barrier is null").when(s -> s.handle() == 0);
    }

    static <C extends OnHandle> Rule uninitialised(Page<C> page, String id) {
        return page.refuse(id, "the barrier was not initialised, or was destroyed")
                .with(
                        RsmError.BARRIER_UNINITIALIZED,
                        RsmError.BAD_SEG_HNDL,
                        RsmError.BAD_BARRIER_PTR)
                .when(s -> s.handle() != 0 && s.barrier().isEmpty());
    }

    static <C extends OnHandle> Rule ofDisconnected(Page<C> page, String id) {
        return page.refuse(id, "the import of the barrier was disconnected")
                .with(
                        RsmError.BAD_SEG_HNDL,
                        RsmError.BARRIER_UNINITIALIZED,
                        RsmError.BAD_BARRIER_PTR)
                .when(s -> s.hasBarrier(barrier -> barrier.segment().isEmpty()));
    }

    static <C extends OnHandle> Rule notOpened(Page<C> page, String id) {
        return page.refuse(id, "the barrier is not open")
                .when(s -> s.hasBarrier(barrier -> !barrier.open()));
    }

    static <C extends OnHandle> Rule cutOff(Page<C> page, String id) {
        return page.refuse(id, "the import of the barrier was cut off")
                .also("frame/forced-disconnect")
                .when(s -> segmentOf(s).filter(Import::isOff).isPresent());
    }

    static <C extends OnHandle> Rule misuse(Page<C> page, String id) {
        return page.outside(
                        id,
                        "the barrier is not open, or its import was cut off, where nothing is"
                                + " promised then")
                .when(s ->
                        s.hasBarrier(barrier ->
                                !barrier.open() || segmentOf(s).filter(Import::isOff).isPresent())
                                && s.at(BARRIER_MISUSE) == BarrierMisuse.OUTSIDE);
    }

    static Optional<Import> segmentOf(CallContext<?> s) {
        return s.barrier()
                .map(Barrier::segment)
                .filter(OptionalLong::isPresent)
                .flatMap(handle -> s.me().imports().get(handle.getAsLong()));
    }

    static List<Outcome> done(CallContext<?> s, boolean open) {
        Barrier next = new Barrier(s.barrier().orElseThrow().segment(), open);
        return Outcome.done(s.withMe(me -> me.withBarrier(s.handle(), next)));
    }
}
