package org.rsmtck.model.page;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.Connection;
import org.rsmtck.model.Contents;
import org.rsmtck.model.Export;
import org.rsmtck.model.ForcedDisconnect;
import org.rsmtck.model.Import;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.World;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A store through a mapping: no function of the interface. */
final class Store {
    private Store() {}

    static final Page<Call.Store> PAGE = Page.of(Call.Store.class);

    // A success, and what no library can refuse.

    static final Rule STORED =
            PAGE.succeed(
                            "store/stored",
                            "the segment holds the bytes, unless it is cut off: then no live"
                                    + " segment does")
                    .also("connect/logical-connection")
                    .doing(Store::store);

    static final Rule UNMAPPED =
            PAGE.outside("store/unmapped", "the range is not wholly within a mapping")
                    .when(s -> !Mapped.holds(s, s.call().offset(), s.call().data().length()));

    static final Rule REBOUND = Mapped.rebound(PAGE, "store/rebound");

    static final Rule READ_ONLY =
            PAGE.outside(
                            "store/read-only",
                            "the mapping is not for writing: the processor forbids it")
                    .when(s -> !Mapped.isFor(s, Permission.WRITE));

    static final Rule WRONG_HANDLE =
            Handles.wrongImport(PAGE, "frame/no-crash-no-hang#store-wrong-handle");

    static final Rule RELEASED_CONTROLLER =
            Handles.ofReleasedController(PAGE, "release_controller/released#store");

    private static List<Outcome> store(CallContext<Call.Store> s) {
        Import segment = s.importSegment().orElseThrow();
        long offset = segment.mapping().orElseThrow().offset() + s.call().offset();
        Bytes data = s.call().data();
        List<World> next =
                switch (segment.connection()) {
                    case Connection.Live live ->
                            storedLive(
                                    s,
                                    live,
                                    export -> export.with(export.contents().with(offset, data)));
                    case Connection.DisconnectPending(Contents last) ->
                            ForcedDisconnect.written(s.world(), last, offset, data);
                    case Connection.ForciblyDisconnected(Optional<Contents> last) ->
                            ForcedDisconnect.written(s.world(), last.orElseThrow(), offset, data);
                };
        return next.stream().map(world -> new Outcome(new Reply.Done(), world)).toList();
    }

    private static List<World> storedLive(
            CallContext<Call.Store> s, Connection.Live live, UnaryOperator<Export> write) {
        World stored = s.world().withExport(live.process(), live.export(), write);
        return PathLost.isSevered(s) ? List.of(stored, s.world()) : List.of(stored);
    }
}
