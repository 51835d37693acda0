package org.rsmtck.model.page;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Rule.Outcome;

/** rsm_get_segmentid_range(3RSM). */
final class GetSegmentIdRange {
    private GetSegmentIdRange() {}

    static final Page<Call.GetSegmentIdRange> PAGE = Page.of(Call.GetSegmentIdRange.class);

    // DESCRIPTION

    static final Rule RANGE =
            PAGE.succeed("get_segmentid_range/range", "the range set aside for the application")
                    .doing(s ->
                            Outcome.of(
                                    s.choose(
                                            new Reply.SegmentIds(0x400000, 1),
                                            reply -> reply.length() != 0),
                                    s.world()));

    // ERRORS

    static final Rule BAD_ADDR =
            Pointers.nullOut(PAGE, "get_segmentid_range/BAD_ADDR", Call.GetSegmentIdRange::out);

    static final Rule BAD_APPID =
            PAGE.mayRefuse(
                            "get_segmentid_range/BAD_APPID",
                            "no range is set aside for the application: the model does not know the"
                                    + " configuration")
                    .when(s -> true);

    static final Rule BAD_CONF =
            PAGE.mayRefuse(
                            "get_segmentid_range/BAD_CONF",
                            "the configuration cannot be read: the model does not know it")
                    .when(s -> true);

    // What the page does not say.

    static final Rule UNMAPPED_POINTER =
            Pointers.unmapped(
                    PAGE,
                    "frame/no-crash-no-hang#get_segmentid_range-unmapped-pointer",
                    Call.GetSegmentIdRange::out);
}
