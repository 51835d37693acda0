package org.rsmtck.model;

import static org.rsmtck.api.RsmError.BAD_ADDR;
import static org.rsmtck.api.RsmError.BAD_LENGTH;
import static org.rsmtck.api.RsmError.BAD_MEM_ALIGNMENT;
import static org.rsmtck.api.RsmError.BAD_OFFSET;
import static org.rsmtck.api.RsmError.BAD_PERMS;
import static org.rsmtck.api.RsmError.BAD_SEG_HNDL;
import static org.rsmtck.api.RsmError.BARRIER_UNINITIALIZED;
import static org.rsmtck.api.RsmError.CONN_ABORTED;
import static org.rsmtck.api.RsmError.INSUFFICIENT_RESOURCES;
import static org.rsmtck.api.RsmError.PERM_DENIED;
import static org.rsmtck.model.Rule.mayRefuse;
import static org.rsmtck.model.Rule.outside;
import static org.rsmtck.model.Rule.refuse;
import static org.rsmtck.model.Rule.succeed;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Call.Get;
import org.rsmtck.api.Call.GetUnits;
import org.rsmtck.api.Call.Put;
import org.rsmtck.api.Call.PutUnits;
import org.rsmtck.api.Event.Resource;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.Variant.AccessAfterCut;
import org.rsmtck.model.Variant.EmptyTransfer;
import org.rsmtck.model.Variant.ImplicitMapping;
import org.rsmtck.model.Variant.NoMemoryForMapping;
import org.rsmtck.model.Variant.WrongDirection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Copies from and to a segment without a mapping: rsm_memseg_import_get(3RSM), put, and their forms
 * by unit.
 */
final class TransferRules {
    private TransferRules() {}

    static final List<Rule> RULES = rules();

    /** What a transfer moves: where, how much, in units of what width, in which direction. */
    private record Range(
            long offset, long length, int width, int direction, Out buffer, Optional<Bytes> data) {
        /** The length of {@code count} units, or the greatest there is where it is beyond that. */
        private static long bytes(long count, int width) {
            return count < 0 || count > Long.MAX_VALUE / width ? Long.MAX_VALUE : count * width;
        }

        private static Range of(Call call) {
            return switch (call) {
                case Get get ->
                        new Range(
                                get.offset(),
                                get.length(),
                                1,
                                Permission.READ,
                                get.buffer(),
                                Optional.empty());
                case GetUnits get ->
                        new Range(
                                get.offset(),
                                bytes(get.count(), get.width()),
                                get.width(),
                                Permission.READ,
                                get.buffer(),
                                Optional.empty());
                case Put put ->
                        new Range(
                                put.offset(),
                                put.data().length(),
                                1,
                                Permission.WRITE,
                                put.buffer(),
                                Optional.of(put.data()));
                case PutUnits put ->
                        new Range(
                                put.offset(),
                                put.data().length(),
                                put.width(),
                                Permission.WRITE,
                                put.buffer(),
                                Optional.of(put.data()));
                default -> throw new IllegalArgumentException(call.word() + " moves no data");
            };
        }
    }

    private static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        rules.addAll(of(Get.class, "get"));
        rules.addAll(of(Put.class, "put"));
        rules.addAll(of(GetUnits.class, "get_units"));
        rules.addAll(of(PutUnits.class, "put_units"));
        rules.add(misaligned(GetUnits.class, "get_units"));
        rules.add(misaligned(PutUnits.class, "put_units"));
        return List.copyOf(rules);
    }

    private static <C extends Call> List<Rule> of(Class<C> on, String word) {
        return List.of(
                refuse(
                        on,
                        word + "/BAD_SEG_HNDL",
                        BAD_SEG_HNDL,
                        "the handle is null or not that of a live import",
                        s -> s.segment().isEmpty()),
                refuse(
                        on,
                        word + "/BAD_ADDR",
                        BAD_ADDR,
                        "the address of the caller's buffer is null",
                        s -> Range.of(s.call()).buffer() == Out.NULL),
                refuse(
                                on,
                                word + "/BAD_OFFSET",
                                Set.of(BAD_OFFSET, BAD_LENGTH),
                                "the range is not within the segment",
                                s ->
                                        s.segment()
                                                .filter(segment -> !isWithin(s, segment))
                                                .isPresent())
                        .leaving(TransferRules::mappedSilently),
                refuse(
                        on,
                        word + "/BAD_OFFSET#mapped",
                        BAD_OFFSET,
                        "the range is not within the part that is mapped, where transfers go"
                                + " through a mapping and nowhere else",
                        s ->
                                s.segment()
                                                .filter(segment -> isOutsideWindow(s, segment))
                                                .isPresent()
                                        && s.at(VariationPoint.IMPLICIT_MAPPING)
                                                == ImplicitMapping.ALWAYS),
                outside(
                        on,
                        word + (word.startsWith("get") ? "/bytes" : "/written") + "#narrow-mapping",
                        "the connection was granted this direction and its mapping is not for it,"
                                + " where transfers go through a mapping",
                        s ->
                                s.segment()
                                        .filter(segment -> isMappedNarrowly(s, segment))
                                        .isPresent()),
                mayRefuse(
                        on,
                        word + "/BAD_OFFSET#window",
                        BAD_OFFSET,
                        "the range is not within the part that is mapped, where transfers go"
                                + " through a mapping",
                        s ->
                                s.segment()
                                                .filter(segment -> isOutsideWindow(s, segment))
                                                .isPresent()
                                        && s.at(VariationPoint.IMPLICIT_MAPPING)
                                                == ImplicitMapping.ACCEPTED),
                refuse(
                        on,
                        word + "/BAD_LENGTH#empty",
                        BAD_LENGTH,
                        "nothing is to be moved, where that is no length",
                        s ->
                                Range.of(s.call()).length() == 0
                                        && s.at(emptyPoint(on)) == EmptyTransfer.BAD_LENGTH),
                wrongDirection(on, word + "/PERM_DENIED", PERM_DENIED, WrongDirection.PERM_DENIED),
                wrongDirection(on, word + "/BAD_PERMS", BAD_PERMS, WrongDirection.BAD_PERMS),
                refuse(
                                on,
                                word + "/BARRIER_UNINITIALIZED",
                                BARRIER_UNINITIALIZED,
                                "barriers are implicit, and none was initialised on the handle",
                                s ->
                                        s.segment()
                                                .filter(segment ->
                                                        segment.mode() == Import.IMPLICIT
                                                                && segment.barrier().isEmpty())
                                                .isPresent())
                        .leaving(TransferRules::mappedSilently),
                refuse(
                                on,
                                word + "/CONN_ABORTED",
                                CONN_ABORTED,
                                "the import was cut off",
                                s ->
                                        s.segment()
                                                .filter(segment ->
                                                        segment.isOff() && mustTell(s, segment))
                                                .isPresent())
                        .carrying("frame/forced-disconnect", "disconnect/breaks-connection"),
                refuse(
                                on,
                                word + "/CONN_ABORTED#no-mapping",
                                CONN_ABORTED,
                                "the import was cut off, and there is no mapping, where transfers"
                                        + " go through one",
                                s ->
                                        s.segment()
                                                .filter(segment ->
                                                        segment.isOff() && lacksMapping(s, segment))
                                                .isPresent())
                        .carrying("frame/forced-disconnect", "disconnect/breaks-connection"),
                refuse(
                                on,
                                word + "/BAD_PERMS#no-mapping",
                                BAD_PERMS,
                                "there is no mapping, where transfers go through one, and the"
                                        + " connection does not allow one for reading and writing",
                                s ->
                                        s.segment()
                                                .filter(segment ->
                                                        !Permission.covers(
                                                                        segment.mappable(),
                                                                        Permission.READ_WRITE)
                                                                && lacksMapping(s, segment))
                                                .isPresent())
                        .carrying("connect/perm-governs-access"),
                mayRefuse(
                        on,
                        word + "/CONN_ABORTED#explicit",
                        CONN_ABORTED,
                        "the import was cut off, and barriers are explicit",
                        s ->
                                s.segment()
                                        .filter(segment ->
                                                segment.isOff()
                                                        && !mustTell(s, segment)
                                                        && s.at(VariationPoint.ACCESS_AFTER_CUT)
                                                                == AccessAfterCut.ANY)
                                        .isPresent()),
                mayRefuse(
                        on,
                        word + "/BAD_LENGTH#no-memory",
                        BAD_LENGTH,
                        "the process is short of memory for the mapping that transfers go through,"
                                + " where that is told so",
                        s ->
                                s.isShortOf(Resource.MEMORY)
                                        && s.segment()
                                                .filter(segment -> lacksMapping(s, segment))
                                                .isPresent()
                                        && s.at(VariationPoint.NO_MEMORY_FOR_MAPPING)
                                                == NoMemoryForMapping.BAD_LENGTH),
                mayRefuse(
                        on,
                        word + "/CONN_ABORTED#path",
                        CONN_ABORTED,
                        "the import is alive, and its path is lost",
                        PathLost::isSevered),
                mayRefuse(
                        on,
                        word + "/INSUFFICIENT_RESOURCES",
                        INSUFFICIENT_RESOURCES,
                        "the process is short of memory or descriptors",
                        s -> s.isShortOf(Resource.DESCRIPTORS) || s.isShortOf(Resource.MEMORY)),
                succeed(
                                on,
                                word + (word.startsWith("get") ? "/bytes" : "/written"),
                                word.startsWith("get")
                                        ? "the bytes of the segment that the import is connected to"
                                        : "the segment that the import is connected to holds the"
                                                + " bytes",
                                transfer())
                        .carrying("connect/logical-connection"));
    }

    private static <C extends Call> Rule misaligned(Class<C> on, String word) {
        return refuse(
                on,
                word + "/BAD_MEM_ALIGNMENT",
                BAD_MEM_ALIGNMENT,
                "the offset is not a multiple of the width of a unit",
                s -> Range.of(s.call()).offset() % Range.of(s.call()).width() != 0);
    }

    private static <C extends Call> Rule wrongDirection(
            Class<C> on, String id, org.rsmtck.api.RsmError code, WrongDirection option) {
        return refuse(
                        on,
                        id,
                        code,
                        "the connection was not granted this direction",
                        (CallContext<C> s) ->
                                s.segment()
                                                .filter(segment ->
                                                        !Permission.covers(
                                                                segment.permission(),
                                                                Range.of(s.call()).direction()))
                                                .isPresent()
                                        && s.at(directionPoint(s)) == option)
                .carrying("connect/perm-governs-access");
    }

    private static VariationPoint<WrongDirection> directionPoint(CallContext<?> s) {
        return Range.of(s.call()).direction() == Permission.READ
                ? VariationPoint.GET_WITHOUT_READ
                : VariationPoint.PUT_WITHOUT_WRITE;
    }

    private static VariationPoint<EmptyTransfer> emptyPoint(Class<? extends Call> on) {
        return on == Get.class || on == Put.class
                ? VariationPoint.EMPTY_TRANSFER
                : VariationPoint.EMPTY_UNITS;
    }

    private static boolean mustTell(CallContext<?> s, Import segment) {
        return segment.mode() == Import.IMPLICIT
                || s.at(VariationPoint.ACCESS_AFTER_CUT) == AccessAfterCut.REFUSED;
    }

    /** Whether a transfer would have to make a mapping of its own. */
    private static boolean lacksMapping(CallContext<?> s, Import segment) {
        return !segment.isExplicitlyMapped()
                && !segment.implicitlyMapped()
                && s.at(VariationPoint.IMPLICIT_MAPPING) == ImplicitMapping.ALWAYS;
    }

    private static boolean isMappedNarrowly(CallContext<?> s, Import segment) {
        int direction = Range.of(s.call()).direction();
        return segment.mapping()
                        .filter(mapping -> !Permission.covers(mapping.permission(), direction))
                        .isPresent()
                && Permission.covers(segment.permission(), direction)
                && s.at(VariationPoint.IMPLICIT_MAPPING) == ImplicitMapping.ALWAYS;
    }

    private static boolean isWithin(CallContext<?> s, Import segment) {
        Range range = Range.of(s.call());
        return Ranges.isWithin(range.offset(), range.length(), segment.length());
    }

    private static boolean isOutsideWindow(CallContext<?> s, Import segment) {
        Range range = Range.of(s.call());
        return segment.mapping()
                .filter(mapping ->
                        !mapping.holds(range.offset() - mapping.offset(), range.length()))
                .isPresent();
    }

    private static <C extends Call> Function<CallContext<C>, List<Outcome>> transfer() {
        return s -> {
            Range range = Range.of(s.call());
            Import segment = s.segment().orElseThrow();
            Optional<Contents> last = cutContents(segment);
            World next = mappedSilently(s);
            if (range.data().isPresent()) {
                return written(next, segment, range).stream()
                        .map(world -> new Outcome(new Reply.Done(), world))
                        .toList();
            }
            int length = (int) range.length();
            Reply.Data reply =
                    segment.connection() instanceof Connection.Live live
                            ? new Reply.Data(
                                    s.world().export(live).contents().read(range.offset(), length))
                            : stale(s, last, range.offset(), length);
            return List.of(new Outcome(reply, next));
        };
    }

    private static Optional<Contents> cutContents(Import segment) {
        return switch (segment.connection()) {
            case Connection.Live live -> Optional.empty();
            case Connection.DisconnectPending(Contents last) -> Optional.of(last);
            case Connection.ForciblyDisconnected(Optional<Contents> last) -> last;
        };
    }

    private static Reply.Data stale(
            CallContext<?> s, Optional<Contents> last, long offset, int length) {
        Contents before = last.orElse(Contents.filled(0));
        return s.choose(
                new Reply.Data(before.read(offset, length)),
                reply ->
                        reply.bytes().length() == length
                                && ForcedDisconnect.givesNothingAway(
                                        s.world(),
                                        export -> ForcedDisconnect.isItsOwn(last, export),
                                        before,
                                        offset,
                                        reply.bytes()));
    }

    private static List<World> written(World world, Import segment, Range range) {
        UnaryOperator<Export> write =
                export ->
                        export.with(
                                export.contents().with(range.offset(), range.data().orElseThrow()));
        return segment.connection() instanceof Connection.Live live
                ? List.of(world.withExport(live.process(), live.export(), write))
                : cutContents(segment)
                        .map(last -> ForcedDisconnect.lostOrArrived(world, last, write))
                        .orElse(List.of(world));
    }

    private static World mappedSilently(CallContext<?> s) {
        Import segment = s.segment().orElseThrow();
        boolean mayMap =
                !segment.isExplicitlyMapped()
                        && !segment.implicitlyMapped()
                        && s.at(VariationPoint.IMPLICIT_MAPPING) != ImplicitMapping.NONE;
        return mayMap
                ? s.world().withImport(s.process(), s.handle(), me -> me.withImplicitMapping(true))
                : s.world();
    }
}
