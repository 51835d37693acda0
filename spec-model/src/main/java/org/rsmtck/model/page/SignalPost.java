package org.rsmtck.model.page;

import static org.rsmtck.model.VariationPoint.SIGNAL_AFTER_CUT;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.Connection;
import org.rsmtck.model.Contents;
import org.rsmtck.model.Export;
import org.rsmtck.model.ForcedDisconnect;
import org.rsmtck.model.Import;
import org.rsmtck.model.ProcessState;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.Variant.SignalAfterCut;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** rsm_intr_signal_post(3RSM). Events are counted. */
final class SignalPost {
    private SignalPost() {}

    static final Page<Call.SignalPost> PAGE = Page.of(Call.SignalPost.class);

    // DESCRIPTION

    static final Rule COUNTED =
            PAGE.succeed(
                            "signal_post/counted",
                            "the other end, or every live import of the export, has one more event"
                                    + " to wait for")
                    .doing(s ->
                            posted(s).stream()
                                    .map(next -> new Outcome(new Reply.Done(), next))
                                    .toList());

    // ERRORS

    static final Rule BAD_SEG_HNDL = Handles.badSegment(PAGE, "signal_post/BAD_SEG_HNDL");

    static final Rule CONN_ABORTED =
            PAGE.refuse("signal_post/CONN_ABORTED", "the import was cut off")
                    .also("frame/forced-disconnect")
                    .when(s ->
                            s.hasImport(Import::isOff)
                                    && s.at(SIGNAL_AFTER_CUT) == SignalAfterCut.REFUSED);

    static final Rule REMOTE_NODE_UNREACHABLE =
            Hindrances.pathLost(PAGE, "signal_post/REMOTE_NODE_UNREACHABLE");

    // What the page does not say.

    static final Rule WRONG_HANDLE =
            Handles.wrongSegment(PAGE, "frame/no-crash-no-hang#signal_post-wrong-handle");

    static final Rule RELEASED_CONTROLLER =
            Handles.ofReleasedController(PAGE, "release_controller/released#signal_post");

    private static List<World> posted(CallContext<Call.SignalPost> s) {
        UnaryOperator<Export> signal = export -> export.withSignals(export.signals() + 1);
        return s.importSegment()
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
                                    s.at(SIGNAL_AFTER_CUT) == SignalAfterCut.ACCEPTED
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
        for (java.util.Map.Entry<Integer, ProcessState> owner : world.processes().entries()) {
            if (owner.getValue().node() == node) {
                for (java.util.Map.Entry<Long, Export> export :
                        owner.getValue().exports().entries()) {
                    if (export.getValue().isPublished()) {
                        worlds.add(world.withExport(owner.getKey(), export.getKey(), signal));
                    }
                }
            }
        }
        return worlds;
    }

    private static World postedToImports(CallContext<Call.SignalPost> s) {
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
}
