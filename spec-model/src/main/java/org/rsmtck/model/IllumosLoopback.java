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
    private final Map<Point, Set<Option>> options = new EnumMap<>(Point.class);
    private final Map<Point, String> reasons = new EnumMap<>(Point.class);

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

    private void takes(Point point, Option option) {
        options.put(point, Set.of(option));
    }

    private void diverges(Point point, Option option, String reason) {
        takes(point, option);
        reasons.put(point, reason);
    }

    private void asThePageOffers() {
        takes(Point.FOREIGN_NODE_ON_LOOPBACK, Option.CTLR_NOT_PRESENT);
        takes(Point.UNKNOWN_NODE_ON_LOOPBACK, Option.CTLR_NOT_PRESENT);
        takes(Point.NO_PATH, Option.ANY_DOCUMENTED);
        takes(Point.UNLISTED_NODE_WITH_IMPORTERS, Option.PERM_DENIED);
        takes(Point.INTERRUPTED_BY_PUBLICATION, Option.ANY);
        takes(Point.EMPTY_LIST, Option.EVERYONE);
        takes(Point.IDS, Option.EFFECTIVE);
        takes(Point.GROUPS, Option.COUNT);
        takes(Point.PERMISSION_CLASS, Option.ONE_CLASS);
        takes(Point.ROOT, Option.PRIVILEGED);
        takes(Point.DUPLICATE_ENTRIES, Option.BAD_ACL);
        takes(Point.FOREIGN_NODE_IN_LIST, Option.BAD_ACL);
        takes(Point.ENTRY_NODE, Option.BAD_ACL);
        takes(Point.ENTRY_COUNT, Option.BAD_ACL);
        takes(Point.GET_WITHOUT_READ, Option.PERM_DENIED);
        takes(Point.PUT_WITHOUT_WRITE, Option.PERM_DENIED);
        takes(Point.EMPTY_TRANSFER, Option.ACCEPTED);
        takes(Point.EMPTY_UNITS, Option.ACCEPTED);
        takes(Point.MAP_WITHOUT_ACCESS, Option.ACCEPTED);
        takes(Point.CONTROLLER_AGAIN, Option.SAME);
        takes(Point.RELEASED_CONTROLLER, Option.OUTSIDE);
        takes(Point.POLLFD_AT_ZERO, Option.SUCCESS);
        takes(Point.UNPUBLISH_WHILE_HELD, Option.SUCCESS);
        takes(Point.UNMAP_WHILE_HELD, Option.SUCCESS);
        takes(Point.POLLFD_UNPUBLISHED, Option.SUCCESS);
        takes(Point.UNMAP_UNMAPPED, Option.SEG_NOT_MAPPED);
        takes(Point.LINK_LOSS, Option.FORCED_OFF);
        takes(Point.NODE_LOSS, Option.FORCED_OFF);
        takes(Point.CONTROLLER_LOSS, Option.FORCED_OFF);
        takes(Point.CUT_ON_PATH_LOSS, Option.AT_ONCE);
        takes(Point.CUT_ON_NODE, Option.AT_ONCE);
        takes(Point.CUT_ELSEWHERE, Option.EVENTUALLY);
        takes(Point.CUT_ON_DEATH, Option.AT_ONCE);
        takes(Point.EFFECTS_ELSEWHERE, Option.AT_ONCE);
        takes(Point.BARRIER_MISUSE, Option.OUTSIDE);
        takes(Point.WRONG_HANDLE, Option.OUTSIDE);
        takes(Point.HANDLE_REUSE, Option.ANY);
        takes(Point.UNMAPPED_OUT, Option.OUTSIDE);
        takes(Point.OUT_AFTER_REFUSAL, Option.ANY);
    }

    private void otherwise() {
        diverges(
                Point.ERROR_ORDER,
                Option.CHECKED_FIRST,
                "librsm and then the kernel agent check one thing after another and return at the"
                        + " first that is wrong");
        diverges(
                Point.OWN_NODE_WITHOUT_CONTROLLER,
                Option.NEVER,
                "librsm looks at the controller handle before everything else");
        diverges(
                Point.PERMISSION_ZERO,
                Option.ACCEPTED,
                "librsm denies bits outside 0600 only, and the kernel agent finds that no access is"
                        + " always granted");
        diverges(
                Point.MAPPED_ACCESS,
                Option.OWNER_DIGIT,
                "the kernel agent compares the digit of the importer's class at connect, and the"
                        + " owner's digit when a mapping is made");
        diverges(
                Point.IMPLICIT_MAPPING,
                Option.ALWAYS,
                "librsm transfers through a mapping, and makes one of the whole segment for reading"
                        + " and writing where there is none");
        diverges(
                Point.REFUSAL_EFFECTS,
                Option.STAYS,
                "librsm makes its mapping before it looks at direction, range and barrier, takes it"
                    + " away before it looks at poll descriptors, and counts those before it has"
                    + " the memory for one");
        diverges(
                Point.ACCESS_AFTER_CUT,
                Option.ACCEPTED,
                "librsm notices a forced disconnect by the generation that implicit barriers"
                        + " compare, and otherwise copies from and to the page put in place of the"
                        + " segment");
        diverges(
                Point.NULL_OUT,
                Option.OUTSIDE,
                "librsm writes the null handle there before it checks anything but the controller"
                        + " handle, and the process crashes");
        diverges(
                Point.NULL_RELEASE,
                Option.OUTSIDE,
                "librsm reads the controller's count without a look at the handle, and the process"
                        + " crashes");
        diverges(
                Point.MISALIGNED_MAP,
                Option.OUTSIDE,
                "librsm refuses and keeps the handle locked, so that the next map or unmap hangs");
        diverges(
                Point.REBIND_WHILE_MAPPED,
                Option.OUTSIDE,
                "the kernel agent uses the new memory for later mappings, and seems to leave the"
                        + " pages of those there are");
        diverges(
                Point.ENTRY_BITS,
                Option.BY_NUMBER,
                "the kernel agent refuses a permission that is greater than 0666 as a number, and"
                        + " masks the bits of a smaller one");
        diverges(
                Point.MAP_MODE_BITS,
                Option.ACCEPTED,
                "librsm looks at no other bits of the mode than those of 0600");
        diverges(
                Point.WRAPPING_MAP,
                Option.OUTSIDE,
                "librsm adds offset and length, and compares a sum that has wrapped around");
        diverges(
                Point.CREATE_LENGTH,
                Option.BITS_32_SIGNED,
                "the length of a segment passes through an int on its way to the kernel agent");
        diverges(
                Point.NO_MEMORY_FOR_MAPPING,
                Option.BAD_LENGTH,
                "librsm answers so where the system has no memory for a mapping");
        diverges(
                Point.SIGNAL_AFTER_CUT,
                Option.ACCEPTED,
                "the kernel agent posts by segment id and does not look at the state of the"
                        + " import");
        diverges(
                Point.CHOSEN_SEGMENT,
                Option.HIGH,
                "the kernel agent counts the ids that it chooses upward from 0x80000000");
    }
}
