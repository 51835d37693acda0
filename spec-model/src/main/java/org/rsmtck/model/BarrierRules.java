package org.rsmtck.model;

import static org.rsmtck.api.RsmError.BAD_BARRIER_PTR;
import static org.rsmtck.api.RsmError.BAD_MODE;
import static org.rsmtck.api.RsmError.BAD_SEG_HNDL;
import static org.rsmtck.api.RsmError.BARRIER_NOT_OPENED;
import static org.rsmtck.api.RsmError.BARRIER_UNINITIALIZED;
import static org.rsmtck.api.RsmError.CONN_ABORTED;
import static org.rsmtck.api.RsmError.INSUFFICIENT_MEM;
import static org.rsmtck.model.Rule.mayRefuse;
import static org.rsmtck.model.Rule.outside;
import static org.rsmtck.model.Rule.refuse;
import static org.rsmtck.model.Rule.succeed;

import org.rsmtck.api.Call;
import org.rsmtck.api.Call.CloseBarrier;
import org.rsmtck.api.Call.DestroyBarrier;
import org.rsmtck.api.Call.GetMode;
import org.rsmtck.api.Call.InitBarrier;
import org.rsmtck.api.Call.OpenBarrier;
import org.rsmtck.api.Call.OrderBarrier;
import org.rsmtck.api.Call.SetMode;
import org.rsmtck.api.Event.Resource;
import org.rsmtck.api.Out;
import org.rsmtck.api.Reply;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.Variant.BarrierMisuse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Barriers and the mode they are used in: rsm_memseg_import_init_barrier(3RSM) and its neighbours.
 */
final class BarrierRules {
    private BarrierRules() {}

    static final List<Rule> RULES = rules();

    private static List<Rule> rules() {
        List<Rule> rules =
                new ArrayList<>(
                        List.of(
                                refuse(
                                        InitBarrier.class,
                                        "init_barrier/BAD_SEG_HNDL",
                                        BAD_SEG_HNDL,
                                        "the handle is null or not that of a live import",
                                        s -> s.segment().isEmpty()),
                                refuse(
                                        InitBarrier.class,
                                        "init_barrier/BAD_BARRIER_PTR",
                                        BAD_BARRIER_PTR,
                                        "the pointer to the barrier is null",
                                        s -> s.call().barrier() == Out.NULL),
                                mayRefuse(
                                        InitBarrier.class,
                                        "init_barrier/INSUFFICIENT_MEM",
                                        INSUFFICIENT_MEM,
                                        "the process is short of memory",
                                        s -> s.isShortOf(Resource.MEMORY)),
                                succeed(
                                        InitBarrier.class,
                                        "init_barrier/initialised",
                                        "the import has the barrier, in place of one it had",
                                        s -> {
                                            Reply.Handle barrier = s.freshBarrier();
                                            return List.of(
                                                    new Outcome(
                                                            barrier,
                                                            s.world()
                                                                    .withProcess(
                                                                            s.process(),
                                                                            me ->
                                                                                    me.withBarrier(
                                                                                            barrier
                                                                                                    .value(),
                                                                                            new Barrier(
                                                                                                    OptionalLong
                                                                                                            .of(
                                                                                                                    s
                                                                                                                            .handle()),
                                                                                                    false)))
                                                                    .withImport(
                                                                            s.process(),
                                                                            s.handle(),
                                                                            segment ->
                                                                                    segment
                                                                                            .withBarrier(
                                                                                                    OptionalLong
                                                                                                            .of(
                                                                                                                    barrier
                                                                                                                            .value())))));
                                        }),
                                refuse(
                                        SetMode.class,
                                        "set_mode/BAD_SEG_HNDL",
                                        BAD_SEG_HNDL,
                                        "the handle is null or not that of a live import",
                                        s -> s.segment().isEmpty()),
                                refuse(
                                        SetMode.class,
                                        "set_mode/BAD_MODE",
                                        BAD_MODE,
                                        "the mode is neither 0 nor 1",
                                        s ->
                                                s.call().mode() != Import.EXPLICIT
                                                        && s.call().mode() != Import.IMPLICIT),
                                succeed(
                                        SetMode.class,
                                        "set_mode/set",
                                        "later transfers over the handle use barriers this way",
                                        s ->
                                                List.of(
                                                        new Outcome(
                                                                new Reply.Done(),
                                                                s.world()
                                                                        .withImport(
                                                                                s.process(),
                                                                                s.handle(),
                                                                                segment ->
                                                                                        segment
                                                                                                .withMode(
                                                                                                        s.call()
                                                                                                                .mode()))))),
                                refuse(
                                        GetMode.class,
                                        "get_mode/BAD_SEG_HNDL",
                                        BAD_SEG_HNDL,
                                        "the handle is null or not that of a live import",
                                        s -> s.segment().isEmpty()),
                                succeed(
                                        GetMode.class,
                                        "get_mode/mode",
                                        "the mode last set; implicit after connect",
                                        s ->
                                                List.of(
                                                        new Outcome(
                                                                new Reply.Mode(
                                                                        s.segment()
                                                                                .orElseThrow()
                                                                                .mode()),
                                                                s.world())))));
        rules.addAll(onBarrier(OpenBarrier.class, "open_barrier"));
        rules.add(
                succeed(
                        OpenBarrier.class,
                        "open_barrier/opened",
                        "the barrier is open",
                        s -> List.of(done(s, barrier -> new Barrier(barrier.segment(), true)))));
        rules.addAll(onBarrier(OrderBarrier.class, "order_barrier"));
        rules.addAll(onOpenBarrier(OrderBarrier.class, "order_barrier"));
        rules.add(
                succeed(
                        OrderBarrier.class,
                        "order_barrier/ordered",
                        "what was written before is in place before what is written after",
                        s -> List.of(done(s, barrier -> barrier))));
        rules.addAll(onBarrier(CloseBarrier.class, "close_barrier"));
        rules.addAll(onOpenBarrier(CloseBarrier.class, "close_barrier"));
        rules.add(
                succeed(
                        CloseBarrier.class,
                        "close_barrier/closed",
                        "what was transferred since the barrier was opened has arrived; the barrier"
                                + " is no longer open",
                        s -> List.of(done(s, barrier -> new Barrier(barrier.segment(), false)))));
        rules.addAll(onBarrier(DestroyBarrier.class, "destroy_barrier"));
        rules.add(
                succeed(
                        DestroyBarrier.class,
                        "destroy_barrier/destroyed",
                        "the barrier is gone, and the import has none if this was its own",
                        BarrierRules::destroy));
        return List.copyOf(rules);
    }

    private static <C extends Call> List<Rule> onBarrier(Class<C> on, String word) {
        return List.of(
                refuse(
                        on,
                        word + "/BAD_BARRIER_PTR",
                        BAD_BARRIER_PTR,
                        "the pointer to the barrier is null",
                        s -> s.handle() == 0),
                refuse(
                        on,
                        word + "/BARRIER_UNINITIALIZED",
                        Set.of(BARRIER_UNINITIALIZED, BAD_SEG_HNDL, BAD_BARRIER_PTR),
                        "the barrier was not initialised, or was destroyed",
                        s -> s.handle() != 0 && s.barrier().isEmpty()),
                refuse(
                        on,
                        word + "/BAD_SEG_HNDL",
                        Set.of(BAD_SEG_HNDL, BARRIER_UNINITIALIZED, BAD_BARRIER_PTR),
                        "the import of the barrier was disconnected",
                        s ->
                                s.barrier()
                                        .filter(barrier -> barrier.segment().isEmpty())
                                        .isPresent()));
    }

    private static <C extends Call> List<Rule> onOpenBarrier(Class<C> on, String word) {
        return List.of(
                outside(
                        on,
                        word + "/BARRIER_NOT_OPENED#undetected",
                        "the barrier is not open, or its import was cut off, where nothing is"
                                + " promised then",
                        s ->
                                s.barrier().isPresent()
                                        && (!s.barrier().get().open()
                                                || segmentOf(s).filter(Import::isOff).isPresent())
                                        && s.at(VariationPoint.BARRIER_MISUSE)
                                                == BarrierMisuse.OUTSIDE),
                refuse(
                        on,
                        word + "/BARRIER_NOT_OPENED",
                        BARRIER_NOT_OPENED,
                        "the barrier is not open",
                        s -> s.barrier().filter(barrier -> !barrier.open()).isPresent()),
                refuse(
                                on,
                                word + "/CONN_ABORTED",
                                CONN_ABORTED,
                                "the import of the barrier was cut off",
                                s -> segmentOf(s).filter(Import::isOff).isPresent())
                        .carrying("frame/forced-disconnect"));
    }

    private static Optional<Import> segmentOf(CallContext<?> s) {
        return s.barrier()
                .map(Barrier::segment)
                .filter(OptionalLong::isPresent)
                .flatMap(handle -> s.me().imports().get(handle.getAsLong()));
    }

    private static Outcome done(
            CallContext<?> s, java.util.function.UnaryOperator<Barrier> change) {
        return new Outcome(
                new Reply.Done(),
                s.world()
                        .withProcess(
                                s.process(),
                                me ->
                                        me.withBarrier(
                                                s.handle(),
                                                change.apply(s.barrier().orElseThrow()))));
    }

    private static List<Outcome> destroy(CallContext<DestroyBarrier> s) {
        World next = s.world().withProcess(s.process(), me -> me.withoutBarrier(s.handle()));
        OptionalLong segment = s.barrier().orElseThrow().segment();
        boolean isInUse =
                segmentOf(s)
                        .filter(owner -> owner.barrier().equals(OptionalLong.of(s.handle())))
                        .isPresent();
        return List.of(
                new Outcome(
                        new Reply.Done(),
                        isInUse
                                ? next.withImport(
                                        s.process(),
                                        segment.getAsLong(),
                                        owner -> owner.withBarrier(OptionalLong.empty()))
                                : next));
    }
}
