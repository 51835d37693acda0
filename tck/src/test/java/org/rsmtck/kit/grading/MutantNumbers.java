package org.rsmtck.kit.grading;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;

import java.util.List;
import java.util.function.UnaryOperator;

/** Implementations that take a number for another one: too short, or past its limit. */
final class MutantNumbers {
    private static final int FREE_IDS = 0x400000;

    private MutantNumbers() {}

    static List<Mutant> all() {
        return List.of(
                renaming(
                        "IdByByte",
                        "Of a segment id only the low 8 bits count.",
                        segment -> segment > 0 ? FREE_IDS | segment & 0xFF : segment),
                renaming(
                        "IdByShort",
                        "Of a segment id only the low 16 bits count.",
                        segment -> segment > 0 ? FREE_IDS | segment & 0xFFFF : segment),
                Mutant.answering(
                        "NodeByByte",
                        "Of a node id only the low 6 bits count.",
                        "connect/CTLR_NOT_PRESENT",
                        () -> changing(MutantNumbers::nodeByBits)),
                Mutant.answering(
                        "ModeForOthers",
                        "The bits for group and others in the mode asked for are ignored.",
                        "connect/perm-domain",
                        () ->
                                changing(call ->
                                        call instanceof Call.Connect c
                                                ? withMode(c, c.permission() & ~077)
                                                : call)),
                Mutant.answering(
                        "ModeByShort",
                        "Bits above 07777 in the mode asked for are ignored.",
                        "connect/perm-domain",
                        () ->
                                changing(call ->
                                        call instanceof Call.Connect c
                                                ? withMode(c, c.permission() & 07777)
                                                : call)),
                Mutant.answering(
                        "OffsetByInt",
                        "Of the offset of a get only the low 32 bits count.",
                        "get/BAD_OFFSET",
                        () ->
                                changing(call ->
                                        call instanceof Call.Get get && get.offset() > 0
                                                ? from(get, get.offset() & 0xFFFF_FFFFL)
                                                : call)),
                Mutant.answering(
                        "RangeOverflow",
                        "The end of a get is computed with an overflow.",
                        "get/BAD_OFFSET",
                        () ->
                                (right, call) ->
                                        call instanceof Call.Get get
                                                        && get.offset() > 0
                                                        && get.offset() + get.length() < 0
                                                ? right.call(from(get, 0))
                                                : right.call(call)),
                Mutant.answering(
                        "PutOverflow",
                        "The end of a put is computed with an overflow.",
                        "put/BAD_OFFSET",
                        () ->
                                (right, call) ->
                                        call instanceof Call.Put put
                                                        && put.offset() > 0
                                                        && put.offset() + put.data().length() < 0
                                                ? right.call(at(put, 0, put.data()))
                                                : right.call(call)),
                Mutant.answering(
                        "HandleByInt",
                        "Of a handle only the low 32 bits count.",
                        "disconnect/BAD_SEG_HNDL",
                        () ->
                                changing(call ->
                                        call instanceof Call.Disconnect on
                                                ? new Call.Disconnect(on.handle() & 0xFFFF_FFFFL)
                                                : call)));
    }

    static Call.Get from(Call.Get get, long offset) {
        return new Call.Get(get.handle(), offset, get.length(), get.buffer());
    }

    static Call.Put at(Call.Put put, long offset, Bytes data) {
        return new Call.Put(put.handle(), offset, data, put.buffer());
    }

    static Twist changing(UnaryOperator<Call> change) {
        return (right, call) -> right.call(change.apply(call));
    }

    static Call.Connect withMode(Call.Connect c, int permission) {
        return new Call.Connect(c.controller(), c.node(), c.segment(), permission, c.out());
    }

    private static Call nodeByBits(Call call) {
        return call instanceof Call.Connect c && c.node() > 63
                ? new Call.Connect(
                        c.controller(), c.node() & 63, c.segment(), c.permission(), c.out())
                : call;
    }

    private static Mutant renaming(String name, String wrong, UnaryOperator<Integer> renamed) {
        return Mutant.answering(
                name,
                wrong,
                "connect/SEG_NOT_PUBLISHED",
                () -> (right, call) -> renamed(right, call, renamed));
    }

    private static Reply renamed(Participant right, Call call, UnaryOperator<Integer> renamed) {
        if (call instanceof Call.Publish p) {
            int segment = isFree(p.segment()) ? renamed.apply(p.segment()) : p.segment();
            Reply reply = right.call(new Call.Publish(p.handle(), segment, p.access(), p.id()));
            return reply instanceof Reply.Published && p.segment() != 0
                    ? new Reply.Published(p.segment())
                    : reply;
        }
        if (call instanceof Call.Connect c) {
            int segment = isFree(c.segment()) ? renamed.apply(c.segment()) : c.segment();
            return right.call(
                    new Call.Connect(c.controller(), c.node(), segment, c.permission(), c.out()));
        }
        return right.call(call);
    }

    private static boolean isFree(int segment) {
        return segment >= FREE_IDS;
    }
}
