package org.rsmtck.model.page;

import static org.rsmtck.model.VariationPoint.ACCESS_AFTER_CUT;
import static org.rsmtck.model.VariationPoint.IMPLICIT_MAPPING;
import static org.rsmtck.model.VariationPoint.NO_MEMORY_FOR_MAPPING;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Event.Resource;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.Connection;
import org.rsmtck.model.Contents;
import org.rsmtck.model.ForcedDisconnect;
import org.rsmtck.model.Import;
import org.rsmtck.model.Ranges;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.StaleBytes;
import org.rsmtck.model.Variant.AccessAfterCut;
import org.rsmtck.model.Variant.EmptyTransfer;
import org.rsmtck.model.Variant.ImplicitMapping;
import org.rsmtck.model.Variant.NoMemoryForMapping;
import org.rsmtck.model.Variant.WrongDirection;
import org.rsmtck.model.VariationPoint;
import org.rsmtck.model.World;

import java.util.List;
import java.util.Optional;

/** What holds of every copy from or to a segment without a mapping of the caller's. */
final class Transfers {
    private Transfers() {}

    /** What a transfer moves: where, how much, in units of what width, in which direction. */
    private record Range(
            long offset, long length, int width, int direction, Out buffer, Optional<Bytes> data) {
        /** The length of {@code count} units, or the greatest there is where it is beyond that. */
        private static long bytes(long count, int width) {
            return count < 0 || count > Long.MAX_VALUE / width ? Long.MAX_VALUE : count * width;
        }

        private static Range of(Call.Transfer call) {
            return switch (call) {
                case Call.Get get ->
                        new Range(
                                get.offset(),
                                get.length(),
                                1,
                                Permission.READ,
                                get.buffer(),
                                Optional.empty());
                case Call.GetUnits get ->
                        new Range(
                                get.offset(),
                                bytes(get.count(), get.width()),
                                get.width(),
                                Permission.READ,
                                get.buffer(),
                                Optional.empty());
                case Call.Put put ->
                        new Range(
                                put.offset(),
                                put.data().length(),
                                1,
                                Permission.WRITE,
                                put.buffer(),
                                Optional.of(put.data()));
                case Call.PutUnits put ->
                        new Range(
                                put.offset(),
                                put.data().length(),
                                put.width(),
                                Permission.WRITE,
                                put.buffer(),
                                Optional.of(put.data()));
            };
        }
    }

    static <C extends Call.Transfer> Rule nullBuffer(Page<C> page, String id) {
        return page.refuse(id, "the address of the caller's buffer is null")
                .when(s -> Range.of(s.call()).buffer() == Out.NULL);
    }

    static <C extends Call.Transfer> Rule beyondSegment(Page<C> page, String id) {
        return page.refuse(id, "the range is not within the segment")
                .with(RsmError.BAD_OFFSET, RsmError.BAD_LENGTH)
                .leaving(Transfers::mappedSilently)
                .when(s -> s.hasImport(segment -> !isWithin(s, segment)));
    }

    static <C extends Call.Transfer> Rule beyondMapping(Page<C> page, String id) {
        return page.refuse(
                        id,
                        "the range is not within the part that is mapped, where transfers go"
                                + " through a mapping and nowhere else")
                .when(s ->
                        s.hasImport(segment -> isOutsideWindow(s, segment))
                                && ImplicitMappings.areAlwaysMade(s));
    }

    static <C extends Call.Transfer> Rule beyondWindow(Page<C> page, String id) {
        return page.mayRefuse(
                        id,
                        "the range is not within the part that is mapped, where transfers go"
                                + " through a mapping")
                .when(s ->
                        s.hasImport(segment -> isOutsideWindow(s, segment))
                                && s.at(IMPLICIT_MAPPING) == ImplicitMapping.ACCEPTED);
    }

    static <C extends Call.Transfer> Rule empty(
            Page<C> page, String id, VariationPoint<EmptyTransfer> point) {
        return page.refuse(id, "nothing is to be moved, where that is no length")
                .when(s ->
                        Range.of(s.call()).length() == 0
                                && s.at(point) == EmptyTransfer.BAD_LENGTH);
    }

    static <C extends Call.Transfer> Rule wrongDirection(
            Page<C> page, String id, VariationPoint<WrongDirection> point, WrongDirection option) {
        return page.refuse(id, "the connection was not granted this direction")
                .also("connect/perm-governs-access")
                .when(s ->
                        s.hasImport(segment ->
                                !Permission.covers(
                                        segment.permission(), Range.of(s.call()).direction()))
                                && s.at(point) == option);
    }

    static <C extends Call.Transfer> Rule noBarrier(Page<C> page, String id) {
        return page.refuse(id, "barriers are implicit, and none was initialised on the handle")
                .leaving(Transfers::mappedSilently)
                .when(s ->
                        s.hasImport(segment ->
                                segment.mode() == Import.IMPLICIT && segment.barrier().isEmpty()));
    }

    static <C extends Call.Transfer> Rule cutOff(Page<C> page, String id) {
        return page.refuse(id, "the import was cut off")
                .also("frame/forced-disconnect", "disconnect/breaks-connection")
                .when(s -> s.hasImport(segment -> segment.isOff() && mustTell(s, segment)));
    }

    static <C extends Call.Transfer> Rule cutOffUnmapped(Page<C> page, String id) {
        return page.refuse(
                        id,
                        "the import was cut off, and there is no mapping, where transfers go"
                                + " through one")
                .also("frame/forced-disconnect", "disconnect/breaks-connection")
                .when(s -> s.hasImport(segment -> segment.isOff() && lacksMapping(s, segment)));
    }

    static <C extends Call.Transfer> Rule cannotMap(Page<C> page, String id) {
        return page.refuse(
                        id,
                        "there is no mapping, where transfers go through one, and the connection"
                                + " does not allow one for reading and writing")
                .also("connect/perm-governs-access")
                .when(s ->
                        s.hasImport(segment ->
                                !Permission.covers(segment.mappable(), Permission.READ_WRITE)
                                        && lacksMapping(s, segment)));
    }

    static <C extends Call.Transfer> Rule cutOffExplicit(Page<C> page, String id) {
        return page.mayRefuse(id, "the import was cut off, and barriers are explicit")
                .when(s ->
                        s.hasImport(segment ->
                                segment.isOff()
                                        && !mustTell(s, segment)
                                        && s.at(ACCESS_AFTER_CUT) == AccessAfterCut.ANY));
    }

    static <C extends Call.Transfer> Rule noMemory(Page<C> page, String id) {
        return page.mayRefuse(
                        id,
                        "the process is short of memory for the mapping that transfers go through,"
                                + " where that is told so")
                .when(s ->
                        s.isShortOf(Resource.MEMORY)
                                && s.hasImport(segment -> lacksMapping(s, segment))
                                && s.at(NO_MEMORY_FOR_MAPPING) == NoMemoryForMapping.BAD_LENGTH);
    }

    static <C extends Call.Transfer> Rule shortage(Page<C> page, String id) {
        return page.mayRefuse(id, "the process is short of memory or descriptors")
                .when(s -> s.isShortOf(Resource.DESCRIPTORS) || s.isShortOf(Resource.MEMORY));
    }

    static <C extends Call.Transfer> Rule misaligned(Page<C> page, String id) {
        return page.refuse(id, "the offset is not a multiple of the width of a unit")
                .when(s -> Range.of(s.call()).offset() % Range.of(s.call()).width() != 0);
    }

    static <C extends Call.Transfer> Rule narrowMapping(Page<C> page, String id) {
        return page.outside(
                        id,
                        "the connection was granted this direction and its mapping is not for it,"
                                + " where transfers go through a mapping")
                .when(s -> s.hasImport(segment -> isMappedNarrowly(s, segment)));
    }

    static <C extends Call.Transfer> List<Outcome> read(CallContext<C> s) {
        Range range = Range.of(s.call());
        Import segment = s.importSegment().orElseThrow();
        int length = (int) range.length();
        Reply.Data reply =
                segment.connection() instanceof Connection.Live live
                        ? new Reply.Data(
                                s.world().export(live).contents().read(range.offset(), length))
                        : stale(s, segment, range.offset(), length);
        return Outcome.of(reply, mappedSilently(s));
    }

    static <C extends Call.Transfer> List<Outcome> write(CallContext<C> s) {
        Import segment = s.importSegment().orElseThrow();
        return written(mappedSilently(s), segment, Range.of(s.call())).stream()
                .map(world -> new Outcome(new Reply.Done(), world))
                .toList();
    }

    private static boolean mustTell(CallContext<? extends Call.Transfer> s, Import segment) {
        return segment.mode() == Import.IMPLICIT
                || s.at(ACCESS_AFTER_CUT) == AccessAfterCut.REFUSED;
    }

    /** Whether a transfer would have to make a mapping of its own. */
    private static boolean lacksMapping(CallContext<? extends Call.Transfer> s, Import segment) {
        return ImplicitMappings.isUnmapped(segment) && ImplicitMappings.areAlwaysMade(s);
    }

    private static boolean isMappedNarrowly(
            CallContext<? extends Call.Transfer> s, Import segment) {
        int direction = Range.of(s.call()).direction();
        return segment.mapping()
                        .filter(mapping -> !Permission.covers(mapping.permission(), direction))
                        .isPresent()
                && Permission.covers(segment.permission(), direction)
                && ImplicitMappings.areAlwaysMade(s);
    }

    private static boolean isWithin(CallContext<? extends Call.Transfer> s, Import segment) {
        Range range = Range.of(s.call());
        return Ranges.isWithin(range.offset(), range.length(), segment.length());
    }

    private static boolean isOutsideWindow(CallContext<? extends Call.Transfer> s, Import segment) {
        Range range = Range.of(s.call());
        return segment.mapping()
                .filter(mapping ->
                        !mapping.holds(range.offset() - mapping.offset(), range.length()))
                .isPresent();
    }

    private static Reply.Data stale(
            CallContext<? extends Call.Transfer> s, Import segment, long offset, int length) {
        Optional<Contents> last = ForcedDisconnect.lastOf(segment.connection());
        return s.choose(
                new Reply.Data(last.orElse(Contents.filled(0)).read(offset, length)),
                reply ->
                        reply.bytes().length() == length
                                && last.map(known -> isStale(s, known, offset, reply.bytes()))
                                        .orElseGet(() ->
                                                StaleBytes.giveNothingAway(
                                                        s.world(),
                                                        segment,
                                                        offset,
                                                        reply.bytes())));
    }

    private static boolean isStale(CallContext<?> s, Contents last, long offset, Bytes seen) {
        return StaleBytes.giveNothingAway(
                s.world(), export -> StaleBytes.areOf(last, export), last, offset, seen);
    }

    private static List<World> written(World world, Import segment, Range range) {
        long offset = range.offset();
        Bytes data = range.data().orElseThrow();
        return segment.connection() instanceof Connection.Live live
                ? List.of(
                        world.withExport(
                                live.process(),
                                live.export(),
                                export -> export.with(export.contents().with(offset, data))))
                : ForcedDisconnect.lastOf(segment.connection())
                        .map(last -> ForcedDisconnect.written(world, last, offset, data))
                        .orElse(List.of(world));
    }

    private static World mappedSilently(CallContext<? extends Call.Transfer> s) {
        return s.hasImport(ImplicitMappings::isUnmapped) && ImplicitMappings.areMade(s)
                ? s.withImport(segment -> segment.withImplicitMapping(true))
                : s.world();
    }
}
