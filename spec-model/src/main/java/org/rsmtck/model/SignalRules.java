package org.rsmtck.model;

import static org.rsmtck.api.RsmError.BAD_SEG_HNDL;
import static org.rsmtck.api.RsmError.CONN_ABORTED;
import static org.rsmtck.api.RsmError.INTERRUPTED;
import static org.rsmtck.api.RsmError.REMOTE_NODE_UNREACHABLE;
import static org.rsmtck.api.RsmError.TIMEOUT;
import static org.rsmtck.model.Rule.mayRefuse;
import static org.rsmtck.model.Rule.refuse;
import static org.rsmtck.model.Rule.succeed;

import org.rsmtck.api.Call.SignalPost;
import org.rsmtck.api.Call.SignalWait;
import org.rsmtck.api.Reply;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.Variant.SignalAfterCut;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Events between an export and its imports: rsm_intr_signal_post(3RSM) and wait. They are counted.
 */
final class SignalRules {
    private SignalRules() {}

    static final List<Rule> RULES =
            List.of(
                    refuse(
                            SignalPost.class,
                            "signal_post/BAD_SEG_HNDL",
                            BAD_SEG_HNDL,
                            "the handle is null or not that of a live segment",
                            s -> s.segment().isEmpty() && s.export().isEmpty()),
                    refuse(
                                    SignalPost.class,
                                    "signal_post/CONN_ABORTED",
                                    CONN_ABORTED,
                                    "the import was cut off",
                                    s ->
                                            s.segment().filter(Import::isOff).isPresent()
                                                    && s.at(VariationPoint.SIGNAL_AFTER_CUT)
                                                            == SignalAfterCut.REFUSED)
                            .carrying("frame/forced-disconnect"),
                    mayRefuse(
                            SignalPost.class,
                            "signal_post/REMOTE_NODE_UNREACHABLE",
                            REMOTE_NODE_UNREACHABLE,
                            "the import is alive, and its path is lost",
                            PathLost::isSevered),
                    succeed(
                            SignalPost.class,
                            "signal_post/counted",
                            "the other end, or every live import of the export, has one more event"
                                    + " to wait for",
                            s ->
                                    posted(s).stream()
                                            .map(next -> new Outcome(new Reply.Done(), next))
                                            .toList()),
                    refuse(
                            SignalWait.class,
                            "signal_wait/BAD_SEG_HNDL",
                            BAD_SEG_HNDL,
                            "the handle is null or not that of a live segment",
                            s -> s.segment().isEmpty() && s.export().isEmpty()),
                    refuse(
                            SignalWait.class,
                            "signal_wait/TIMEOUT",
                            TIMEOUT,
                            "no event came before the time was up",
                            s -> signals(s).filter(count -> count == 0).isPresent()),
                    mayRefuse(
                            SignalWait.class,
                            "signal_wait/INTERRUPTED",
                            INTERRUPTED,
                            "a signal broke the call",
                            CallContext::isInterrupted),
                    succeed(
                            SignalWait.class,
                            "signal_wait/counted",
                            "one event less is to be waited for",
                            s -> List.of(new Outcome(new Reply.Done(), waited(s)))));

    private static Optional<Integer> signals(CallContext<?> s) {
        return s.segment().map(Import::signals).or(() -> s.export().map(Export::signals));
    }

    private static List<World> posted(CallContext<SignalPost> s) {
        UnaryOperator<Export> signal = export -> export.withSignals(export.signals() + 1);
        return s.segment()
                .map(segment ->
                        switch (segment.connection()) {
                            case Connection.Live live ->
                                    List.of(
                                            s.world()
                                                    .withExport(
                                                            live.process(), live.export(), signal));
                            case Connection.DisconnectPending(Contents last) ->
                                    ForcedDisconnect.lostOrArrived(s.world(), last, signal);
                            case Connection.ForciblyDisconnected off ->
                                    s.at(VariationPoint.SIGNAL_AFTER_CUT) == SignalAfterCut.ACCEPTED
                                            ? postedById(s.world(), segment.node(), signal)
                                            : List.of(s.world());
                        })
                .orElseGet(() -> List.of(postedToImports(s)));
    }

    /**
     * The worlds that may follow when an import that was cut off posts by the id of its segment,
     * which it alone remembers: whatever is published on the node may bear the id by now.
     */
    private static List<World> postedById(World world, int node, UnaryOperator<Export> signal) {
        List<World> worlds = new ArrayList<>(List.of(world));
        for (Map.Entry<Integer, ProcessState> owner : world.processes().entries()) {
            if (owner.getValue().node() == node) {
                for (Map.Entry<Long, Export> export : owner.getValue().exports().entries()) {
                    if (export.getValue().isPublished()) {
                        worlds.add(world.withExport(owner.getKey(), export.getKey(), signal));
                    }
                }
            }
        }
        return worlds;
    }

    private static World postedToImports(CallContext<SignalPost> s) {
        Posted posted = new Posted(new Connection.Live(s.process(), s.handle()));
        World next = s.world();
        for (int process : s.world().processes().keys()) {
            next =
                    next.withProcess(
                            process, owner -> owner.withImports(owner.imports().mapped(posted)));
        }
        return next;
    }

    /** What an event posted by an export does to an import. */
    private record Posted(Connection.Live by) implements UnaryOperator<Import> {
        @Override
        public Import apply(Import segment) {
            return segment.connection().equals(by)
                    ? segment.withSignals(segment.signals() + 1)
                    : segment;
        }
    }

    private static World waited(CallContext<SignalWait> s) {
        return s.segment().isPresent()
                ? s.world()
                        .withImport(
                                s.process(),
                                s.handle(),
                                segment -> segment.withSignals(segment.signals() - 1))
                : s.world()
                        .withExport(
                                s.process(),
                                s.handle(),
                                export -> export.withSignals(export.signals() - 1));
    }
}
