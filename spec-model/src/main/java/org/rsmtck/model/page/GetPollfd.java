package org.rsmtck.model.page;

import static org.rsmtck.model.VariationPoint.POLLFD_UNPUBLISHED;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event.Resource;
import org.rsmtck.api.Reply;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.Variant.PollfdUnpublished;

/** rsm_memseg_get_pollfd(3RSM). */
final class GetPollfd {
    private GetPollfd() {}

    static final Page<Call.GetPollfd> PAGE = Page.of(Call.GetPollfd.class);

    private static final int ARRIVED = 0x40;

    // DESCRIPTION

    static final Rule COUNTED =
            PAGE.succeed(
                            "get_pollfd/counted",
                            "the descriptor is given out, and counted until it is released")
                    .doing(s ->
                            Outcome.of(
                                    s.choose(
                                            new Reply.Pollfd(0, ARRIVED), reply -> reply.fd() >= 0),
                                    Pollfds.counted(s, 1)));

    // ERRORS

    static final Rule BAD_SEG_HNDL = Handles.badSegment(PAGE, "get_pollfd/BAD_SEG_HNDL");

    static final Rule INSUFFICIENT_MEM =
            PAGE.mayRefuse("get_pollfd/INSUFFICIENT_MEM", "the process is short of memory")
                    .leaving(s -> Pollfds.counted(s, 1))
                    .when(s -> s.isShortOf(Resource.MEMORY));

    static final Rule INSUFFICIENT_RESOURCES =
            Hindrances.shortOfDescriptors(PAGE, "get_pollfd/INSUFFICIENT_RESOURCES");

    // What the page does not say.

    static final Rule WRONG_HANDLE =
            Handles.wrongSegment(PAGE, "frame/no-crash-no-hang#get_pollfd-wrong-handle");

    static final Rule RELEASED_CONTROLLER =
            Handles.ofReleasedController(PAGE, "release_controller/released#get_pollfd");

    static final Rule UNPUBLISHED =
            PAGE.outside(
                            "get_pollfd/unpublished",
                            "the export is not published, where the reading promises nothing then")
                    .when(s ->
                            s.hasExport(export -> !export.isPublished())
                                    && s.at(POLLFD_UNPUBLISHED) == PollfdUnpublished.ANY);
}
