package org.rsmtck.explore.tla;

import static org.rsmtck.explore.tla.Value.elements;
import static org.rsmtck.explore.tla.Value.tuple;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.Reply;
import org.rsmtck.explore.Alphabet;
import org.rsmtck.model.Connection;
import org.rsmtck.model.Export;
import org.rsmtck.model.Import;
import org.rsmtck.model.ProcessState;
import org.rsmtck.model.Publication;
import org.rsmtck.model.World;

import java.util.List;
import java.util.Locale;

/**
 * What callers can tell of a world, and a call and its reply, in the words of {@code Twin.tla}:
 * there, {@code Observed} says the same of the worlds of the other model.
 *
 * <p>For each process, a set each of its controllers, exports and imports:
 *
 * <ul>
 *   <li>a controller is its handle, name and count;
 *   <li>an export is its handle, what it is published as (id and entries, or nothing), and the
 *       count of its poll descriptors;
 *   <li>an import is its handle, whether it is live, fading or off, the permission granted, the
 *       mapping (permission, offset, length, or nothing), the count of its poll descriptors, and
 *       its barrier mode.
 * </ul>
 *
 * <p>Forgotten are the bytes of segments, the fill that names them, and which export an import is
 * connected to: no call of the scope shows them. Processes count from 1, segment ids in blocks of
 * 256.
 */
final class Projection {
    /** What the implementation chooses among when it is to choose an id. */
    private static final long FIRST_CHOSEN = 0x8000_0000L;

    private static final int BLOCK = 256;
    private static final int NEVER_ISSUED = -1;

    private Projection() {}

    static Value of(World world) {
        return new Value.Tuple(
                world.processes().values().stream().map(Projection::process).toList());
    }

    private static Value process(ProcessState process) {
        return tuple(
                elements(
                        process.controllers().entries().stream()
                                .map(entry ->
                                        tuple(
                                                handle(entry.getKey()),
                                                entry.getValue().name(),
                                                entry.getValue().count()))),
                elements(
                        process.exports().entries().stream()
                                .map(entry -> export(entry.getKey(), entry.getValue()))),
                elements(
                        process.imports().entries().stream()
                                .map(entry -> segment(entry.getKey(), entry.getValue()))));
    }

    private static Value export(long handle, Export export) {
        return tuple(
                handle(handle),
                export.publication().map(Projection::publication).orElse(tuple()),
                export.pollfds());
    }

    private static Value.Tuple publication(Publication publication) {
        return tuple(id(publication.segment()), entries(publication.entries()));
    }

    private static Value segment(long handle, Import segment) {
        String connection =
                switch (segment.connection()) {
                    case Connection.Live _ -> "live";
                    case Connection.DisconnectPending _ -> "fading";
                    case Connection.ForciblyDisconnected _ -> "off";
                };
        return tuple(
                handle(handle),
                connection,
                segment.permission(),
                segment.mapping()
                        .map(mapping ->
                                tuple(
                                        mapping.permission(),
                                        Math.toIntExact(mapping.offset()),
                                        Math.toIntExact(mapping.length())))
                        .orElse(tuple()),
                segment.pollfds(),
                segment.mode());
    }

    /** A call, as the word of its function and its arguments. */
    static Value.Tuple of(Call call) {
        String word = call.word();
        return switch (call) {
            case Call.GetController(String name, Out out) -> tuple(word, name, out(out));
            case Call.ExportCreate c ->
                    tuple(
                            word,
                            handle(c.controller()),
                            lowerCase(c.memory().placement()),
                            Math.toIntExact(c.length()),
                            out(c.out()));
            case Call.Publish c ->
                    tuple(word, handle(c.handle()), id(c.segment()), list(c.access()), out(c.id()));
            case Call.Republish c -> tuple(word, handle(c.handle()), list(c.access()));
            case Call.Connect c ->
                    tuple(
                            word,
                            handle(c.controller()),
                            c.node(),
                            id(c.segment()),
                            c.permission(),
                            out(c.out()));
            case Call.Map c ->
                    tuple(
                            word,
                            handle(c.handle()),
                            c.permission(),
                            Math.toIntExact(c.offset()),
                            Math.toIntExact(c.length()),
                            out(c.address()));
            case Call.ReleaseController(long controller) -> tuple(word, handle(controller));
            case Call.ExportDestroy(long handle) -> tuple(word, handle(handle));
            case Call.Unpublish(long handle) -> tuple(word, handle(handle));
            case Call.Disconnect(long handle) -> tuple(word, handle(handle));
            case Call.Unmap(long handle) -> tuple(word, handle(handle));
            case Call.GetMode(long handle) -> tuple(word, handle(handle));
            case Call.GetPollfd(long handle) -> tuple(word, handle(handle));
            case Call.ReleasePollfd(long handle) -> tuple(word, handle(handle));
            case Call.GetControllerAttributes _,
                    Call.GetTopology _,
                    Call.GetSegmentIdRange _,
                    Call.Rebind _,
                    Call.Reading _,
                    Call.Writing _,
                    Call.InitBarrier _,
                    Call.OnBarrier _,
                    Call.SetMode _,
                    Call.SignalPost _,
                    Call.SignalWait _ ->
                    throw new IllegalArgumentException(
                            "the model in TLA+ has no " + word + ": " + call);
        };
    }

    static Value.Tuple of(Reply reply) {
        return switch (reply) {
            case Reply.Done() -> tuple("done");
            case Reply.Handle(long value) -> tuple("handle", handle(value));
            case Reply.Published(int segment) -> tuple("published", id(segment));
            case Reply.Mode(int mode) -> tuple("mode", mode);
            case Reply.Pollfd _ -> tuple("pollfd");
            case Reply.Refused(var error, _) -> tuple("refused", error.name());
            case Reply.Data _,
                    Reply.Attributes _,
                    Reply.Interconnect _,
                    Reply.SegmentIds _,
                    Reply.Unknown _,
                    Reply.NoReply _ ->
                    throw new IllegalArgumentException("the model in TLA+ has no " + reply);
        };
    }

    private static int handle(long handle) {
        return handle == Alphabet.NEVER_ISSUED ? NEVER_ISSUED : Math.toIntExact(handle);
    }

    /** Numbers of TLC end before ids do, so those count blocks. */
    private static int id(int segment) {
        long id = Integer.toUnsignedLong(segment);
        if (id >= FIRST_CHOSEN) {
            return (int) (FIRST_CHOSEN / BLOCK + (id - FIRST_CHOSEN));
        }
        if (id % BLOCK != 0) {
            throw new IllegalArgumentException(
                    "id 0x%x is not a multiple of %d".formatted(id, BLOCK));
        }
        return (int) (id / BLOCK);
    }

    private static Value list(AccessList list) {
        return switch (list) {
            case AccessList.Absent(int length) -> tuple("null", length);
            case AccessList.Entries(List<AccessEntry> entries) -> tuple("list", entries(entries));
        };
    }

    private static Value entries(List<AccessEntry> entries) {
        return new Value.Tuple(
                entries.stream()
                        .<Value>map(entry -> tuple(entry.node(), entry.permission()))
                        .toList());
    }

    private static String out(Out out) {
        return lowerCase(out);
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
