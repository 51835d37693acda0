package org.rsmtck.model;

import static org.rsmtck.api.RsmError.BAD_ACL;
import static org.rsmtck.api.RsmError.BAD_ADDR;
import static org.rsmtck.api.RsmError.BAD_SEGID;
import static org.rsmtck.api.RsmError.BAD_SEG_HNDL;
import static org.rsmtck.api.RsmError.INSUFFICIENT_MEM;
import static org.rsmtck.api.RsmError.INSUFFICIENT_RESOURCES;
import static org.rsmtck.api.RsmError.INTERRUPTED;
import static org.rsmtck.api.RsmError.POLLFD_IN_USE;
import static org.rsmtck.api.RsmError.RESERVED_SEGID;
import static org.rsmtck.api.RsmError.SEGID_IN_USE;
import static org.rsmtck.api.RsmError.SEG_ALREADY_PUBLISHED;
import static org.rsmtck.api.RsmError.SEG_NOT_PUBLISHED;
import static org.rsmtck.model.Rule.mayRefuse;
import static org.rsmtck.model.Rule.refuse;
import static org.rsmtck.model.Rule.succeed;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Call.Publish;
import org.rsmtck.api.Call.Republish;
import org.rsmtck.api.Call.Unpublish;
import org.rsmtck.api.Event.Resource;
import org.rsmtck.api.Out;
import org.rsmtck.api.Reply;
import org.rsmtck.api.Topology;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.Variant.ChosenSegment;
import org.rsmtck.model.Variant.DuplicateEntries;
import org.rsmtck.model.Variant.EmptyList;
import org.rsmtck.model.Variant.EntryBits;
import org.rsmtck.model.Variant.EntryCount;
import org.rsmtck.model.Variant.EntryNode;
import org.rsmtck.model.Variant.ErrorOrder;
import org.rsmtck.model.Variant.ForeignNodeInList;
import org.rsmtck.model.Variant.WhileHeld;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Under what name an export is known, and to whom: rsm_memseg_export_publish(3RSM), with unpublish
 * and republish.
 */
final class PublishRules {
    private static final int MOST_NODES = 64;
    private static final int MOST_ENTRIES = 64;
    private static final int FIRST_FREE_ID = 0x400000;
    private static final int FIRST_CHOSEN_ID = 0x80000000;

    private PublishRules() {}

    static final List<Rule> RULES =
            List.of(
                    badHandle(Publish.class, "publish/BAD_SEG_HNDL"),
                    refuse(
                            Publish.class,
                            "publish/BAD_SEGID",
                            Set.of(BAD_SEGID, BAD_ADDR),
                            "the pointer to the segment id is null",
                            s -> s.call().id() == Out.NULL),
                    refuse(
                            Publish.class,
                            "publish/SEG_ALREADY_PUBLISHED",
                            SEG_ALREADY_PUBLISHED,
                            "the export is published",
                            s -> s.export().filter(Export::isPublished).isPresent()),
                    badList(Publish.class, "publish/BAD_ACL", s -> s.call().access()),
                    refuse(
                            Publish.class,
                            "publish/BAD_ACL#no-list",
                            BAD_ACL,
                            "the list is null though its length is not 0, where that is looked at"
                                    + " before the list itself",
                            s ->
                                    s.call().access() instanceof AccessList.Absent(int length)
                                            && length != 0
                                            && s.at(VariationPoint.ERROR_ORDER)
                                                    == ErrorOrder.CHECKED_FIRST),
                    refuse(
                            Publish.class,
                            "publish/RESERVED_SEGID",
                            RESERVED_SEGID,
                            "the id is in a range set aside: 1 to 0x3FFFFF, or 0x80000000 and"
                                    + " above",
                            s -> s.call().id() == Out.VALID && isReserved(s.call().segment())),
                    refuse(
                            Publish.class,
                            "publish/SEGID_IN_USE",
                            SEGID_IN_USE,
                            "a segment of the node is published under the id, over whatever"
                                    + " controller",
                            s ->
                                    s.call().id() == Out.VALID
                                            && s.call().segment() != 0
                                            && s.world()
                                                    .published(s.me().node(), s.call().segment())
                                                    .isPresent()),
                    mayRefuse(
                            Publish.class,
                            "publish/INSUFFICIENT_MEM",
                            INSUFFICIENT_MEM,
                            "the process is short of memory",
                            s -> s.isShortOf(Resource.MEMORY)),
                    mayRefuse(
                            Publish.class,
                            "publish/INSUFFICIENT_RESOURCES",
                            INSUFFICIENT_RESOURCES,
                            "the process is short of descriptors",
                            s -> s.isShortOf(Resource.DESCRIPTORS)),
                    succeed(
                            Publish.class,
                            "publish/published",
                            "the segment can be connected to under its id by the nodes that the"
                                    + " list admits",
                            LateEffects.seenLate(PublishRules::publish)),
                    badHandle(Republish.class, "republish/BAD_SEG_HNDL"),
                    notPublished(Republish.class, "republish/SEG_NOT_PUBLISHED"),
                    badList(Republish.class, "republish/BAD_ACL", s -> s.call().access()),
                    mayRefuse(
                            Republish.class,
                            "republish/INSUFFICIENT_MEM",
                            INSUFFICIENT_MEM,
                            "the process is short of memory",
                            s -> s.isShortOf(Resource.MEMORY)),
                    mayRefuse(
                            Republish.class,
                            "republish/INSUFFICIENT_RESOURCES",
                            INSUFFICIENT_RESOURCES,
                            "the process is short of descriptors",
                            s -> s.isShortOf(Resource.DESCRIPTORS)),
                    mayRefuse(
                            Republish.class,
                            "republish/INTERRUPTED",
                            INTERRUPTED,
                            "a signal broke the call",
                            CallContext::isInterrupted),
                    succeed(
                                    Republish.class,
                                    "republish/new-list",
                                    "the new list decides about later connects; live imports stay"
                                            + " as they are",
                                    LateEffects.seenLate(s ->
                                            List.of(
                                                    new Outcome(
                                                            new Reply.Done(),
                                                            s.world()
                                                                    .withExport(
                                                                            s.process(),
                                                                            s.handle(),
                                                                            export ->
                                                                                    export.with(
                                                                                            Optional
                                                                                                    .of(
                                                                                                            new Publication(
                                                                                                                    export.publication()
                                                                                                                            .orElseThrow()
                                                                                                                            .segment(),
                                                                                                                    entries(
                                                                                                                            s,
                                                                                                                            s.call()
                                                                                                                                    .access())))))))))
                            .carrying("frame/others-untouched"),
                    badHandle(Unpublish.class, "unpublish/BAD_SEG_HNDL"),
                    notPublished(Unpublish.class, "unpublish/SEG_NOT_PUBLISHED"),
                    refuse(
                            Unpublish.class,
                            "unpublish/POLLFD_IN_USE",
                            POLLFD_IN_USE,
                            "a poll descriptor was got on the export and not released, where that"
                                    + " stands in the way",
                            s ->
                                    s.export().filter(export -> export.pollfds() > 0).isPresent()
                                            && s.at(VariationPoint.UNPUBLISH_WHILE_HELD)
                                                    == WhileHeld.POLLFD_IN_USE),
                    mayRefuse(
                            Unpublish.class,
                            "unpublish/INTERRUPTED",
                            INTERRUPTED,
                            "a signal broke the call",
                            CallContext::isInterrupted),
                    succeed(
                                    Unpublish.class,
                                    "unpublish/unpublished",
                                    "nobody can connect any more, and every import is cut off",
                                    LateEffects.seenLate(s ->
                                            List.of(
                                                    new Outcome(
                                                            new Reply.Done(),
                                                            ForcedDisconnect.ofExport(
                                                                            s.world(),
                                                                            s.process(),
                                                                            s.handle(),
                                                                            s::at)
                                                                    .withExport(
                                                                            s.process(),
                                                                            s.handle(),
                                                                            export ->
                                                                                    export.with(
                                                                                            Optional
                                                                                                    .empty()))))))
                            .carrying("frame/forced-disconnect"));

    /** Whether publish refuses the id because it is set aside for someone else. */
    static boolean isReserved(int segment) {
        return segment < 0 || segment > 0 && segment < FIRST_FREE_ID;
    }

    private static <C extends Call> Rule badHandle(Class<C> on, String id) {
        return refuse(
                on,
                id,
                BAD_SEG_HNDL,
                "the handle is null or not that of a live export",
                s -> s.export().isEmpty());
    }

    private static <C extends Call> Rule notPublished(Class<C> on, String id) {
        return refuse(
                on,
                id,
                SEG_NOT_PUBLISHED,
                "the export is not published",
                s -> s.export().filter(export -> !export.isPublished()).isPresent());
    }

    private static <C extends Call> Rule badList(
            Class<C> on, String id, java.util.function.Function<CallContext<C>, AccessList> list) {
        return refuse(
                on,
                id,
                BAD_ACL,
                "the list is null though its length is not 0, or it breaks a limit, or names a node"
                        + " twice where that counts as broken",
                s -> isBroken(s, list.apply(s)));
    }

    private static boolean isBroken(CallContext<?> s, AccessList list) {
        return switch (list) {
            case AccessList.Absent(int length) -> length != 0;
            case AccessList.Entries(List<AccessEntry> entries) ->
                    entries.isEmpty()
                            ? s.at(VariationPoint.EMPTY_LIST) == EmptyList.BAD_ACL
                            : breaksLimit(s, entries)
                                    || namesTwice(entries)
                                            && s.at(VariationPoint.DUPLICATE_ENTRIES)
                                                    == DuplicateEntries.BAD_ACL
                                    || namesUnreachable(s, entries)
                                            && s.at(VariationPoint.FOREIGN_NODE_IN_LIST)
                                                    == ForeignNodeInList.BAD_ACL;
        };
    }

    private static boolean breaksLimit(CallContext<?> s, List<AccessEntry> entries) {
        return entries.size() > MOST_ENTRIES
                        && s.at(VariationPoint.ENTRY_COUNT) == EntryCount.BAD_ACL
                || entries.stream().anyMatch(PublishRules::isBeyondNodes)
                        && s.at(VariationPoint.ENTRY_NODE) == EntryNode.BAD_ACL
                || entries.stream().anyMatch(PublishRules::hasStrayBits)
                        && areBitsBroken(s, entries);
    }

    private static boolean isBeyondNodes(AccessEntry entry) {
        return Integer.compareUnsigned(entry.node(), MOST_NODES) > 0;
    }

    private static boolean hasStrayBits(AccessEntry entry) {
        return (entry.permission() & ~0666) != 0;
    }

    private static boolean areBitsBroken(CallContext<?> s, List<AccessEntry> entries) {
        EntryBits option = s.at(VariationPoint.ENTRY_BITS);
        return option == EntryBits.BAD_ACL
                || option == EntryBits.BY_NUMBER
                        && entries.stream()
                                .anyMatch(entry ->
                                        Integer.compareUnsigned(entry.permission(), 0666) > 0);
    }

    /** Whether the list of a segment over loopback names a node that loopback does not reach. */
    private static boolean namesUnreachable(CallContext<?> s, List<AccessEntry> entries) {
        return s.export()
                        .filter(export -> export.controller().equals(Topology.LOOPBACK))
                        .isPresent()
                && entries.stream().anyMatch(entry -> entry.node() != s.me().node());
    }

    private static boolean namesTwice(List<AccessEntry> entries) {
        return entries.stream().map(AccessEntry::node).distinct().count() < entries.size();
    }

    /** The entries that count. */
    private static List<AccessEntry> entries(CallContext<?> s, AccessList list) {
        return switch (list) {
            case AccessList.Absent(int length) -> List.of();
            case AccessList.Entries(List<AccessEntry> entries) ->
                    entries.size() > MOST_ENTRIES
                                    && s.at(VariationPoint.ENTRY_COUNT) == EntryCount.LEGAL_PART
                            ? entries.subList(0, MOST_ENTRIES)
                            : entries;
        };
    }

    private static List<Outcome> publish(CallContext<Publish> s) {
        Reply.Published id =
                s.call().segment() != 0
                        ? new Reply.Published(s.call().segment())
                        : s.choose(
                                new Reply.Published(lowestUnused(s)),
                                reply -> isFree(s, reply.segment()));
        return List.of(
                new Outcome(
                        id,
                        s.world()
                                .withExport(
                                        s.process(),
                                        s.handle(),
                                        export ->
                                                export.with(
                                                        Optional.of(
                                                                new Publication(
                                                                        id.segment(),
                                                                        entries(
                                                                                s,
                                                                                s.call()
                                                                                        .access())))))));
    }

    private static boolean isFree(CallContext<Publish> s, int segment) {
        return segment != 0
                && (segment < 0 || s.at(VariationPoint.CHOSEN_SEGMENT) == ChosenSegment.ANY)
                && s.world().published(s.me().node(), segment).isEmpty();
    }

    private static int lowestUnused(CallContext<Publish> s) {
        int segment = FIRST_CHOSEN_ID;
        while (!isFree(s, segment)) {
            segment++;
        }
        return segment;
    }
}
