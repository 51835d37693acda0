package org.rsmtck.model;

/**
 * What an implementation may choose at a {@link VariationPoint}: each point, or a few that ask the
 * same question, has a type of its own, so that none is compared with what another offers.
 */
public sealed interface Variant {

    /** As reports spell it. */
    String name();

    enum ErrorOrder implements Variant {
        ANY,
        CHECKED_FIRST
    }

    enum PermissionZero implements Variant {
        ACCEPTED,
        PERM_DENIED
    }

    enum NullOut implements Variant {
        BAD_ADDR,
        BAD_SEG_HNDL,
        OUTSIDE
    }

    enum NullRelease implements Variant {
        OUTSIDE,
        REFUSED
    }

    enum OutAfterRefusal implements Variant {
        ANY,
        NULL
    }

    enum OwnNodeWithoutController implements Variant {
        ANY,
        NEVER
    }

    enum OtherNode implements Variant {
        CTLR_NOT_PRESENT,
        REMOTE_NODE_UNREACHABLE,
        SEG_NOT_PUBLISHED
    }

    enum NoPath implements Variant {
        ANY_DOCUMENTED,
        REMOTE_NODE_UNREACHABLE
    }

    enum UnlistedNode implements Variant {
        PERM_DENIED,
        SEG_NOT_PUBLISHED_TO_NODE
    }

    enum EmptyList implements Variant {
        BAD_ACL,
        EVERYONE
    }

    enum Ids implements Variant {
        EFFECTIVE,
        REAL
    }

    enum Groups implements Variant {
        COUNT,
        IGNORED
    }

    enum PermissionClass implements Variant {
        FALLS_THROUGH,
        ONE_CLASS
    }

    enum Root implements Variant {
        PRIVILEGED,
        UNPRIVILEGED
    }

    enum EntryBits implements Variant {
        ACCEPTED,
        BAD_ACL,
        BY_NUMBER
    }

    enum EntryNode implements Variant {
        ACCEPTED,
        BAD_ACL
    }

    enum EntryCount implements Variant {
        ACCEPTED,
        BAD_ACL,
        LEGAL_PART
    }

    enum DuplicateEntries implements Variant {
        ACCEPTED,
        BAD_ACL
    }

    enum MappedAccess implements Variant {
        GRANT,
        OWNER_DIGIT
    }

    enum MapModeBits implements Variant {
        ACCEPTED,
        BAD_PERMS
    }

    enum WrongDirection implements Variant {
        BAD_PERMS,
        PERM_DENIED
    }

    enum EmptyTransfer implements Variant {
        ACCEPTED,
        BAD_LENGTH
    }

    enum ImplicitMapping implements Variant {
        ACCEPTED,
        ALWAYS,
        NONE
    }

    enum RefusalEffects implements Variant {
        NONE,
        STAYS
    }

    enum AccessAfterCut implements Variant {
        ACCEPTED,
        ANY,
        REFUSED
    }

    enum SignalAfterCut implements Variant {
        ACCEPTED,
        REFUSED
    }

    enum ControllerAgain implements Variant {
        FRESH,
        SAME
    }

    enum ReleasedController implements Variant {
        OUTSIDE,
        USABLE
    }

    enum PollfdAtZero implements Variant {
        BAD_SEG_HNDL,
        SUCCESS
    }

    enum WhileHeld implements Variant {
        POLLFD_IN_USE,
        SUCCESS
    }

    enum PollfdUnpublished implements Variant {
        ANY,
        SUCCESS
    }

    enum UnmapUnmapped implements Variant {
        BAD_SEG_HNDL,
        SEG_NOT_MAPPED
    }

    enum Loss implements Variant {
        FORCED_OFF,
        STAYS
    }

    enum Arrival implements Variant {
        AT_ONCE,
        EVENTUALLY
    }

    enum ForeignNodeInList implements Variant {
        ACCEPTED,
        BAD_ACL
    }

    enum MisalignedMap implements Variant {
        OUTSIDE,
        REFUSED
    }

    enum WrappingMap implements Variant {
        OUTSIDE,
        REFUSED
    }

    enum CreateLength implements Variant {
        ALL_BITS,
        BITS_32_SIGNED
    }

    enum NoMemoryForMapping implements Variant {
        BAD_LENGTH,
        LISTED
    }

    enum InterruptedByPublication implements Variant {
        ANY,
        NEVER
    }

    enum RebindWhileMapped implements Variant {
        NEW,
        OUTSIDE
    }

    enum MapWithoutAccess implements Variant {
        ACCEPTED,
        BAD_PERMS
    }

    enum BarrierMisuse implements Variant {
        OUTSIDE,
        REFUSED
    }

    enum WrongHandle implements Variant {
        OUTSIDE,
        REFUSED
    }

    enum HandleReuse implements Variant {
        ANY,
        NEVER
    }

    enum ChosenSegment implements Variant {
        ANY,
        HIGH
    }

    enum UnmappedOut implements Variant {
        BAD_ADDR,
        OUTSIDE
    }
}
