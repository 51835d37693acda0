package org.rsmtck.model;

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

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A point at which fair readings of the page differ, or on which it is silent. Where a profile
 * leaves more than one option open, an implementation may take any, and must then keep to it for
 * the whole run.
 *
 * @param <V> the options there
 */
public final class VariationPoint<V extends Enum<V> & Variant>
        implements Comparable<VariationPoint<?>> {
    private static final List<VariationPoint<?>> ALL = new ArrayList<>();

    public static final VariationPoint<ErrorOrder> ERROR_ORDER =
            new VariationPoint<>(
                    "ERROR_ORDER",
                    "of several refusals that are due at once, and of several codes of one, that is"
                            + " given which is",
                    ErrorOrder.ANY);

    public static final VariationPoint<PermissionZero> PERMISSION_ZERO =
            new VariationPoint<>(
                    "PERMISSION_ZERO",
                    "a connect that asks for no access is",
                    PermissionZero.PERM_DENIED);

    public static final VariationPoint<NullOut> NULL_OUT =
            new VariationPoint<>(
                    "NULL_OUT", "a null out pointer in connect is refused with", NullOut.BAD_ADDR);

    public static final VariationPoint<NullRelease> NULL_RELEASE =
            new VariationPoint<>(
                    "NULL_RELEASE", "a release of the null controller is", NullRelease.REFUSED);

    public static final VariationPoint<OutAfterRefusal> OUT_AFTER_REFUSAL =
            new VariationPoint<>(
                    "OUT_AFTER_REFUSAL",
                    "after a refused connect the out parameter holds",
                    OutAfterRefusal.NULL);

    public static final VariationPoint<OwnNodeWithoutController> OWN_NODE_WITHOUT_CONTROLLER =
            new VariationPoint<>(
                    "OWN_NODE_WITHOUT_CONTROLLER",
                    "a connect with a null or released controller is refused for what is published"
                            + " on the caller's own node",
                    OwnNodeWithoutController.NEVER);

    public static final VariationPoint<OtherNode> FOREIGN_NODE_ON_LOOPBACK =
            new VariationPoint<>(
                    "FOREIGN_NODE_ON_LOOPBACK",
                    "a known node other than one's own over loopback is refused with",
                    OtherNode.CTLR_NOT_PRESENT);

    public static final VariationPoint<OtherNode> UNKNOWN_NODE_ON_LOOPBACK =
            new VariationPoint<>(
                    "UNKNOWN_NODE_ON_LOOPBACK",
                    "a node that is not known over loopback is refused, unless with"
                            + " REMOTE_NODE_UNREACHABLE, with",
                    OtherNode.CTLR_NOT_PRESENT);

    public static final VariationPoint<NoPath> NO_PATH =
            new VariationPoint<>(
                    "NO_PATH",
                    "connect over a controller without a path to the exporting one is refused with",
                    NoPath.REMOTE_NODE_UNREACHABLE);

    public static final VariationPoint<UnlistedNode> UNLISTED_NODE_WITH_IMPORTERS =
            new VariationPoint<>(
                    "UNLISTED_NODE_WITH_IMPORTERS",
                    "a node that the list leaves out, and that still has live importers, is refused"
                            + " with",
                    UnlistedNode.SEG_NOT_PUBLISHED_TO_NODE);

    public static final VariationPoint<EmptyList> EMPTY_LIST =
            new VariationPoint<>(
                    "EMPTY_LIST",
                    "an access list of length 0 that is not null means",
                    EmptyList.EVERYONE);

    public static final VariationPoint<Ids> IDS =
            new VariationPoint<>("IDS", "ids that are compared are the", Ids.EFFECTIVE);

    public static final VariationPoint<Groups> GROUPS =
            new VariationPoint<>("GROUPS", "supplementary groups", Groups.COUNT);

    public static final VariationPoint<PermissionClass> PERMISSION_CLASS =
            new VariationPoint<>(
                    "PERMISSION_CLASS",
                    "who is refused by the first class that fits",
                    PermissionClass.ONE_CLASS);

    public static final VariationPoint<Root> ROOT =
            new VariationPoint<>("ROOT", "an importer with user id 0 is", Root.UNPRIVILEGED);

    public static final VariationPoint<EntryBits> ENTRY_BITS =
            new VariationPoint<>(
                    "ENTRY_BITS", "an access entry with bits outside 0666 is", EntryBits.BAD_ACL);

    public static final VariationPoint<EntryNode> ENTRY_NODE =
            new VariationPoint<>(
                    "ENTRY_NODE", "an access entry with a node id beyond 64 is", EntryNode.BAD_ACL);

    public static final VariationPoint<EntryCount> ENTRY_COUNT =
            new VariationPoint<>(
                    "ENTRY_COUNT", "an access list of more than 64 entries is", EntryCount.BAD_ACL);

    public static final VariationPoint<DuplicateEntries> DUPLICATE_ENTRIES =
            new VariationPoint<>(
                    "DUPLICATE_ENTRIES",
                    "an access list that names a node twice is",
                    DuplicateEntries.ACCEPTED);

    public static final VariationPoint<MappedAccess> MAPPED_ACCESS =
            new VariationPoint<>(
                    "MAPPED_ACCESS",
                    "a mapping may be made for what was granted, as decided by",
                    MappedAccess.GRANT);

    public static final VariationPoint<MapModeBits> MAP_MODE_BITS =
            new VariationPoint<>(
                    "MAP_MODE_BITS",
                    "a map with bits outside 0600 in its mode is",
                    MapModeBits.BAD_PERMS);

    public static final VariationPoint<WrongDirection> GET_WITHOUT_READ =
            new VariationPoint<>(
                    "GET_WITHOUT_READ",
                    "get without read permission is refused with",
                    WrongDirection.PERM_DENIED);

    public static final VariationPoint<WrongDirection> PUT_WITHOUT_WRITE =
            new VariationPoint<>(
                    "PUT_WITHOUT_WRITE",
                    "put without write permission is refused with",
                    WrongDirection.PERM_DENIED);

    public static final VariationPoint<EmptyTransfer> EMPTY_TRANSFER =
            new VariationPoint<>(
                    "EMPTY_TRANSFER", "get or put of length 0 is", EmptyTransfer.ACCEPTED);

    public static final VariationPoint<EmptyTransfer> EMPTY_UNITS =
            new VariationPoint<>(
                    "EMPTY_UNITS", "get or put of no units is", EmptyTransfer.ACCEPTED);

    public static final VariationPoint<ImplicitMapping> IMPLICIT_MAPPING =
            new VariationPoint<>(
                    "IMPLICIT_MAPPING",
                    "a mapping made silently by get or put is",
                    ImplicitMapping.NONE);

    public static final VariationPoint<RefusalEffects> REFUSAL_EFFECTS =
            new VariationPoint<>(
                    "REFUSAL_EFFECTS",
                    "what a refused call has done before it is",
                    RefusalEffects.NONE);

    public static final VariationPoint<AccessAfterCut> ACCESS_AFTER_CUT =
            new VariationPoint<>(
                    "ACCESS_AFTER_CUT",
                    "get and put in explicit mode after a forced disconnect",
                    AccessAfterCut.REFUSED);

    public static final VariationPoint<SignalAfterCut> SIGNAL_AFTER_CUT =
            new VariationPoint<>(
                    "SIGNAL_AFTER_CUT",
                    "a signal posted by an import that was cut off is",
                    SignalAfterCut.REFUSED);

    public static final VariationPoint<ControllerAgain> CONTROLLER_AGAIN =
            new VariationPoint<>(
                    "CONTROLLER_AGAIN",
                    "a controller that is got again has a handle that is",
                    ControllerAgain.SAME);

    public static final VariationPoint<ReleasedController> RELEASED_CONTROLLER =
            new VariationPoint<>(
                    "RELEASED_CONTROLLER",
                    "segments of a controller that was released are",
                    ReleasedController.USABLE);

    public static final VariationPoint<PollfdAtZero> POLLFD_AT_ZERO =
            new VariationPoint<>(
                    "POLLFD_AT_ZERO",
                    "a release of a poll descriptor that was not got",
                    PollfdAtZero.SUCCESS);

    public static final VariationPoint<WhileHeld> UNPUBLISH_WHILE_HELD =
            new VariationPoint<>(
                    "UNPUBLISH_WHILE_HELD",
                    "unpublish while a poll descriptor is held",
                    WhileHeld.SUCCESS);

    public static final VariationPoint<WhileHeld> UNMAP_WHILE_HELD =
            new VariationPoint<>(
                    "UNMAP_WHILE_HELD", "unmap while a poll descriptor is held", WhileHeld.SUCCESS);

    public static final VariationPoint<PollfdUnpublished> POLLFD_UNPUBLISHED =
            new VariationPoint<>(
                    "POLLFD_UNPUBLISHED",
                    "a poll descriptor of an export that is not published",
                    PollfdUnpublished.SUCCESS);

    public static final VariationPoint<UnmapUnmapped> UNMAP_UNMAPPED =
            new VariationPoint<>(
                    "UNMAP_UNMAPPED",
                    "unmap without a mapping is refused with",
                    UnmapUnmapped.SEG_NOT_MAPPED);

    public static final VariationPoint<Loss> LINK_LOSS =
            new VariationPoint<>("LINK_LOSS", "a live import whose link is lost", Loss.FORCED_OFF);

    public static final VariationPoint<Loss> NODE_LOSS =
            new VariationPoint<>(
                    "NODE_LOSS", "a live import to or on a node that is lost", Loss.FORCED_OFF);

    public static final VariationPoint<Loss> CONTROLLER_LOSS =
            new VariationPoint<>(
                    "CONTROLLER_LOSS",
                    "a live import over a controller that is removed",
                    Loss.FORCED_OFF);

    public static final VariationPoint<Arrival> CUT_ON_PATH_LOSS =
            new VariationPoint<>(
                    "CUT_ON_PATH_LOSS",
                    "a forced disconnect by the loss of a path reaches importers",
                    Arrival.AT_ONCE);

    public static final VariationPoint<Arrival> CUT_ON_NODE =
            new VariationPoint<>(
                    "CUT_ON_NODE",
                    "a forced disconnect reaches importers on the exporter's node",
                    Arrival.AT_ONCE);

    public static final VariationPoint<Arrival> CUT_ELSEWHERE =
            new VariationPoint<>(
                    "CUT_ELSEWHERE",
                    "a forced disconnect reaches importers on other nodes",
                    Arrival.AT_ONCE);

    public static final VariationPoint<Arrival> EFFECTS_ELSEWHERE =
            new VariationPoint<>(
                    "EFFECTS_ELSEWHERE",
                    "publish, republish, unpublish and the exporter's death are seen on other"
                            + " nodes",
                    Arrival.AT_ONCE);

    public static final VariationPoint<Arrival> CUT_ON_DEATH =
            new VariationPoint<>(
                    "CUT_ON_DEATH",
                    "a forced disconnect by the exporter's death reaches importers on its node",
                    Arrival.AT_ONCE);

    public static final VariationPoint<ForeignNodeInList> FOREIGN_NODE_IN_LIST =
            new VariationPoint<>(
                    "FOREIGN_NODE_IN_LIST",
                    "an access list that names another node for a segment over loopback is",
                    ForeignNodeInList.ACCEPTED);

    public static final VariationPoint<MisalignedMap> MISALIGNED_MAP =
            new VariationPoint<>(
                    "MISALIGNED_MAP",
                    "a map from an offset within a page is",
                    MisalignedMap.REFUSED);

    public static final VariationPoint<WrappingMap> WRAPPING_MAP =
            new VariationPoint<>(
                    "WRAPPING_MAP",
                    "a map whose range goes beyond the greatest offset is",
                    WrappingMap.REFUSED);

    public static final VariationPoint<CreateLength> CREATE_LENGTH =
            new VariationPoint<>(
                    "CREATE_LENGTH",
                    "the length of a new export is taken with",
                    CreateLength.ALL_BITS);

    public static final VariationPoint<NoMemoryForMapping> NO_MEMORY_FOR_MAPPING =
            new VariationPoint<>(
                    "NO_MEMORY_FOR_MAPPING",
                    "a map, or a get or put that makes a mapping, for which there is no memory is"
                            + " refused with",
                    NoMemoryForMapping.LISTED);

    public static final VariationPoint<InterruptedByPublication> INTERRUPTED_BY_PUBLICATION =
            new VariationPoint<>(
                    "INTERRUPTED_BY_PUBLICATION",
                    "a connect is interrupted by an unpublish, a republish or the exporter's death"
                            + " at the same time",
                    InterruptedByPublication.NEVER);

    public static final VariationPoint<RebindWhileMapped> REBIND_WHILE_MAPPED =
            new VariationPoint<>(
                    "REBIND_WHILE_MAPPED",
                    "what is seen of memory bound in place of what is mapped is",
                    RebindWhileMapped.NEW);

    public static final VariationPoint<MapWithoutAccess> MAP_WITHOUT_ACCESS =
            new VariationPoint<>(
                    "MAP_WITHOUT_ACCESS",
                    "a map that asks for no access is",
                    MapWithoutAccess.BAD_PERMS);

    public static final VariationPoint<BarrierMisuse> BARRIER_MISUSE =
            new VariationPoint<>(
                    "BARRIER_MISUSE",
                    "a barrier ordered or closed while not open, or after its import was cut off,"
                            + " is",
                    BarrierMisuse.REFUSED);

    public static final VariationPoint<WrongHandle> WRONG_HANDLE =
            new VariationPoint<>(
                    "WRONG_HANDLE",
                    "a handle that is not null and not live is",
                    WrongHandle.REFUSED);

    public static final VariationPoint<HandleReuse> HANDLE_REUSE =
            new VariationPoint<>(
                    "HANDLE_REUSE",
                    "a handle value that was issued before is issued again",
                    HandleReuse.NEVER);

    public static final VariationPoint<ChosenSegment> CHOSEN_SEGMENT =
            new VariationPoint<>(
                    "CHOSEN_SEGMENT", "the id that publish chooses is", ChosenSegment.HIGH);

    public static final VariationPoint<UnmappedOut> UNMAPPED_OUT =
            new VariationPoint<>(
                    "UNMAPPED_OUT",
                    "an out pointer in connect that is not null and not mapped is",
                    UnmappedOut.BAD_ADDR);

    private final int place = ALL.size();
    private final String name;
    private final String words;
    private final V safest;

    private VariationPoint(String name, String words, V safest) {
        this.name = name;
        this.words = words;
        this.safest = safest;
        ALL.add(this);
    }

    /** All points, in a fixed order: that of this file. */
    public static List<VariationPoint<?>> all() {
        return Collections.unmodifiableList(ALL);
    }

    /** Where it stands among all points, from 0 on. */
    int place() {
        return place;
    }

    /** As profiles and histories spell it. */
    public String name() {
        return name;
    }

    /** The point in words, to be completed by an option. */
    public String words() {
        return words;
    }

    /** All options that any profile offers here. */
    public Set<V> options() {
        return EnumSet.allOf(safest.getDeclaringClass());
    }

    /** A choice made at this point, as one of its options. */
    V option(Variant choice) {
        return safest.getDeclaringClass().cast(choice);
    }

    /** The option that asks most of an implementation: what {@code strict} takes. */
    public V safest() {
        return safest;
    }

    @Override
    public int compareTo(VariationPoint<?> other) {
        return Integer.compare(place, other.place);
    }

    @Override
    public String toString() {
        return name;
    }
}
