package org.rsmtck.model.illumos;

import org.rsmtck.model.Profile;
import org.rsmtck.model.Variant;
import org.rsmtck.model.Variant.AccessAfterCut;
import org.rsmtck.model.Variant.Arrival;
import org.rsmtck.model.Variant.BarrierMisuse;
import org.rsmtck.model.Variant.ChosenSegment;
import org.rsmtck.model.Variant.ControllerAgain;
import org.rsmtck.model.Variant.CreateLength;
import org.rsmtck.model.Variant.DuplicateEntries;
import org.rsmtck.model.Variant.EmptyList;
import org.rsmtck.model.Variant.EmptyTransfer;
import org.rsmtck.model.Variant.EntryBits;
import org.rsmtck.model.Variant.EntryCount;
import org.rsmtck.model.Variant.EntryNode;
import org.rsmtck.model.Variant.ErrorOrder;
import org.rsmtck.model.Variant.ForeignNodeInList;
import org.rsmtck.model.Variant.Groups;
import org.rsmtck.model.Variant.HandleReuse;
import org.rsmtck.model.Variant.Ids;
import org.rsmtck.model.Variant.ImplicitMapping;
import org.rsmtck.model.Variant.InterruptedByPublication;
import org.rsmtck.model.Variant.Loss;
import org.rsmtck.model.Variant.MapModeBits;
import org.rsmtck.model.Variant.MapWithoutAccess;
import org.rsmtck.model.Variant.MappedAccess;
import org.rsmtck.model.Variant.MisalignedMap;
import org.rsmtck.model.Variant.NoMemoryForMapping;
import org.rsmtck.model.Variant.NoPath;
import org.rsmtck.model.Variant.NullOut;
import org.rsmtck.model.Variant.NullRelease;
import org.rsmtck.model.Variant.OtherNode;
import org.rsmtck.model.Variant.OutAfterRefusal;
import org.rsmtck.model.Variant.OwnNodeWithoutController;
import org.rsmtck.model.Variant.PermissionClass;
import org.rsmtck.model.Variant.PermissionZero;
import org.rsmtck.model.Variant.PollfdAtZero;
import org.rsmtck.model.Variant.PollfdUnpublished;
import org.rsmtck.model.Variant.RebindWhileMapped;
import org.rsmtck.model.Variant.RefusalEffects;
import org.rsmtck.model.Variant.ReleasedController;
import org.rsmtck.model.Variant.Root;
import org.rsmtck.model.Variant.SignalAfterCut;
import org.rsmtck.model.Variant.UnlistedNode;
import org.rsmtck.model.Variant.UnmapUnmapped;
import org.rsmtck.model.Variant.UnmappedOut;
import org.rsmtck.model.Variant.WhileHeld;
import org.rsmtck.model.Variant.WrappingMap;
import org.rsmtck.model.Variant.WrongDirection;
import org.rsmtck.model.Variant.WrongHandle;
import org.rsmtck.model.VariationPoint;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the shipped illumos code does over the controller loopback, the only one that is left there.
 * Of other controllers nothing is known: at the points that are about them this profile takes what
 * the page offers.
 *
 * <p>Sources: the user library librsm and the kernel agent rsm, named in each reason.
 */
public final class IllumosLoopback {
    /** What the library and the kernel agent do over the controller loopback. */
    public static final Profile PROFILE = profile();

    private final Map<VariationPoint<?>, Set<? extends Variant>> options = new TreeMap<>();
    private final Map<VariationPoint<?>, String> reasons = new TreeMap<>();

    private IllumosLoopback() {}

    private static Profile profile() {
        IllumosLoopback loopback = new IllumosLoopback();
        loopback.asThePageOffers();
        loopback.otherwise();
        return new Profile(
                "illumos-loopback",
                loopback.options,
                Optional.of(new Profile.Shipped(loopback.reasons, IllumosChecks.all())));
    }

    private <V extends Enum<V> & Variant> void takes(VariationPoint<V> point, V option) {
        options.put(point, Set.of(option));
    }

    private <V extends Enum<V> & Variant> void diverges(
            VariationPoint<V> point, V option, String reason) {
        takes(point, option);
        reasons.put(point, reason);
    }

    private void asThePageOffers() {
        takes(VariationPoint.FOREIGN_NODE_ON_LOOPBACK, OtherNode.CTLR_NOT_PRESENT);
        takes(VariationPoint.UNKNOWN_NODE_ON_LOOPBACK, OtherNode.CTLR_NOT_PRESENT);
        takes(VariationPoint.NO_PATH, NoPath.ANY_DOCUMENTED);
        takes(VariationPoint.UNLISTED_NODE_WITH_IMPORTERS, UnlistedNode.PERM_DENIED);
        takes(VariationPoint.INTERRUPTED_BY_PUBLICATION, InterruptedByPublication.ANY);
        takes(VariationPoint.EMPTY_LIST, EmptyList.EVERYONE);
        takes(VariationPoint.IDS, Ids.EFFECTIVE);
        takes(VariationPoint.GROUPS, Groups.COUNT);
        takes(VariationPoint.PERMISSION_CLASS, PermissionClass.ONE_CLASS);
        takes(VariationPoint.ROOT, Root.PRIVILEGED);
        takes(VariationPoint.DUPLICATE_ENTRIES, DuplicateEntries.BAD_ACL);
        takes(VariationPoint.FOREIGN_NODE_IN_LIST, ForeignNodeInList.BAD_ACL);
        takes(VariationPoint.ENTRY_NODE, EntryNode.BAD_ACL);
        takes(VariationPoint.ENTRY_COUNT, EntryCount.BAD_ACL);
        takes(VariationPoint.GET_WITHOUT_READ, WrongDirection.PERM_DENIED);
        takes(VariationPoint.PUT_WITHOUT_WRITE, WrongDirection.PERM_DENIED);
        takes(VariationPoint.EMPTY_TRANSFER, EmptyTransfer.ACCEPTED);
        takes(VariationPoint.EMPTY_UNITS, EmptyTransfer.ACCEPTED);
        takes(VariationPoint.MAP_WITHOUT_ACCESS, MapWithoutAccess.ACCEPTED);
        takes(VariationPoint.CONTROLLER_AGAIN, ControllerAgain.SAME);
        takes(VariationPoint.RELEASED_CONTROLLER, ReleasedController.OUTSIDE);
        takes(VariationPoint.POLLFD_AT_ZERO, PollfdAtZero.SUCCESS);
        takes(VariationPoint.UNPUBLISH_WHILE_HELD, WhileHeld.SUCCESS);
        takes(VariationPoint.UNMAP_WHILE_HELD, WhileHeld.SUCCESS);
        takes(VariationPoint.POLLFD_UNPUBLISHED, PollfdUnpublished.SUCCESS);
        takes(VariationPoint.UNMAP_UNMAPPED, UnmapUnmapped.SEG_NOT_MAPPED);
        takes(VariationPoint.LINK_LOSS, Loss.FORCED_OFF);
        takes(VariationPoint.NODE_LOSS, Loss.FORCED_OFF);
        takes(VariationPoint.CONTROLLER_LOSS, Loss.FORCED_OFF);
        takes(VariationPoint.CUT_ON_PATH_LOSS, Arrival.AT_ONCE);
        takes(VariationPoint.CUT_ON_NODE, Arrival.AT_ONCE);
        takes(VariationPoint.CUT_ELSEWHERE, Arrival.EVENTUALLY);
        takes(VariationPoint.CUT_ON_DEATH, Arrival.AT_ONCE);
        takes(VariationPoint.EFFECTS_ELSEWHERE, Arrival.AT_ONCE);
        takes(VariationPoint.BARRIER_MISUSE, BarrierMisuse.OUTSIDE);
        takes(VariationPoint.WRONG_HANDLE, WrongHandle.OUTSIDE);
        takes(VariationPoint.HANDLE_REUSE, HandleReuse.ANY);
        takes(VariationPoint.UNMAPPED_OUT, UnmappedOut.OUTSIDE);
        takes(VariationPoint.OUT_AFTER_REFUSAL, OutAfterRefusal.ANY);
    }

    private void otherwise() {
        diverges(
                VariationPoint.ERROR_ORDER,
                ErrorOrder.CHECKED_FIRST,
                "librsm and then the kernel agent check one thing after another and return at the"
                        + " first that is wrong");
        diverges(
                VariationPoint.OWN_NODE_WITHOUT_CONTROLLER,
                OwnNodeWithoutController.NEVER,
                "librsm looks at the controller handle before everything else");
        diverges(
                VariationPoint.PERMISSION_ZERO,
                PermissionZero.ACCEPTED,
                "librsm denies bits outside 0600 only, and the kernel agent finds that no access is"
                        + " always granted");
        diverges(
                VariationPoint.MAPPED_ACCESS,
                MappedAccess.OWNER_DIGIT,
                "the kernel agent compares the digit of the importer's class at connect, and the"
                        + " owner's digit when a mapping is made");
        diverges(
                VariationPoint.IMPLICIT_MAPPING,
                ImplicitMapping.ALWAYS,
                "librsm transfers through a mapping, and makes one of the whole segment for reading"
                        + " and writing where there is none");
        diverges(
                VariationPoint.REFUSAL_EFFECTS,
                RefusalEffects.STAYS,
                "librsm makes its mapping before it looks at direction, range and barrier, takes it"
                    + " away before it looks at poll descriptors, and counts those before it has"
                    + " the memory for one");
        diverges(
                VariationPoint.ACCESS_AFTER_CUT,
                AccessAfterCut.ACCEPTED,
                "librsm notices a forced disconnect by the generation that implicit barriers"
                        + " compare, and otherwise copies from and to the page put in place of the"
                        + " segment");
        diverges(
                VariationPoint.NULL_OUT,
                NullOut.OUTSIDE,
                "librsm writes the null handle there before it checks anything but the controller"
                        + " handle, and the process crashes");
        diverges(
                VariationPoint.NULL_RELEASE,
                NullRelease.OUTSIDE,
                "librsm reads the controller's count without a look at the handle, and the process"
                        + " crashes");
        diverges(
                VariationPoint.MISALIGNED_MAP,
                MisalignedMap.OUTSIDE,
                "librsm refuses and keeps the handle locked, so that the next map or unmap hangs");
        diverges(
                VariationPoint.REBIND_WHILE_MAPPED,
                RebindWhileMapped.OUTSIDE,
                "the kernel agent uses the new memory for later mappings, and seems to leave the"
                        + " pages of those there are");
        diverges(
                VariationPoint.ENTRY_BITS,
                EntryBits.BY_NUMBER,
                "the kernel agent refuses a permission that is greater than 0666 as a number, and"
                        + " masks the bits of a smaller one");
        diverges(
                VariationPoint.MAP_MODE_BITS,
                MapModeBits.ACCEPTED,
                "librsm looks at no other bits of the mode than those of 0600");
        diverges(
                VariationPoint.WRAPPING_MAP,
                WrappingMap.OUTSIDE,
                "librsm adds offset and length, and compares a sum that has wrapped around");
        diverges(
                VariationPoint.CREATE_LENGTH,
                CreateLength.BITS_32_SIGNED,
                "the length of a segment passes through an int on its way to the kernel agent");
        diverges(
                VariationPoint.NO_MEMORY_FOR_MAPPING,
                NoMemoryForMapping.BAD_LENGTH,
                "librsm answers so where the system has no memory for a mapping");
        diverges(
                VariationPoint.SIGNAL_AFTER_CUT,
                SignalAfterCut.ACCEPTED,
                "the kernel agent posts by segment id and does not look at the state of the"
                        + " import");
        diverges(
                VariationPoint.CHOSEN_SEGMENT,
                ChosenSegment.HIGH,
                "the kernel agent counts the ids that it chooses upward from 0x80000000");
    }
}
