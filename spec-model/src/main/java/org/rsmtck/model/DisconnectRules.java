package org.rsmtck.model;

import static org.rsmtck.api.RsmError.BAD_SEG_HNDL;
import static org.rsmtck.api.RsmError.POLLFD_IN_USE;
import static org.rsmtck.api.RsmError.SEG_STILL_MAPPED;
import static org.rsmtck.model.Rule.refuse;
import static org.rsmtck.model.Rule.succeed;

import org.rsmtck.api.Call.Disconnect;
import org.rsmtck.api.Reply;
import org.rsmtck.model.Rule.Outcome;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * rsm_memseg_import_disconnect, on the page rsm_memseg_import_connect(3RSM), in the order of the
 * page.
 */
final class DisconnectRules {
    private DisconnectRules() {}

    static final List<Rule> RULES =
            List.of(
                    succeed(
                                    Disconnect.class,
                                    "disconnect/breaks-connection",
                                    "the handle is gone, and nothing else changes",
                                    s -> List.of(new Outcome(new Reply.Done(), without(s))))
                            .carrying(
                                    "disconnect/returns",
                                    "disconnect/always-possible",
                                    "frame/exporter-independent",
                                    "frame/others-untouched"),
                    refuse(
                            Disconnect.class,
                            "disconnect/BAD_SEG_HNDL",
                            BAD_SEG_HNDL,
                            "the handle is null, was never issued, was disconnected already, or is"
                                    + " not that of an import",
                            s -> s.segment().isEmpty()),
                    // The Programming Interfaces Guide says that disconnect removes mappings; the
                    // page wins.
                    refuse(
                            Disconnect.class,
                            "disconnect/SEG_STILL_MAPPED",
                            SEG_STILL_MAPPED,
                            "an explicit mapping is in place",
                            s -> s.segment().filter(Import::isExplicitlyMapped).isPresent()),
                    refuse(
                                    Disconnect.class,
                                    "disconnect/POLLFD_IN_USE",
                                    POLLFD_IN_USE,
                                    "a poll descriptor was got on the handle and not released",
                                    s ->
                                            s.segment()
                                                    .filter(segment -> segment.pollfds() > 0)
                                                    .isPresent())
                            .leaving(DisconnectRules::unmappedSilently));

    private static World unmappedSilently(CallContext<Disconnect> s) {
        return s.world()
                .withImport(s.process(), s.handle(), segment -> segment.withImplicitMapping(false));
    }

    /** The barriers of the import stay in the caller's hands, and lead nowhere. */
    private static World without(CallContext<Disconnect> s) {
        World next = s.world().withProcess(s.process(), me -> me.withoutImport(s.handle()));
        for (Map.Entry<Long, Barrier> barrier : s.me().barriers().entries()) {
            if (barrier.getValue().segment().equals(OptionalLong.of(s.handle()))) {
                next =
                        next.withProcess(
                                s.process(),
                                me ->
                                        me.withBarrier(
                                                barrier.getKey(),
                                                new Barrier(OptionalLong.empty(), false)));
            }
        }
        return next;
    }
}
