package org.rsmtck.model;

import static org.rsmtck.api.RsmError.BAD_ADDR;
import static org.rsmtck.api.RsmError.BAD_LENGTH;
import static org.rsmtck.api.RsmError.BAD_MEM_ALIGNMENT;
import static org.rsmtck.api.RsmError.BAD_OFFSET;
import static org.rsmtck.api.RsmError.BAD_PERMS;
import static org.rsmtck.api.RsmError.BAD_SEG_HNDL;
import static org.rsmtck.api.RsmError.CONN_ABORTED;
import static org.rsmtck.api.RsmError.INSUFFICIENT_RESOURCES;
import static org.rsmtck.api.RsmError.MAP_FAILED;
import static org.rsmtck.api.RsmError.POLLFD_IN_USE;
import static org.rsmtck.api.RsmError.SEG_ALREADY_MAPPED;
import static org.rsmtck.api.RsmError.SEG_NOT_MAPPED;
import static org.rsmtck.model.Rule.mayRefuse;
import static org.rsmtck.model.Rule.outside;
import static org.rsmtck.model.Rule.refuse;
import static org.rsmtck.model.Rule.succeed;

import org.rsmtck.api.Call.Load;
import org.rsmtck.api.Call.Map;
import org.rsmtck.api.Call.Store;
import org.rsmtck.api.Call.Unmap;
import org.rsmtck.api.Event.Resource;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.Variant.ImplicitMapping;
import org.rsmtck.model.Variant.MapModeBits;
import org.rsmtck.model.Variant.MapWithoutAccess;
import org.rsmtck.model.Variant.MisalignedMap;
import org.rsmtck.model.Variant.NoMemoryForMapping;
import org.rsmtck.model.Variant.UnmapUnmapped;
import org.rsmtck.model.Variant.WhileHeld;
import org.rsmtck.model.Variant.WrappingMap;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Mappings and what goes through them: rsm_memseg_import_map(3RSM) and unmap, loads and stores. */
final class MapRules {
    private MapRules() {}

    static final List<Rule> RULES =
            List.of(
                    refuse(
                            Map.class,
                            "map/BAD_SEG_HNDL",
                            BAD_SEG_HNDL,
                            "the handle is null or not that of a live import",
                            s -> s.segment().isEmpty()),
                    refuse(
                            Map.class,
                            "map/BAD_ADDR",
                            BAD_ADDR,
                            "the out parameter for the address is null",
                            s -> s.call().address() == Out.NULL),
                    refuse(
                            Map.class,
                            "map/SEG_ALREADY_MAPPED",
                            SEG_ALREADY_MAPPED,
                            "a mapping is in place",
                            s ->
                                    s.segment()
                                            .filter(segment ->
                                                    segment.isExplicitlyMapped()
                                                            || segment.implicitlyMapped()
                                                                    && isMadeAlways(s))
                                            .isPresent()),
                    mayRefuse(
                            Map.class,
                            "map/SEG_ALREADY_MAPPED#implicitly",
                            SEG_ALREADY_MAPPED,
                            "get or put may have made a mapping of its own, where the reading lets"
                                    + " it",
                            s ->
                                    s.segment().filter(Import::implicitlyMapped).isPresent()
                                            && !isMadeAlways(s)),
                    refuse(
                                    Map.class,
                                    "map/BAD_PERMS",
                                    BAD_PERMS,
                                    "the mode is not one of 0400, 0200 and 0600, or wider than what"
                                            + " the connection was granted",
                                    s ->
                                            isOutOfDomain(s)
                                                    || s.segment()
                                                            .filter(segment ->
                                                                    !Permission.covers(
                                                                            segment.mappable(),
                                                                            mode(s)))
                                                            .isPresent())
                            .carrying("connect/perm-governs-access"),
                    refuse(
                            Map.class,
                            "map/BAD_LENGTH",
                            Set.of(BAD_LENGTH),
                            "the length is not above 0",
                            s -> s.call().length() <= 0),
                    refuse(
                            Map.class,
                            "map/BAD_OFFSET",
                            Set.of(BAD_LENGTH, BAD_OFFSET),
                            "the range is not within the segment",
                            s ->
                                    s.segment()
                                            .filter(segment ->
                                                    !Ranges.isWithin(
                                                            s.call().offset(),
                                                            s.call().length(),
                                                            segment.length()))
                                            .isPresent()),
                    refuse(
                            Map.class,
                            "map/BAD_MEM_ALIGNMENT",
                            Set.of(BAD_MEM_ALIGNMENT, BAD_OFFSET),
                            "the offset is not a multiple of the page size",
                            s -> s.call().offset() % s.world().pageSize() != 0),
                    outside(
                            Map.class,
                            "frame/no-crash-no-hang#misaligned-map",
                            "the offset is not a multiple of the page size and nothing that is"
                                + " looked at first is wrong, where nothing is promised of that",
                            s ->
                                    s.call().offset() % s.world().pageSize() != 0
                                            && s.at(VariationPoint.MISALIGNED_MAP)
                                                    == MisalignedMap.OUTSIDE
                                            && comesToAlignment(s)),
                    outside(
                            Map.class,
                            "map/BAD_OFFSET#wrapping",
                            "offset and length add up to more than the greatest offset, where the"
                                    + " sum is compared all the same",
                            s ->
                                    s.call().offset() < 0
                                            && s.call().length() > 0
                                            && s.at(VariationPoint.WRAPPING_MAP)
                                                    == WrappingMap.OUTSIDE),
                    mayRefuse(
                            Map.class,
                            "map/BAD_MEM_ALIGNMENT#length",
                            BAD_MEM_ALIGNMENT,
                            "the length is not a multiple of the page size",
                            s ->
                                    s.call().length() > 0
                                            && s.call().length() % s.world().pageSize() != 0),
                    refuse(
                                    Map.class,
                                    "map/CONN_ABORTED",
                                    CONN_ABORTED,
                                    "the import was cut off",
                                    s -> s.segment().filter(Import::isOff).isPresent())
                            .carrying("frame/forced-disconnect"),
                    mayRefuse(
                            Map.class,
                            "map/CONN_ABORTED#path",
                            CONN_ABORTED,
                            "the import is alive, and its path is lost",
                            PathLost::isSevered),
                    mayRefuse(
                            Map.class,
                            "map/MAP_FAILED",
                            MAP_FAILED,
                            "the process is short of memory",
                            s ->
                                    s.isShortOf(Resource.MEMORY)
                                            && s.at(VariationPoint.NO_MEMORY_FOR_MAPPING)
                                                    == NoMemoryForMapping.LISTED),
                    mayRefuse(
                            Map.class,
                            "map/BAD_LENGTH#no-memory",
                            BAD_LENGTH,
                            "the process is short of memory, where that is told so",
                            s ->
                                    s.isShortOf(Resource.MEMORY)
                                            && s.at(VariationPoint.NO_MEMORY_FOR_MAPPING)
                                                    == NoMemoryForMapping.BAD_LENGTH),
                    mayRefuse(
                            Map.class,
                            "map/INSUFFICIENT_RESOURCES",
                            INSUFFICIENT_RESOURCES,
                            "the process is short of descriptors",
                            s -> s.isShortOf(Resource.DESCRIPTORS)),
                    succeed(
                            Map.class,
                            "map/mapped",
                            "the range can be loaded from and stored to, as the mode says",
                            MapRules::map),
                    refuse(
                            Unmap.class,
                            "unmap/BAD_SEG_HNDL",
                            BAD_SEG_HNDL,
                            "the handle is null or not that of a live import",
                            s -> s.segment().isEmpty()),
                    unmapUnmapped(
                            "unmap/SEG_NOT_MAPPED",
                            UnmapUnmapped.SEG_NOT_MAPPED,
                            org.rsmtck.api.RsmError.SEG_NOT_MAPPED),
                    unmapUnmapped(
                            "unmap/BAD_SEG_HNDL#unmapped",
                            UnmapUnmapped.BAD_SEG_HNDL,
                            BAD_SEG_HNDL),
                    unmapSilent(
                            "unmap/SEG_NOT_MAPPED#implicitly",
                            UnmapUnmapped.SEG_NOT_MAPPED,
                            SEG_NOT_MAPPED),
                    unmapSilent(
                            "unmap/BAD_SEG_HNDL#implicitly",
                            UnmapUnmapped.BAD_SEG_HNDL,
                            BAD_SEG_HNDL),
                    refuse(
                            Unmap.class,
                            "unmap/POLLFD_IN_USE",
                            POLLFD_IN_USE,
                            "a poll descriptor was got on the handle and not released, where that"
                                    + " stands in the way",
                            s ->
                                    s.segment().filter(segment -> segment.pollfds() > 0).isPresent()
                                            && s.at(VariationPoint.UNMAP_WHILE_HELD)
                                                    == WhileHeld.POLLFD_IN_USE),
                    succeed(
                            Unmap.class,
                            "unmap/unmapped",
                            "the mapping is gone",
                            s ->
                                    List.of(
                                            new Outcome(
                                                    new Reply.Done(),
                                                    s.world()
                                                            .withImport(
                                                                    s.process(),
                                                                    s.handle(),
                                                                    MapRules::withoutMapping)))),
                    outside(
                            Load.class,
                            "load/unmapped",
                            "the range is not wholly within a mapping",
                            s ->
                                    s.segment()
                                            .flatMap(Import::mapping)
                                            .filter(mapping ->
                                                    mapping.holds(
                                                            s.call().offset(), s.call().length()))
                                            .isEmpty()),
                    outside(
                            Load.class,
                            "load/rebound",
                            "other memory has taken the place of what is mapped",
                            MapRules::isRebound),
                    outside(
                            Store.class,
                            "store/rebound",
                            "other memory has taken the place of what is mapped",
                            MapRules::isRebound),
                    outside(
                            Load.class,
                            "load/write-only",
                            "the mapping is not for reading; common processors cannot forbid it",
                            s ->
                                    s.segment()
                                            .flatMap(Import::mapping)
                                            .filter(mapping ->
                                                    Permission.covers(
                                                            mapping.permission(), Permission.READ))
                                            .isEmpty()),
                    succeed(
                                    Load.class,
                                    "load/bytes",
                                    "the bytes of the segment, as far as they are not cut off",
                                    MapRules::load)
                            .carrying("connect/logical-connection"),
                    outside(
                            Store.class,
                            "store/unmapped",
                            "the range is not wholly within a mapping",
                            s ->
                                    s.segment()
                                            .flatMap(Import::mapping)
                                            .filter(mapping ->
                                                    mapping.holds(
                                                            s.call().offset(),
                                                            s.call().data().length()))
                                            .isEmpty()),
                    outside(
                            Store.class,
                            "store/read-only",
                            "the mapping is not for writing: the processor forbids it",
                            s ->
                                    s.segment()
                                            .flatMap(Import::mapping)
                                            .filter(mapping ->
                                                    Permission.covers(
                                                            mapping.permission(), Permission.WRITE))
                                            .isEmpty()),
                    succeed(
                                    Store.class,
                                    "store/stored",
                                    "the segment holds the bytes, unless it is cut off: then no"
                                            + " live segment does",
                                    MapRules::store)
                            .carrying("connect/logical-connection"));

    private static List<Outcome> map(CallContext<Map> s) {
        int fill =
                switch (s.segment().orElseThrow().connection()) {
                    case Connection.Live live -> s.world().export(live).contents().fill();
                    case Connection.DisconnectPending fading -> fading.last().fill();
                    case Connection.ForciblyDisconnected off -> 0;
                };
        Import.Mapping mapping =
                new Import.Mapping(mode(s), s.call().offset(), s.call().length(), fill);
        return List.of(
                new Outcome(
                        new Reply.Done(),
                        s.world()
                                .withImport(
                                        s.process(),
                                        s.handle(),
                                        segment -> segment.with(Optional.of(mapping)))));
    }

    /** Whether shipped code, which looks at alignment first, gets as far as that. */
    private static boolean comesToAlignment(CallContext<Map> s) {
        return s.call().address() == Out.VALID
                && s.segment()
                        .filter(segment ->
                                !segment.isExplicitlyMapped() && !segment.implicitlyMapped())
                        .isPresent();
    }

    /** What of the mode that was asked for says anything. */
    private static int mode(CallContext<Map> s) {
        return s.call().permission() & Permission.READ_WRITE;
    }

    private static boolean isOutOfDomain(CallContext<Map> s) {
        int permission = s.call().permission();
        int stray = permission & ~Permission.READ_WRITE;
        return stray != 0 && s.at(VariationPoint.MAP_MODE_BITS) == MapModeBits.BAD_PERMS
                || permission == stray
                        && s.at(VariationPoint.MAP_WITHOUT_ACCESS) == MapWithoutAccess.BAD_PERMS;
    }

    /** Whether other memory took the place of what the import was mapped to. */
    private static boolean isRebound(CallContext<?> s) {
        return s.segment()
                .filter(segment ->
                        segment.connection() instanceof Connection.Live live
                                && segment.mapping().isPresent()
                                && segment.mapping().get().fill()
                                        != s.world().export(live).contents().fill())
                .isPresent();
    }

    private static Rule unmapUnmapped(
            String id, UnmapUnmapped option, org.rsmtck.api.RsmError code) {
        return refuse(
                Unmap.class,
                id,
                code,
                "there is no mapping",
                s ->
                        s.segment()
                                        .filter(segment ->
                                                !segment.isExplicitlyMapped()
                                                        && !segment.implicitlyMapped())
                                        .isPresent()
                                && s.at(VariationPoint.UNMAP_UNMAPPED) == option);
    }

    private static Rule unmapSilent(String id, UnmapUnmapped option, org.rsmtck.api.RsmError code) {
        return mayRefuse(
                Unmap.class,
                id,
                code,
                "there is no mapping but the one that get or put may have made",
                s ->
                        s.segment().filter(MapRules::isMappedBySilence).isPresent()
                                && !isMadeAlways(s)
                                && s.at(VariationPoint.UNMAP_UNMAPPED) == option);
    }

    /** Whether it is certain that get and put make mappings of their own. */
    private static boolean isMadeAlways(CallContext<?> s) {
        return s.at(VariationPoint.IMPLICIT_MAPPING) == ImplicitMapping.ALWAYS;
    }

    private static boolean isMappedBySilence(Import segment) {
        return !segment.isExplicitlyMapped() && segment.implicitlyMapped();
    }

    private static Import withoutMapping(Import segment) {
        Import unmapped = segment.with(Optional.<Import.Mapping>empty()).withImplicitMapping(false);
        return unmapped.connection() instanceof Connection.ForciblyDisconnected
                ? unmapped.with(new Connection.ForciblyDisconnected(Optional.empty()))
                : unmapped;
    }

    private static List<Outcome> load(CallContext<Load> s) {
        Import segment = s.segment().orElseThrow();
        long offset = segment.mapping().orElseThrow().offset() + s.call().offset();
        int length = s.call().length();
        return switch (segment.connection()) {
            case Connection.Live live -> List.of(live(s, live, offset, length));
            case Connection.DisconnectPending(Contents last) ->
                    List.of(stale(s, ownOnceCut(last), last, offset, length));
            case Connection.ForciblyDisconnected(Optional<Contents> last) ->
                    List.of(
                            stale(
                                    s,
                                    ownOnceCut(last.orElseThrow()),
                                    last.orElseThrow(),
                                    offset,
                                    length));
        };
    }

    private static Predicate<Export> ownOnceCut(Contents last) {
        return export -> ForcedDisconnect.isItsOwn(Optional.of(last), export);
    }

    /** A load cannot answer that the path is lost: then its bytes are unspecified. */
    private static Outcome live(CallContext<?> s, Connection.Live live, long offset, int length) {
        Export export = s.world().export(live);
        return PathLost.isSevered(s)
                ? stale(s, export::equals, export.contents(), offset, length)
                : new Outcome(new Reply.Data(export.contents().read(offset, length)), s.world());
    }

    private static Outcome stale(
            CallContext<?> s, Predicate<Export> isItsOwn, Contents last, long offset, int length) {
        return new Outcome(
                s.choose(
                        new Reply.Data(last.read(offset, length)),
                        reply ->
                                reply.bytes().length() == length
                                        && ForcedDisconnect.givesNothingAway(
                                                s.world(), isItsOwn, last, offset, reply.bytes())),
                s.world());
    }

    private static List<Outcome> store(CallContext<Store> s) {
        Import segment = s.segment().orElseThrow();
        long offset = segment.mapping().orElseThrow().offset() + s.call().offset();
        UnaryOperator<Export> write =
                export -> export.with(export.contents().with(offset, s.call().data()));
        List<World> next =
                switch (segment.connection()) {
                    case Connection.Live live -> storedLive(s, live, write);
                    case Connection.DisconnectPending(Contents last) ->
                            ForcedDisconnect.lostOrArrived(s.world(), last, write);
                    case Connection.ForciblyDisconnected(Optional<Contents> last) ->
                            ForcedDisconnect.lostOrArrived(s.world(), last.orElseThrow(), write);
                };
        return next.stream().map(world -> new Outcome(new Reply.Done(), world)).toList();
    }

    private static List<World> storedLive(
            CallContext<Store> s, Connection.Live live, UnaryOperator<Export> write) {
        World stored = s.world().withExport(live.process(), live.export(), write);
        return PathLost.isSevered(s) ? List.of(stored, s.world()) : List.of(stored);
    }
}
