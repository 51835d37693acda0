package org.rsmtck.model;

import java.util.EnumSet;
import java.util.Set;

/**
 * A point at which fair readings of the page differ, or on which it is silent. Where a profile
 * leaves more than one option open, an implementation may take any, and must then keep to it for
 * the whole run.
 */
public enum VariationPoint {
    ERROR_ORDER(
            "of several refusals that are due at once, and of several codes of one, that is given"
                    + " which is",
            Variant.ANY,
            Variant.CHECKED_FIRST),
    PERMISSION_ZERO("a connect that asks for no access is", Variant.PERM_DENIED, Variant.ACCEPTED),
    NULL_OUT(
            "a null out pointer in connect is refused with",
            Variant.BAD_ADDR,
            Variant.BAD_SEG_HNDL,
            Variant.OUTSIDE),
    NULL_RELEASE("a release of the null controller is", Variant.REFUSED, Variant.OUTSIDE),
    OUT_AFTER_REFUSAL("after a refused connect the out parameter holds", Variant.NULL, Variant.ANY),
    OWN_NODE_WITHOUT_CONTROLLER(
            "a connect with a null or released controller is refused for what is published on the"
                    + " caller's own node",
            Variant.NEVER,
            Variant.ANY),
    FOREIGN_NODE_ON_LOOPBACK(
            "a known node other than one's own over loopback is refused with",
            Variant.CTLR_NOT_PRESENT,
            Variant.REMOTE_NODE_UNREACHABLE,
            Variant.SEG_NOT_PUBLISHED),
    UNKNOWN_NODE_ON_LOOPBACK(
            "a node that is not known over loopback is refused, unless with"
                    + " REMOTE_NODE_UNREACHABLE, with",
            Variant.CTLR_NOT_PRESENT,
            Variant.REMOTE_NODE_UNREACHABLE,
            Variant.SEG_NOT_PUBLISHED),
    NO_PATH(
            "connect over a controller without a path to the exporting one is refused with",
            Variant.REMOTE_NODE_UNREACHABLE,
            Variant.ANY_DOCUMENTED),
    UNLISTED_NODE_WITH_IMPORTERS(
            "a node that the list leaves out, and that still has live importers, is refused with",
            Variant.SEG_NOT_PUBLISHED_TO_NODE,
            Variant.PERM_DENIED),
    EMPTY_LIST(
            "an access list of length 0 that is not null means", Variant.EVERYONE, Variant.BAD_ACL),
    IDS("ids that are compared are the", Variant.EFFECTIVE, Variant.REAL),
    GROUPS("supplementary groups", Variant.COUNT, Variant.IGNORED),
    PERMISSION_CLASS(
            "who is refused by the first class that fits",
            Variant.ONE_CLASS,
            Variant.FALLS_THROUGH),
    ROOT("an importer with user id 0 is", Variant.UNPRIVILEGED, Variant.PRIVILEGED),
    ENTRY_BITS(
            "an access entry with bits outside 0666 is",
            Variant.BAD_ACL,
            Variant.ACCEPTED,
            Variant.BY_NUMBER),
    ENTRY_NODE("an access entry with a node id beyond 64 is", Variant.BAD_ACL, Variant.ACCEPTED),
    ENTRY_COUNT(
            "an access list of more than 64 entries is",
            Variant.BAD_ACL,
            Variant.ACCEPTED,
            Variant.LEGAL_PART),
    DUPLICATE_ENTRIES(
            "an access list that names a node twice is", Variant.ACCEPTED, Variant.BAD_ACL),
    MAPPED_ACCESS(
            "a mapping may be made for what was granted, as decided by",
            Variant.GRANT,
            Variant.OWNER_DIGIT),
    MAP_MODE_BITS(
            "a map with bits outside 0600 in its mode is", Variant.BAD_PERMS, Variant.ACCEPTED),
    GET_WITHOUT_READ(
            "get without read permission is refused with", Variant.PERM_DENIED, Variant.BAD_PERMS),
    PUT_WITHOUT_WRITE(
            "put without write permission is refused with", Variant.PERM_DENIED, Variant.BAD_PERMS),
    EMPTY_TRANSFER("get or put of length 0 is", Variant.ACCEPTED, Variant.BAD_LENGTH),
    EMPTY_UNITS("get or put of no units is", Variant.ACCEPTED, Variant.BAD_LENGTH),
    IMPLICIT_MAPPING(
            "a mapping made silently by get or put is",
            Variant.NONE,
            Variant.ACCEPTED,
            Variant.ALWAYS),
    REFUSAL_EFFECTS("what a refused call has done before it is", Variant.NONE, Variant.STAYS),
    ACCESS_AFTER_CUT(
            "get and put in explicit mode after a forced disconnect",
            Variant.REFUSED,
            Variant.ANY,
            Variant.ACCEPTED),
    SIGNAL_AFTER_CUT(
            "a signal posted by an import that was cut off is", Variant.REFUSED, Variant.ACCEPTED),
    CONTROLLER_AGAIN(
            "a controller that is got again has a handle that is", Variant.SAME, Variant.FRESH),
    RELEASED_CONTROLLER(
            "segments of a controller that was released are", Variant.USABLE, Variant.OUTSIDE),
    POLLFD_AT_ZERO(
            "a release of a poll descriptor that was not got",
            Variant.SUCCESS,
            Variant.BAD_SEG_HNDL),
    UNPUBLISH_WHILE_HELD(
            "unpublish while a poll descriptor is held", Variant.SUCCESS, Variant.POLLFD_IN_USE),
    UNMAP_WHILE_HELD(
            "unmap while a poll descriptor is held", Variant.SUCCESS, Variant.POLLFD_IN_USE),
    POLLFD_UNPUBLISHED(
            "a poll descriptor of an export that is not published", Variant.SUCCESS, Variant.ANY),
    UNMAP_UNMAPPED(
            "unmap without a mapping is refused with",
            Variant.SEG_NOT_MAPPED,
            Variant.BAD_SEG_HNDL),
    LINK_LOSS("a live import whose link is lost", Variant.FORCED_OFF, Variant.STAYS),
    NODE_LOSS("a live import to or on a node that is lost", Variant.FORCED_OFF, Variant.STAYS),
    CONTROLLER_LOSS(
            "a live import over a controller that is removed", Variant.FORCED_OFF, Variant.STAYS),
    CUT_ON_PATH_LOSS(
            "a forced disconnect by the loss of a path reaches importers",
            Variant.AT_ONCE,
            Variant.EVENTUALLY),
    CUT_ON_NODE(
            "a forced disconnect reaches importers on the exporter's node",
            Variant.AT_ONCE,
            Variant.EVENTUALLY),
    CUT_ELSEWHERE(
            "a forced disconnect reaches importers on other nodes",
            Variant.AT_ONCE,
            Variant.EVENTUALLY),
    EFFECTS_ELSEWHERE(
            "publish, republish, unpublish and the exporter's death are seen on other nodes",
            Variant.AT_ONCE,
            Variant.EVENTUALLY),
    CUT_ON_DEATH(
            "a forced disconnect by the exporter's death reaches importers on its node",
            Variant.AT_ONCE,
            Variant.EVENTUALLY),
    FOREIGN_NODE_IN_LIST(
            "an access list that names another node for a segment over loopback is",
            Variant.ACCEPTED,
            Variant.BAD_ACL),
    MISALIGNED_MAP("a map from an offset within a page is", Variant.REFUSED, Variant.OUTSIDE),
    WRAPPING_MAP(
            "a map whose range goes beyond the greatest offset is",
            Variant.REFUSED,
            Variant.OUTSIDE),
    CREATE_LENGTH(
            "the length of a new export is taken with", Variant.ALL_BITS, Variant.BITS_32_SIGNED),
    NO_MEMORY_FOR_MAPPING(
            "a map, or a get or put that makes a mapping, for which there is no memory is refused"
                    + " with",
            Variant.LISTED,
            Variant.BAD_LENGTH),
    INTERRUPTED_BY_PUBLICATION(
            "a connect is interrupted by an unpublish, a republish or the exporter's death at the"
                    + " same time",
            Variant.NEVER,
            Variant.ANY),
    REBIND_WHILE_MAPPED(
            "what is seen of memory bound in place of what is mapped is",
            Variant.NEW,
            Variant.OUTSIDE),
    MAP_WITHOUT_ACCESS("a map that asks for no access is", Variant.BAD_PERMS, Variant.ACCEPTED),
    BARRIER_MISUSE(
            "a barrier ordered or closed while not open, or after its import was cut off, is",
            Variant.REFUSED,
            Variant.OUTSIDE),
    WRONG_HANDLE("a handle that is not null and not live is", Variant.REFUSED, Variant.OUTSIDE),
    HANDLE_REUSE(
            "a handle value that was issued before is issued again", Variant.NEVER, Variant.ANY),
    CHOSEN_SEGMENT("the id that publish chooses is", Variant.HIGH, Variant.ANY),
    UNMAPPED_OUT(
            "an out pointer in connect that is not null and not mapped is",
            Variant.BAD_ADDR,
            Variant.OUTSIDE);

    private final String words;
    private final Set<Variant> options;

    VariationPoint(String words, Variant first, Variant... more) {
        this.words = words;
        this.options = EnumSet.of(first, more);
        this.safest = first;
    }

    private final Variant safest;

    /** The point in words, to be completed by an option. */
    public String words() {
        return words;
    }

    /** All options that any profile offers here. */
    public Set<Variant> options() {
        return EnumSet.copyOf(options);
    }

    /** The option that asks most of an implementation: what {@code strict} takes. */
    public Variant safest() {
        return safest;
    }
}
