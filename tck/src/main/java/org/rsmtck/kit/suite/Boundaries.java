package org.rsmtck.kit.suite;

import org.rsmtck.api.Call;
import org.rsmtck.kit.suite.WalkPlan.Edges;

import java.util.ArrayList;
import java.util.List;

/** Arguments at the edges of their ranges, where sizes are added, truncated and compared. */
public final class Boundaries {
    /** Segment ids. */
    public static final List<Integer> SEGMENTS =
            List.of(
                    0,
                    1,
                    0xFFFFF,
                    0x100000,
                    0x1FFFFF,
                    0x200000,
                    0x2FFFFF,
                    0x300000,
                    0x3FFFFF,
                    0x400000,
                    0x5FFFFF,
                    0x600000,
                    0x7FFFFF,
                    0x800000,
                    0x7FFFFFFF,
                    0x80000000,
                    0xFFFFFFFF);

    /** Node ids. */
    public static final List<Integer> NODES =
            List.of(
                    0,
                    1,
                    2,
                    3,
                    62,
                    63,
                    64,
                    65,
                    255,
                    256,
                    257,
                    65_535,
                    1 << 16,
                    0x7FFFFFFF,
                    1 << 31,
                    -1);

    private Boundaries() {}

    /** The call with one argument moved to an edge; the same call where none has an edge. */
    static Call moved(Call call, Edges edges) {
        boolean isFirst = edges.which() == 1;
        return switch (call) {
            case Call.Connect c ->
                    switch (edges.which()) {
                        case 1 -> connect(c, edges.node(), c.segment(), c.permission());
                        case 2 -> connect(c, c.node(), edges.segment(), c.permission());
                        default -> connect(c, c.node(), c.segment(), edges.permission());
                    };
            case Call.Get c ->
                    isFirst
                            ? new Call.Get(c.handle(), edges.size(), c.length(), c.buffer())
                            : new Call.Get(c.handle(), c.offset(), edges.size(), c.buffer());
            case Call.GetUnits c ->
                    isFirst
                            ? units(c, inUnits(edges.size(), c.width()), c.count())
                            : units(c, c.offset(), edges.size());
            case Call.PutUnits c ->
                    new Call.PutUnits(
                            c.handle(),
                            c.width(),
                            inUnits(edges.size(), c.width()),
                            c.data(),
                            c.buffer());
            case Call.Put c -> new Call.Put(c.handle(), edges.size(), c.data(), c.buffer());
            case Call.Map c ->
                    isFirst
                            ? new Call.Map(
                                    c.handle(),
                                    c.permission(),
                                    edges.size(),
                                    c.length(),
                                    c.address())
                            : new Call.Map(
                                    c.handle(),
                                    c.permission(),
                                    c.offset(),
                                    edges.size(),
                                    c.address());
            case Call.GetController _,
                    Call.ReleaseController _,
                    Call.GetControllerAttributes _,
                    Call.GetTopology _,
                    Call.GetSegmentIdRange _,
                    Call.ExportCreate _,
                    Call.ExportDestroy _,
                    Call.Rebind _,
                    Call.Publish _,
                    Call.Republish _,
                    Call.Unpublish _,
                    Call.Disconnect _,
                    Call.Unmap _,
                    Call.InitBarrier _,
                    Call.OnBarrier _,
                    Call.SetMode _,
                    Call.GetMode _,
                    Call.GetPollfd _,
                    Call.ReleasePollfd _,
                    Call.SignalPost _,
                    Call.SignalWait _,
                    Call.ExporterRead _,
                    Call.ExporterWrite _,
                    Call.Load _,
                    Call.Store _ ->
                    call;
        };
    }

    /** The offset, cut to a multiple of the width: others are not promised anything. */
    private static long inUnits(long offset, int width) {
        return offset / width * width;
    }

    private static Call units(Call.GetUnits c, long offset, long count) {
        return new Call.GetUnits(c.handle(), c.width(), offset, count, c.buffer());
    }

    private static Call connect(Call.Connect c, int node, int segment, int permission) {
        return new Call.Connect(c.controller(), node, segment, permission, c.out());
    }

    /**
     * Sizes, offsets and counts around a power of two, a page, the length of a segment, and where
     * units of a few bytes come to more than can be counted.
     */
    public static List<Long> sizes(long page) {
        List<Long> sizes = new ArrayList<>();
        for (long base :
                List.of(
                        0L,
                        8L,
                        page,
                        2 * page,
                        1L << 31,
                        1L << 32,
                        1L << 60,
                        1L << 61,
                        1L << 62,
                        Long.MAX_VALUE - 1,
                        Long.MIN_VALUE + 1)) {
            sizes.addAll(List.of(base - 1, base, base + 1));
        }
        return sizes;
    }
}
