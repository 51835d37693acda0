package org.rsmtck.kit.grading;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Implementations that move the wrong bytes, or move them too late. */
final class MutantContents {
    private static final int PAGE = 4096;
    private static final String CLAUSE = "connect/logical-connection";

    private MutantContents() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.answering(
                        "ShiftedEnd",
                        "The last unit of the segment is read one unit early.",
                        CLAUSE,
                        () -> MutantContents::shiftedEnd),
                Mutant.answering(
                        "GetWithinPage",
                        "Get takes its offset modulo the page size.",
                        CLAUSE,
                        () ->
                                MutantNumbers.changing(call ->
                                        call instanceof Call.Get get && isInside(get.offset())
                                                ? MutantNumbers.from(get, get.offset() % PAGE)
                                                : call)),
                Mutant.answering(
                        "PutWithinPage",
                        "Put takes its offset modulo the page size.",
                        CLAUSE,
                        () ->
                                MutantNumbers.changing(call ->
                                        call instanceof Call.Put put && isInside(put.offset())
                                                ? MutantNumbers.at(
                                                        put, put.offset() % PAGE, put.data())
                                                : call)),
                Mutant.answering(
                        "PutCutAtPage",
                        "Put across a page boundary writes the first page only.",
                        CLAUSE,
                        () -> MutantContents::cutAtPage),
                Mutant.answering(
                        "UnitsGotAtZero",
                        "Get by units ignores its offset.",
                        CLAUSE,
                        () ->
                                MutantNumbers.changing(call ->
                                        call instanceof Call.GetUnits get && isWhole(get)
                                                ? new Call.GetUnits(
                                                        get.handle(),
                                                        get.width(),
                                                        0,
                                                        get.count(),
                                                        get.buffer())
                                                : call)),
                Mutant.answering(
                        "UnitsPutAtZero",
                        "Put by units ignores its offset.",
                        CLAUSE,
                        () ->
                                MutantNumbers.changing(call ->
                                        call instanceof Call.PutUnits put && isWhole(put)
                                                ? new Call.PutUnits(
                                                        put.handle(),
                                                        put.width(),
                                                        0,
                                                        put.data(),
                                                        put.buffer())
                                                : call)),
                Mutant.answering(
                        "StoreWithinPage",
                        "A store through a mapping goes astray beyond the first page of it.",
                        CLAUSE,
                        () ->
                                MutantNumbers.changing(call ->
                                        call instanceof Call.Store s && isInside(s.offset())
                                                ? new Call.Store(
                                                        s.handle(), s.offset() % PAGE, s.data())
                                                : call)),
                Mutant.answering(
                        "LatePut",
                        "Others see a put only once its import is disconnected.",
                        CLAUSE,
                        LatePut::new),
                Mutant.answering(
                        "LostStore",
                        "A store into a mapping that does not begin the segment is lost.",
                        CLAUSE,
                        LostStore::new));
    }

    private static boolean isInside(long offset) {
        return offset >= PAGE && offset < 2 * PAGE;
    }

    private static boolean isWhole(Call.GetUnits get) {
        return get.offset() >= 0
                && get.offset() % get.width() == 0
                && get.offset() + get.count() * get.width() <= 2 * PAGE;
    }

    private static boolean isWhole(Call.PutUnits put) {
        return put.offset() >= 0
                && put.offset() % put.width() == 0
                && put.offset() + put.data().length() <= 2 * PAGE;
    }

    private static Reply shiftedEnd(Participant right, Call call) {
        Reply reply = right.call(call);
        if (call instanceof Call.Get get
                && get.length() >= 16
                && reply instanceof Reply.Data(Bytes bytes)
                && get.offset() + get.length() == 2 * PAGE) {
            byte[] shifted = array(bytes);
            System.arraycopy(shifted, shifted.length - 16, shifted, shifted.length - 8, 8);
            return new Reply.Data(Bytes.of(shifted));
        }
        return reply;
    }

    private static Reply cutAtPage(Participant right, Call call) {
        if (call instanceof Call.Put put && put.offset() >= 0 && put.offset() < PAGE) {
            int first = (int) Math.min(PAGE - put.offset(), put.data().length());
            byte[] data = new byte[first];
            System.arraycopy(array(put.data()), 0, data, 0, first);
            return right.call(MutantNumbers.at(put, put.offset(), Bytes.of(data)));
        }
        return right.call(call);
    }

    private static byte[] array(Bytes bytes) {
        byte[] array = new byte[bytes.length()];
        for (int i = 0; i < array.length; i++) {
            array[i] = bytes.at(i);
        }
        return array;
    }

    /** Keeps what is put until disconnect; its own gets see it. */
    private static final class LatePut implements Twist {
        private final Map<Long, List<Call.Put>> kept = new HashMap<>();

        @Override
        public Reply answer(Participant right, Call call) {
            if (call instanceof Call.Put put) {
                Reply reply =
                        right.call(MutantNumbers.at(put, put.offset(), Bytes.of(new byte[0])));
                if (!(reply instanceof Reply.Done)
                        || put.offset() + put.data().length() > 2 * PAGE) {
                    return right.call(put);
                }
                kept.computeIfAbsent(put.handle(), first -> new ArrayList<>()).add(put);
                return reply;
            }
            if (call instanceof Call.Disconnect(long handle)) {
                kept.getOrDefault(handle, List.of()).forEach(right::call);
                kept.remove(handle);
            }
            Reply reply = right.call(call);
            return call instanceof Call.Get get && reply instanceof Reply.Data(Bytes bytes)
                    ? new Reply.Data(overlaid(get, bytes))
                    : reply;
        }

        private Bytes overlaid(Call.Get get, Bytes bytes) {
            byte[] seen = array(bytes);
            for (Call.Put put : kept.getOrDefault(get.handle(), List.of())) {
                for (int i = 0; i < put.data().length(); i++) {
                    long at = put.offset() + i - get.offset();
                    if (at >= 0 && at < seen.length) {
                        seen[(int) at] = put.data().at(i);
                    }
                }
            }
            return Bytes.of(seen);
        }
    }

    /** Remembers which mappings begin inside the segment. */
    private static final class LostStore implements Twist {
        private final Map<Long, Long> offsets = new HashMap<>();

        @Override
        public Reply answer(Participant right, Call call) {
            if (call instanceof Call.Store s && offsets.getOrDefault(s.handle(), 0L) > 0) {
                Reply reply =
                        right.call(new Call.Store(s.handle(), s.offset(), Bytes.of(new byte[0])));
                return s.offset() + s.data().length() > PAGE ? right.call(s) : reply;
            }
            Reply reply = right.call(call);
            if (call instanceof Call.Map m && reply instanceof Reply.Success) {
                offsets.put(m.handle(), m.offset());
            }
            return reply;
        }
    }
}
