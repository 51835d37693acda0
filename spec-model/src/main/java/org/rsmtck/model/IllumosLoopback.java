package org.rsmtck.model;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the shipped illumos code does over the controller loopback, the only one that is left there.
 * Of other controllers nothing is known: at the points that are about them this profile takes what
 * the page offers.
 *
 * <p>Sources: the user library librsm and the kernel agent rsm, named in each reason.
 */
final class IllumosLoopback {
    private final Map<VariationPoint, Set<Variant>> options = new EnumMap<>(VariationPoint.class);
    private final Map<VariationPoint, String> reasons = new EnumMap<>(VariationPoint.class);

    private IllumosLoopback() {}

    static Profile profile() {
        IllumosLoopback loopback = new IllumosLoopback();
        loopback.asThePageOffers();
        loopback.otherwise();
        return new Profile(
                "illumos-loopback",
                loopback.options,
                Optional.of(new Profile.Shipped(loopback.reasons, IllumosChecks.all())));
    }

    private void takes(VariationPoint point, Variant option) {
        options.put(point, Set.of(option));
    }

    private void diverges(VariationPoint point, Variant option, String reason) {
        takes(point, option);
        reasons.put(point, reason);
    }

    private void asThePageOffers() {
        takes(VariationPoint.FOREIGN_NODE_ON_LOOPBACK, Variant.CTLR_NOT_PRESENT);
        takes(VariationPoint.UNKNOWN_NODE_ON_LOOPBACK, Variant.CTLR_NOT_PRESENT);
        takes(VariationPoint.NO_PATH, Variant.ANY_DOCUMENTED);
        takes(VariationPoint.UNLISTED_NODE_WITH_IMPORTERS, Variant.PERM_DENIED);
        takes(VariationPoint.INTERRUPTED_BY_PUBLICATION, Variant.ANY);
        takes(VariationPoint.EMPTY_LIST, Variant.EVERYONE);
        takes(VariationPoint.IDS, Variant.EFFECTIVE);
        takes(VariationPoint.GROUPS, Variant.COUNT);
        takes(VariationPoint.PERMISSION_CLASS, Variant.ONE_CLASS);
        takes(VariationPoint.ROOT, Variant.PRIVILEGED);
        takes(VariationPoint.DUPLICATE_ENTRIES, Variant.BAD_ACL);
        takes(VariationPoint.FOREIGN_NODE_IN_LIST, Variant.BAD_ACL);
        takes(VariationPoint.ENTRY_NODE, Variant.BAD_ACL);
        takes(VariationPoint.ENTRY_COUNT, Variant.BAD_ACL);
        takes(VariationPoint.GET_WITHOUT_READ, Variant.PERM_DENIED);
        takes(VariationPoint.PUT_WITHOUT_WRITE, Variant.PERM_DENIED);
        takes(VariationPoint.EMPTY_TRANSFER, Variant.ACCEPTED);
        takes(VariationPoint.EMPTY_UNITS, Variant.ACCEPTED);
        takes(VariationPoint.MAP_WITHOUT_ACCESS, Variant.ACCEPTED);
        takes(VariationPoint.CONTROLLER_AGAIN, Variant.SAME);
        takes(VariationPoint.RELEASED_CONTROLLER, Variant.OUTSIDE);
        takes(VariationPoint.POLLFD_AT_ZERO, Variant.SUCCESS);
        takes(VariationPoint.UNPUBLISH_WHILE_HELD, Variant.SUCCESS);
        takes(VariationPoint.UNMAP_WHILE_HELD, Variant.SUCCESS);
        takes(VariationPoint.POLLFD_UNPUBLISHED, Variant.SUCCESS);
        takes(VariationPoint.UNMAP_UNMAPPED, Variant.SEG_NOT_MAPPED);
        takes(VariationPoint.LINK_LOSS, Variant.FORCED_OFF);
        takes(VariationPoint.NODE_LOSS, Variant.FORCED_OFF);
        takes(VariationPoint.CONTROLLER_LOSS, Variant.FORCED_OFF);
        takes(VariationPoint.CUT_ON_PATH_LOSS, Variant.AT_ONCE);
        takes(VariationPoint.CUT_ON_NODE, Variant.AT_ONCE);
        takes(VariationPoint.CUT_ELSEWHERE, Variant.EVENTUALLY);
        takes(VariationPoint.CUT_ON_DEATH, Variant.AT_ONCE);
        takes(VariationPoint.EFFECTS_ELSEWHERE, Variant.AT_ONCE);
        takes(VariationPoint.BARRIER_MISUSE, Variant.OUTSIDE);
        takes(VariationPoint.WRONG_HANDLE, Variant.OUTSIDE);
        takes(VariationPoint.HANDLE_REUSE, Variant.ANY);
        takes(VariationPoint.UNMAPPED_OUT, Variant.OUTSIDE);
        takes(VariationPoint.OUT_AFTER_REFUSAL, Variant.ANY);
    }

    private void otherwise() {
        diverges(
                VariationPoint.ERROR_ORDER,
                Variant.CHECKED_FIRST,
                "librsm and then the kernel agent check one thing after another and return at the"
                        + " first that is wrong");
        diverges(
                VariationPoint.OWN_NODE_WITHOUT_CONTROLLER,
                Variant.NEVER,
                "librsm looks at the controller handle before everything else");
        diverges(
                VariationPoint.PERMISSION_ZERO,
                Variant.ACCEPTED,
                "librsm denies bits outside 0600 only, and the kernel agent finds that no access is"
                        + " always granted");
        diverges(
                VariationPoint.MAPPED_ACCESS,
                Variant.OWNER_DIGIT,
                "the kernel agent compares the digit of the importer's class at connect, and the"
                        + " owner's digit when a mapping is made");
        diverges(
                VariationPoint.IMPLICIT_MAPPING,
                Variant.ALWAYS,
                "librsm transfers through a mapping, and makes one of the whole segment for reading"
                        + " and writing where there is none");
        diverges(
                VariationPoint.REFUSAL_EFFECTS,
                Variant.STAYS,
                "librsm makes its mapping before it looks at direction, range and barrier, takes it"
                    + " away before it looks at poll descriptors, and counts those before it has"
                    + " the memory for one");
        diverges(
                VariationPoint.ACCESS_AFTER_CUT,
                Variant.ACCEPTED,
                "librsm notices a forced disconnect by the generation that implicit barriers"
                        + " compare, and otherwise copies from and to the page put in place of the"
                        + " segment");
        diverges(
                VariationPoint.NULL_OUT,
                Variant.OUTSIDE,
                "librsm writes the null handle there before it checks anything but the controller"
                        + " handle, and the process crashes");
        diverges(
                VariationPoint.NULL_RELEASE,
                Variant.OUTSIDE,
                "librsm reads the controller's count without a look at the handle, and the process"
                        + " crashes");
        diverges(
                VariationPoint.MISALIGNED_MAP,
                Variant.OUTSIDE,
                "librsm refuses and keeps the handle locked, so that the next map or unmap hangs");
        diverges(
                VariationPoint.REBIND_WHILE_MAPPED,
                Variant.OUTSIDE,
                "the kernel agent uses the new memory for later mappings, and seems to leave the"
                        + " pages of those there are");
        diverges(
                VariationPoint.ENTRY_BITS,
                Variant.BY_NUMBER,
                "the kernel agent refuses a permission that is greater than 0666 as a number, and"
                        + " masks the bits of a smaller one");
        diverges(
                VariationPoint.MAP_MODE_BITS,
                Variant.ACCEPTED,
                "librsm looks at no other bits of the mode than those of 0600");
        diverges(
                VariationPoint.WRAPPING_MAP,
                Variant.OUTSIDE,
                "librsm adds offset and length, and compares a sum that has wrapped around");
        diverges(
                VariationPoint.CREATE_LENGTH,
                Variant.BITS_32_SIGNED,
                "the length of a segment passes through an int on its way to the kernel agent");
        diverges(
                VariationPoint.NO_MEMORY_FOR_MAPPING,
                Variant.BAD_LENGTH,
                "librsm answers so where the system has no memory for a mapping");
        diverges(
                VariationPoint.SIGNAL_AFTER_CUT,
                Variant.ACCEPTED,
                "the kernel agent posts by segment id and does not look at the state of the"
                        + " import");
        diverges(
                VariationPoint.CHOSEN_SEGMENT,
                Variant.HIGH,
                "the kernel agent counts the ids that it chooses upward from 0x80000000");
    }
}
