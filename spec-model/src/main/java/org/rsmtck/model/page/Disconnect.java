package org.rsmtck.model.page;

import org.rsmtck.api.Call;
import org.rsmtck.model.Barrier;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.Import;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.World;

import java.util.OptionalLong;

/** rsm_memseg_import_disconnect, on the page rsm_memseg_import_connect(3RSM). */
final class Disconnect {
    private Disconnect() {}

    static final Page<Call.Disconnect> PAGE = Page.of(Call.Disconnect.class);

    // DESCRIPTION

    static final Rule BREAKS_CONNECTION =
            PAGE.succeed(
                            "disconnect/breaks-connection",
                            "the handle is gone, and nothing else changes")
                    .also(
                            "disconnect/returns",
                            "disconnect/always-possible",
                            "frame/exporter-independent",
                            "frame/others-untouched")
                    .doing(s -> Outcome.done(disconnected(s)));

    // ERRORS

    static final Rule BAD_SEG_HNDL =
            PAGE.refuse(
                            "disconnect/BAD_SEG_HNDL",
                            "the handle is null, was never issued, was disconnected already, or is"
                                    + " not that of an import")
                    .when(s -> s.importSegment().isEmpty());

    /** The Programming Interfaces Guide says that disconnect removes mappings; the page wins. */
    static final Rule SEG_STILL_MAPPED =
            PAGE.refuse("disconnect/SEG_STILL_MAPPED", "an explicit mapping is in place")
                    .when(s -> s.hasImport(Import::isExplicitlyMapped));

    static final Rule POLLFD_IN_USE =
            PAGE.refuse(
                            "disconnect/POLLFD_IN_USE",
                            "a poll descriptor was got on the handle and not released")
                    .leaving(s -> s.withImport(segment -> segment.withImplicitMapping(false)))
                    .when(s -> s.hasImport(segment -> segment.pollfds() > 0));

    // What the page does not say.

    static final Rule WRONG_HANDLE =
            Handles.wrongImport(PAGE, "frame/no-crash-no-hang#disconnect-wrong-handle");

    /** The barriers of the import stay in the caller's hands, and lead nowhere. */
    private static World disconnected(CallContext<Call.Disconnect> s) {
        OptionalLong mine = OptionalLong.of(s.handle());
        World next = s.withMe(me -> me.withoutImport(s.handle()));
        for (long handle : s.me().barriers().keys()) {
            if (s.me().barriers().get(handle).orElseThrow().segment().equals(mine)) {
                Barrier leadsNowhere = new Barrier(OptionalLong.empty(), false);
                next = next.withProcess(s.process(), me -> me.withBarrier(handle, leadsNowhere));
            }
        }
        return next;
    }
}
