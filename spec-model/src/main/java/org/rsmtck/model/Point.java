package org.rsmtck.model;

import java.util.EnumSet;
import java.util.Set;

/**
 * A point at which fair readings of the page differ, or on which it is silent. Where a profile
 * leaves more than one option open, an implementation may take any, and must then keep to it for
 * the whole run.
 */
public enum Point {
    ERROR_ORDER(
            "of several refusals that are due at once, and of several codes of one, that is given"
                    + " which is",
            Option.ANY,
            Option.CHECKED_FIRST),
    PERMISSION_ZERO("a connect that asks for no access is", Option.PERM_DENIED, Option.ACCEPTED),
    NULL_OUT(
            "a null out pointer in connect is refused with",
            Option.BAD_ADDR,
            Option.BAD_SEG_HNDL,
            Option.OUTSIDE),
    NULL_RELEASE("a release of the null controller is", Option.REFUSED, Option.OUTSIDE),
    OUT_AFTER_REFUSAL("after a refused connect the out parameter holds", Option.NULL, Option.ANY),
    OWN_NODE_WITHOUT_CONTROLLER(
            "a connect with a null or released controller is refused for what is published on the"
                    + " caller's own node",
            Option.NEVER,
            Option.ANY),
    FOREIGN_NODE_ON_LOOPBACK(
            "a known node other than one's own over loopback is refused with",
            Option.CTLR_NOT_PRESENT,
            Option.REMOTE_NODE_UNREACHABLE,
            Option.SEG_NOT_PUBLISHED),
    UNKNOWN_NODE_ON_LOOPBACK(
            "a node that is not known over loopback is refused, unless with"
                    + " REMOTE_NODE_UNREACHABLE, with",
            Option.CTLR_NOT_PRESENT,
            Option.REMOTE_NODE_UNREACHABLE,
            Option.SEG_NOT_PUBLISHED),
    NO_PATH(
            "connect over a controller without a path to the exporting one is refused with",
            Option.REMOTE_NODE_UNREACHABLE,
            Option.ANY_DOCUMENTED),
    UNLISTED_NODE_WITH_IMPORTERS(
            "a node that the list leaves out, and that still has live importers, is refused with",
            Option.SEG_NOT_PUBLISHED_TO_NODE,
            Option.PERM_DENIED),
    EMPTY_LIST(
            "an access list of length 0 that is not null means", Option.EVERYONE, Option.BAD_ACL),
    IDS("ids that are compared are the", Option.EFFECTIVE, Option.REAL),
    GROUPS("supplementary groups", Option.COUNT, Option.IGNORED),
    PERMISSION_CLASS(
            "who is refused by the first class that fits", Option.ONE_CLASS, Option.FALLS_THROUGH),
    ROOT("an importer with user id 0 is", Option.UNPRIVILEGED, Option.PRIVILEGED),
    ENTRY_BITS(
            "an access entry with bits outside 0666 is",
            Option.BAD_ACL,
            Option.ACCEPTED,
            Option.BY_NUMBER),
    ENTRY_NODE("an access entry with a node id beyond 64 is", Option.BAD_ACL, Option.ACCEPTED),
    ENTRY_COUNT(
            "an access list of more than 64 entries is",
            Option.BAD_ACL,
            Option.ACCEPTED,
            Option.LEGAL_PART),
    DUPLICATE_ENTRIES("an access list that names a node twice is", Option.ACCEPTED, Option.BAD_ACL),
    MAPPED_ACCESS(
            "a mapping may be made for what was granted, as decided by",
            Option.GRANT,
            Option.OWNER_DIGIT),
    MAP_MODE_BITS("a map with bits outside 0600 in its mode is", Option.BAD_PERMS, Option.ACCEPTED),
    GET_WITHOUT_READ(
            "get without read permission is refused with", Option.PERM_DENIED, Option.BAD_PERMS),
    PUT_WITHOUT_WRITE(
            "put without write permission is refused with", Option.PERM_DENIED, Option.BAD_PERMS),
    EMPTY_TRANSFER("get or put of length 0 is", Option.ACCEPTED, Option.BAD_LENGTH),
    EMPTY_UNITS("get or put of no units is", Option.ACCEPTED, Option.BAD_LENGTH),
    IMPLICIT_MAPPING(
            "a mapping made silently by get or put is",
            Option.NONE,
            Option.ACCEPTED,
            Option.ALWAYS),
    REFUSAL_EFFECTS("what a refused call has done before it is", Option.NONE, Option.STAYS),
    ACCESS_AFTER_CUT(
            "get and put in explicit mode after a forced disconnect",
            Option.REFUSED,
            Option.ANY,
            Option.ACCEPTED),
    SIGNAL_AFTER_CUT(
            "a signal posted by an import that was cut off is", Option.REFUSED, Option.ACCEPTED),
    CONTROLLER_AGAIN(
            "a controller that is got again has a handle that is", Option.SAME, Option.FRESH),
    RELEASED_CONTROLLER(
            "segments of a controller that was released are", Option.USABLE, Option.OUTSIDE),
    POLLFD_AT_ZERO(
            "a release of a poll descriptor that was not got", Option.SUCCESS, Option.BAD_SEG_HNDL),
    UNPUBLISH_WHILE_HELD(
            "unpublish while a poll descriptor is held", Option.SUCCESS, Option.POLLFD_IN_USE),
    UNMAP_WHILE_HELD("unmap while a poll descriptor is held", Option.SUCCESS, Option.POLLFD_IN_USE),
    POLLFD_UNPUBLISHED(
            "a poll descriptor of an export that is not published", Option.SUCCESS, Option.ANY),
    UNMAP_UNMAPPED(
            "unmap without a mapping is refused with", Option.SEG_NOT_MAPPED, Option.BAD_SEG_HNDL),
    LINK_LOSS("a live import whose link is lost", Option.FORCED_OFF, Option.STAYS),
    NODE_LOSS("a live import to or on a node that is lost", Option.FORCED_OFF, Option.STAYS),
    CONTROLLER_LOSS(
            "a live import over a controller that is removed", Option.FORCED_OFF, Option.STAYS),
    CUT_ON_PATH_LOSS(
            "a forced disconnect by the loss of a path reaches importers",
            Option.AT_ONCE,
            Option.EVENTUALLY),
    CUT_ON_NODE(
            "a forced disconnect reaches importers on the exporter's node",
            Option.AT_ONCE,
            Option.EVENTUALLY),
    CUT_ELSEWHERE(
            "a forced disconnect reaches importers on other nodes",
            Option.AT_ONCE,
            Option.EVENTUALLY),
    EFFECTS_ELSEWHERE(
            "publish, republish, unpublish and the exporter's death are seen on other nodes",
            Option.AT_ONCE,
            Option.EVENTUALLY),
    CUT_ON_DEATH(
            "a forced disconnect by the exporter's death reaches importers on its node",
            Option.AT_ONCE,
            Option.EVENTUALLY),
    FOREIGN_NODE_IN_LIST(
            "an access list that names another node for a segment over loopback is",
            Option.ACCEPTED,
            Option.BAD_ACL),
    MISALIGNED_MAP("a map from an offset within a page is", Option.REFUSED, Option.OUTSIDE),
    WRAPPING_MAP(
            "a map whose range goes beyond the greatest offset is", Option.REFUSED, Option.OUTSIDE),
    CREATE_LENGTH(
            "the length of a new export is taken with", Option.ALL_BITS, Option.BITS_32_SIGNED),
    NO_MEMORY_FOR_MAPPING(
            "a map, or a get or put that makes a mapping, for which there is no memory is refused"
                    + " with",
            Option.LISTED,
            Option.BAD_LENGTH),
    INTERRUPTED_BY_PUBLICATION(
            "a connect is interrupted by an unpublish, a republish or the exporter's death at the"
                    + " same time",
            Option.NEVER,
            Option.ANY),
    REBIND_WHILE_MAPPED(
            "what is seen of memory bound in place of what is mapped is",
            Option.NEW,
            Option.OUTSIDE),
    MAP_WITHOUT_ACCESS("a map that asks for no access is", Option.BAD_PERMS, Option.ACCEPTED),
    BARRIER_MISUSE(
            "a barrier ordered or closed while not open, or after its import was cut off, is",
            Option.REFUSED,
            Option.OUTSIDE),
    WRONG_HANDLE("a handle that is not null and not live is", Option.REFUSED, Option.OUTSIDE),
    HANDLE_REUSE("a handle value that was issued before is issued again", Option.NEVER, Option.ANY),
    CHOSEN_SEGMENT("the id that publish chooses is", Option.HIGH, Option.ANY),
    UNMAPPED_OUT(
            "an out pointer in connect that is not null and not mapped is",
            Option.BAD_ADDR,
            Option.OUTSIDE);

    private final String words;
    private final Set<Option> options;

    Point(String words, Option first, Option... more) {
        this.words = words;
        this.options = EnumSet.of(first, more);
        this.safest = first;
    }

    private final Option safest;

    /** The point in words, to be completed by an option. */
    public String words() {
        return words;
    }

    /** All options that any profile offers here. */
    public Set<Option> options() {
        return EnumSet.copyOf(options);
    }

    /** The option that asks most of an implementation: what {@code strict} takes. */
    public Option safest() {
        return safest;
    }
}
