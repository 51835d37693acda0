package org.rsmtck.model;

import static org.rsmtck.api.RsmError.BAD_SEG_HNDL;
import static org.rsmtck.api.RsmError.INSUFFICIENT_MEM;
import static org.rsmtck.api.RsmError.INSUFFICIENT_RESOURCES;
import static org.rsmtck.model.Rule.mayRefuse;
import static org.rsmtck.model.Rule.outside;
import static org.rsmtck.model.Rule.refuse;
import static org.rsmtck.model.Rule.succeed;

import org.rsmtck.api.Call.GetPollfd;
import org.rsmtck.api.Call.ReleasePollfd;
import org.rsmtck.api.Event.Resource;
import org.rsmtck.api.Reply;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.Variant.PollfdAtZero;
import org.rsmtck.model.Variant.PollfdUnpublished;

import java.util.List;

/** Poll descriptors of segments: rsm_memseg_get_pollfd(3RSM). They are counted. */
final class PollfdRules {
    private static final int ARRIVED = 0x40;

    private PollfdRules() {}

    static final List<Rule> RULES =
            List.of(
                    refuse(
                            GetPollfd.class,
                            "get_pollfd/BAD_SEG_HNDL",
                            BAD_SEG_HNDL,
                            "the handle is null or not that of a live segment",
                            s -> s.segment().isEmpty() && s.export().isEmpty()),
                    outside(
                            GetPollfd.class,
                            "get_pollfd/unpublished",
                            "the export is not published, where the reading promises nothing then",
                            s ->
                                    s.export().filter(export -> !export.isPublished()).isPresent()
                                            && s.at(VariationPoint.POLLFD_UNPUBLISHED)
                                                    == PollfdUnpublished.ANY),
                    mayRefuse(
                                    GetPollfd.class,
                                    "get_pollfd/INSUFFICIENT_MEM",
                                    INSUFFICIENT_MEM,
                                    "the process is short of memory",
                                    s -> s.isShortOf(Resource.MEMORY))
                            .leaving(s -> counted(s, 1)),
                    mayRefuse(
                            GetPollfd.class,
                            "get_pollfd/INSUFFICIENT_RESOURCES",
                            INSUFFICIENT_RESOURCES,
                            "the process is short of descriptors",
                            s -> s.isShortOf(Resource.DESCRIPTORS)),
                    succeed(
                            GetPollfd.class,
                            "get_pollfd/counted",
                            "the descriptor is given out, and counted until it is released",
                            s ->
                                    List.of(
                                            new Outcome(
                                                    s.choose(
                                                            new Reply.Pollfd(0, ARRIVED),
                                                            reply -> reply.fd() >= 0),
                                                    counted(s, 1)))),
                    refuse(
                            ReleasePollfd.class,
                            "release_pollfd/BAD_SEG_HNDL",
                            BAD_SEG_HNDL,
                            "the handle is null or not that of a live segment",
                            s -> s.segment().isEmpty() && s.export().isEmpty()),
                    refuse(
                            ReleasePollfd.class,
                            "release_pollfd/BAD_SEG_HNDL#zero",
                            BAD_SEG_HNDL,
                            "no descriptor is to be released, where that counts as a bad handle",
                            s ->
                                    held(s) == 0
                                            && (s.segment().isPresent() || s.export().isPresent())
                                            && s.at(VariationPoint.POLLFD_AT_ZERO)
                                                    == PollfdAtZero.BAD_SEG_HNDL),
                    succeed(
                            ReleasePollfd.class,
                            "release_pollfd/counted",
                            "one descriptor less is counted, down to none",
                            s -> List.of(new Outcome(new Reply.Done(), counted(s, -1)))));

    private static int held(CallContext<?> s) {
        return s.segment().map(Import::pollfds).or(() -> s.export().map(Export::pollfds)).orElse(0);
    }

    private static World counted(CallContext<?> s, int change) {
        int count = Math.max(0, held(s) + change);
        return s.segment().isPresent()
                ? s.world()
                        .withImport(s.process(), s.handle(), segment -> segment.withPollfds(count))
                : s.world()
                        .withExport(s.process(), s.handle(), export -> export.withPollfds(count));
    }
}
