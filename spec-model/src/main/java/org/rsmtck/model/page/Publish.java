package org.rsmtck.model.page;

import static org.rsmtck.model.VariationPoint.CHOSEN_SEGMENT;
import static org.rsmtck.model.VariationPoint.ERROR_ORDER;

import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.Export;
import org.rsmtck.model.ForcedDisconnect;
import org.rsmtck.model.LateEffects;
import org.rsmtck.model.Publication;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.Variant.ChosenSegment;
import org.rsmtck.model.Variant.ErrorOrder;
import org.rsmtck.model.World;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** rsm_memseg_export_publish(3RSM). What is due beyond declared limits: {@link LimitRules}. */
final class Publish {
    private Publish() {}

    static final Page<Call.Publish> PAGE = Page.of(Call.Publish.class);

    private static final int FIRST_FREE_ID = 0x400000;
    private static final int FIRST_CHOSEN_ID = 0x80000000;

    // DESCRIPTION

    static final Rule PUBLISHED =
            PAGE.succeed(
                            "publish/published",
                            "the segment can be connected to under its id by the nodes that the"
                                    + " list admits")
                    .doing(LateEffects.seenLate(Publish::publish));

    // ERRORS

    static final Rule BAD_SEG_HNDL = Handles.badExport(PAGE, "publish/BAD_SEG_HNDL");

    static final Rule BAD_SEGID =
            PAGE.refuse("publish/BAD_SEGID", "the pointer to the segment id is null")
                    .with(RsmError.BAD_SEGID, RsmError.BAD_ADDR)
                    .when(s -> s.call().id() == Out.NULL);

    static final Rule SEG_ALREADY_PUBLISHED =
            PAGE.refuse("publish/SEG_ALREADY_PUBLISHED", "the export is published")
                    .when(s -> s.hasExport(Export::isPublished));

    static final Rule BAD_ACL = AccessLists.broken(PAGE, "publish/BAD_ACL", Call.Publish::access);

    static final Rule NO_LIST =
            PAGE.refuse(
                            "publish/BAD_ACL#no-list",
                            "the list is null though its length is not 0, where that is looked at"
                                    + " before the list itself")
                    .when(s ->
                            s.call().access() instanceof AccessList.Absent(int length)
                                    && length != 0
                                    && s.at(ERROR_ORDER) == ErrorOrder.CHECKED_FIRST);

    static final Rule RESERVED_SEGID =
            PAGE.refuse(
                            "publish/RESERVED_SEGID",
                            "the id is in a range set aside: 1 to 0x3FFFFF, or 0x80000000 and"
                                    + " above")
                    .when(s -> s.call().id() == Out.VALID && isReserved(s.call().segment()));

    static final Rule SEGID_IN_USE =
            PAGE.refuse(
                            "publish/SEGID_IN_USE",
                            "a segment of the node is published under the id, over whatever"
                                    + " controller")
                    .when(s ->
                            s.call().id() == Out.VALID
                                    && s.call().segment() != 0
                                    && isInUse(s, s.call().segment()));

    static final Rule INSUFFICIENT_MEM = Hindrances.shortOfMemory(PAGE, "publish/INSUFFICIENT_MEM");

    static final Rule INSUFFICIENT_RESOURCES =
            Hindrances.shortOfDescriptors(PAGE, "publish/INSUFFICIENT_RESOURCES");

    // What the page does not say.

    static final Rule WRONG_HANDLE =
            Handles.wrongExport(PAGE, "frame/no-crash-no-hang#publish-wrong-handle");

    static final Rule RELEASED_CONTROLLER =
            Handles.ofReleasedController(PAGE, "release_controller/released#publish");

    static final Rule UNMAPPED_POINTER =
            Pointers.unmapped(
                    PAGE, "frame/no-crash-no-hang#publish-unmapped-pointer", Call.Publish::id);

    /** Whether the id is set aside for someone else. */
    private static boolean isReserved(int segment) {
        return segment < 0 || segment > 0 && segment < FIRST_FREE_ID;
    }

    private static boolean isInUse(CallContext<Call.Publish> s, int segment) {
        return s.world().published(s.me().node(), segment).isPresent();
    }

    private static List<Outcome> publish(CallContext<Call.Publish> s) {
        Reply.Published id =
                s.call().segment() != 0
                        ? new Reply.Published(s.call().segment())
                        : s.choose(
                                new Reply.Published(lowestUnused(s)),
                                reply -> isFree(s, reply.segment()));
        Publication publication =
                new Publication(id.segment(), AccessLists.entries(s, s.call().access()));
        World published = s.withExport(export -> export.with(Optional.of(publication)));
        return Outcome.of(id, ForcedDisconnect.leftBehind(published, s.export().orElseThrow()));
    }

    private static boolean isFree(CallContext<Call.Publish> s, int segment) {
        return segment != 0
                && (segment < 0 || s.at(CHOSEN_SEGMENT) == ChosenSegment.ANY)
                && !isInUse(s, segment);
    }

    private static int lowestUnused(CallContext<Call.Publish> s) {
        int segment = FIRST_CHOSEN_ID;
        if (isFree(s, segment)) {
            return segment;
        }
        Set<Integer> used = s.world().publishedIds(s.me().node());
        while (used.contains(segment)) {
            segment++;
        }
        return segment;
    }
}
