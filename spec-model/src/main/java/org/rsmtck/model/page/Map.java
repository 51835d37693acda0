package org.rsmtck.model.page;

import static org.rsmtck.model.VariationPoint.MAP_MODE_BITS;
import static org.rsmtck.model.VariationPoint.MAP_WITHOUT_ACCESS;
import static org.rsmtck.model.VariationPoint.MISALIGNED_MAP;
import static org.rsmtck.model.VariationPoint.NO_MEMORY_FOR_MAPPING;
import static org.rsmtck.model.VariationPoint.WRAPPING_MAP;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event.Resource;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.RsmError;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.Connection;
import org.rsmtck.model.Import;
import org.rsmtck.model.Ranges;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.Variant.MapModeBits;
import org.rsmtck.model.Variant.MapWithoutAccess;
import org.rsmtck.model.Variant.MisalignedMap;
import org.rsmtck.model.Variant.NoMemoryForMapping;
import org.rsmtck.model.Variant.WrappingMap;
import org.rsmtck.model.World;

import java.util.Optional;

/** rsm_memseg_import_map(3RSM). */
final class Map {
    private Map() {}

    static final Page<Call.Map> PAGE = Page.of(Call.Map.class);

    // DESCRIPTION

    static final Rule MAPPED =
            PAGE.succeed(
                            "map/mapped",
                            "the range can be loaded from and stored to, as the mode says")
                    .doing(s -> Outcome.done(mapped(s)));

    // ERRORS

    static final Rule BAD_SEG_HNDL = Handles.badImport(PAGE, "map/BAD_SEG_HNDL");

    static final Rule BAD_ADDR =
            PAGE.refuse("map/BAD_ADDR", "the out parameter for the address is null")
                    .when(s -> s.call().address() == Out.NULL);

    static final Rule SEG_ALREADY_MAPPED =
            PAGE.refuse("map/SEG_ALREADY_MAPPED", "a mapping is in place")
                    .when(s ->
                            s.hasImport(segment ->
                                    segment.isExplicitlyMapped()
                                            || segment.implicitlyMapped()
                                                    && ImplicitMappings.areAlwaysMade(s)));

    static final Rule IMPLICITLY_MAPPED =
            PAGE.mayRefuse(
                            "map/SEG_ALREADY_MAPPED#implicitly",
                            "get or put may have made a mapping of its own, where the reading lets"
                                    + " it")
                    .when(s ->
                            s.hasImport(Import::implicitlyMapped)
                                    && !ImplicitMappings.areAlwaysMade(s));

    static final Rule BAD_PERMS =
            PAGE.refuse(
                            "map/BAD_PERMS",
                            "the mode is not one of 0400, 0200 and 0600, or wider than what the"
                                    + " connection was granted")
                    .also("connect/perm-governs-access")
                    .when(s ->
                            isOutOfDomain(s)
                                    || s.hasImport(segment ->
                                            !Permission.covers(segment.mappable(), mode(s))));

    static final Rule BAD_LENGTH =
            PAGE.refuse("map/BAD_LENGTH", "the length is not above 0")
                    .when(s -> s.call().length() <= 0);

    static final Rule BAD_OFFSET =
            PAGE.refuse("map/BAD_OFFSET", "the range is not within the segment")
                    .with(RsmError.BAD_LENGTH, RsmError.BAD_OFFSET)
                    .when(s ->
                            s.hasImport(segment ->
                                    !Ranges.isWithin(
                                            s.call().offset(),
                                            s.call().length(),
                                            segment.length())));

    static final Rule BAD_MEM_ALIGNMENT =
            PAGE.refuse("map/BAD_MEM_ALIGNMENT", "the offset is not a multiple of the page size")
                    .with(RsmError.BAD_MEM_ALIGNMENT, RsmError.BAD_OFFSET)
                    .when(Map::isMisaligned);

    static final Rule LENGTH_MISALIGNED =
            PAGE.mayRefuse(
                            "map/BAD_MEM_ALIGNMENT#length",
                            "the length is not a multiple of the page size")
                    .when(s ->
                            s.call().length() > 0 && s.call().length() % s.world().pageSize() != 0);

    static final Rule CONN_ABORTED =
            PAGE.refuse("map/CONN_ABORTED", "the import was cut off")
                    .also("frame/forced-disconnect")
                    .when(s -> s.hasImport(Import::isOff));

    static final Rule PATH_LOST = Hindrances.pathLost(PAGE, "map/CONN_ABORTED#path");

    static final Rule MAP_FAILED =
            PAGE.mayRefuse("map/MAP_FAILED", "the process is short of memory")
                    .when(s ->
                            s.isShortOf(Resource.MEMORY)
                                    && s.at(NO_MEMORY_FOR_MAPPING) == NoMemoryForMapping.LISTED);

    static final Rule NO_MEMORY =
            PAGE.mayRefuse(
                            "map/BAD_LENGTH#no-memory",
                            "the process is short of memory, where that is told so")
                    .when(s ->
                            s.isShortOf(Resource.MEMORY)
                                    && s.at(NO_MEMORY_FOR_MAPPING)
                                            == NoMemoryForMapping.BAD_LENGTH);

    static final Rule INSUFFICIENT_RESOURCES =
            Hindrances.shortOfDescriptors(PAGE, "map/INSUFFICIENT_RESOURCES");

    // What the page does not say.

    static final Rule WRONG_HANDLE =
            Handles.wrongImport(PAGE, "frame/no-crash-no-hang#map-wrong-handle");

    static final Rule RELEASED_CONTROLLER =
            Handles.ofReleasedController(PAGE, "release_controller/released#map");

    static final Rule UNMAPPED_POINTER =
            Pointers.unmapped(
                    PAGE, "frame/no-crash-no-hang#map-unmapped-pointer", Call.Map::address);

    static final Rule MISALIGNED =
            PAGE.outside(
                            "frame/no-crash-no-hang#misaligned-map",
                            "the offset is not a multiple of the page size and nothing that is"
                                + " looked at first is wrong, where nothing is promised of that")
                    .when(s ->
                            isMisaligned(s)
                                    && s.at(MISALIGNED_MAP) == MisalignedMap.OUTSIDE
                                    && comesToAlignment(s));

    static final Rule WRAPPING =
            PAGE.outside(
                            "map/BAD_OFFSET#wrapping",
                            "offset and length add up to more than the greatest offset, where the"
                                    + " sum is compared all the same")
                    .when(s ->
                            s.call().offset() < 0
                                    && s.call().length() > 0
                                    && s.at(WRAPPING_MAP) == WrappingMap.OUTSIDE);

    private static boolean isMisaligned(CallContext<Call.Map> s) {
        return s.call().offset() % s.world().pageSize() != 0;
    }

    /** Whether shipped code, which looks at alignment first, gets as far as that. */
    private static boolean comesToAlignment(CallContext<Call.Map> s) {
        return s.call().address() == Out.VALID && s.hasImport(ImplicitMappings::isUnmapped);
    }

    /** What of the mode that was asked for says anything. */
    private static int mode(CallContext<Call.Map> s) {
        return s.call().permission() & Permission.READ_WRITE;
    }

    private static boolean isOutOfDomain(CallContext<Call.Map> s) {
        int permission = s.call().permission();
        int stray = permission & ~Permission.READ_WRITE;
        return stray != 0 && s.at(MAP_MODE_BITS) == MapModeBits.BAD_PERMS
                || permission == stray && s.at(MAP_WITHOUT_ACCESS) == MapWithoutAccess.BAD_PERMS;
    }

    private static World mapped(CallContext<Call.Map> s) {
        int fill =
                switch (s.importSegment().orElseThrow().connection()) {
                    case Connection.Live live -> s.world().export(live).contents().fill();
                    case Connection.DisconnectPending pending -> pending.last().fill();
                    case Connection.ForciblyDisconnected off -> 0;
                };
        var mapping = new Import.Mapping(mode(s), s.call().offset(), s.call().length(), fill);
        return s.withImport(segment -> segment.with(Optional.of(mapping)));
    }
}
