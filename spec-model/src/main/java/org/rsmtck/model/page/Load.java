package org.rsmtck.model.page;

import org.rsmtck.api.Call;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.Connection;
import org.rsmtck.model.Contents;
import org.rsmtck.model.Export;
import org.rsmtck.model.Import;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.StaleBytes;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A load through a mapping: no function of the interface. */
final class Load {
    private Load() {}

    static final Page<Call.Load> PAGE = Page.of(Call.Load.class);

    // A success, and what no processor can refuse.

    static final Rule BYTES =
            PAGE.succeed("load/bytes", "the bytes of the segment, as far as they are not cut off")
                    .also("connect/logical-connection")
                    .doing(Load::load);

    static final Rule UNMAPPED =
            PAGE.outside("load/unmapped", "the range is not wholly within a mapping")
                    .when(s -> !Mapped.holds(s, s.call().offset(), s.call().length()));

    static final Rule REBOUND = Mapped.rebound(PAGE, "load/rebound");

    static final Rule WRITE_ONLY =
            PAGE.outside(
                            "load/write-only",
                            "the mapping is not for reading; common processors cannot forbid it")
                    .when(s -> !Mapped.isFor(s, Permission.READ));

    static final Rule WRONG_HANDLE =
            Handles.wrongImport(PAGE, "frame/no-crash-no-hang#load-wrong-handle");

    static final Rule RELEASED_CONTROLLER =
            Handles.ofReleasedController(PAGE, "release_controller/released#load");

    private static List<Outcome> load(CallContext<Call.Load> s) {
        Import segment = s.importSegment().orElseThrow();
        long offset = segment.mapping().orElseThrow().offset() + s.call().offset();
        int length = s.call().length();
        return switch (segment.connection()) {
            case Connection.Live live -> List.of(live(s, live, offset, length));
            case Connection.DisconnectPending(Contents last) ->
                    List.of(stale(s, ownOnceCut(last), last, offset, length));
            case Connection.ForciblyDisconnected(Optional<Contents> last) ->
                    List.of(
                            stale(
                                    s,
                                    ownOnceCut(last.orElseThrow()),
                                    last.orElseThrow(),
                                    offset,
                                    length));
        };
    }

    private static Predicate<Export> ownOnceCut(Contents last) {
        return export -> StaleBytes.areOf(last, export);
    }

    /** A load cannot answer that the path is lost: then its bytes are unspecified. */
    private static Outcome live(CallContext<?> s, Connection.Live live, long offset, int length) {
        Export export = s.world().export(live);
        return PathLost.isSevered(s)
                ? stale(s, export::equals, export.contents(), offset, length)
                : new Outcome(new Reply.Data(export.contents().read(offset, length)), s.world());
    }

    private static Outcome stale(
            CallContext<?> s, Predicate<Export> isItsOwn, Contents last, long offset, int length) {
        return new Outcome(
                s.choose(
                        new Reply.Data(last.read(offset, length)),
                        reply ->
                                reply.bytes().length() == length
                                        && StaleBytes.giveNothingAway(
                                                s.world(), isItsOwn, last, offset, reply.bytes())),
                s.world());
    }
}
