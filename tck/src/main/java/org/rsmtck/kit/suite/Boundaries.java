package org.rsmtck.kit.suite;

import org.rsmtck.api.Call;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

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

    private final Random random;
    private final long pageSize;

    Boundaries(Random random, long pageSize) {
        this.random = random;
        this.pageSize = pageSize;
    }

    /** The call with one argument moved to an edge; the same call where none has an edge. */
    Call moved(Call call) {
        return switch (call) {
            case Call.Connect c ->
                    switch (random.nextInt(3)) {
                        case 0 -> connect(c, oneOf(NODES), c.segment(), c.permission());
                        case 1 -> connect(c, c.node(), oneOf(SEGMENTS), c.permission());
                        default -> connect(c, c.node(), c.segment(), random.nextInt(01000));
                    };
            case Call.Get c ->
                    random.nextBoolean()
                            ? new Call.Get(c.handle(), size(), c.length(), c.buffer())
                            : new Call.Get(c.handle(), c.offset(), size(), c.buffer());
            case Call.GetUnits c ->
                    random.nextBoolean()
                            ? units(c, size() / c.width() * c.width(), c.count())
                            : units(c, c.offset(), size());
            case Call.PutUnits c ->
                    new Call.PutUnits(
                            c.handle(),
                            c.width(),
                            size() / c.width() * c.width(),
                            c.data(),
                            c.buffer());
            case Call.Put c -> new Call.Put(c.handle(), size(), c.data(), c.buffer());
            case Call.Map c ->
                    random.nextBoolean()
                            ? new Call.Map(
                                    c.handle(), c.permission(), size(), c.length(), c.address())
                            : new Call.Map(
                                    c.handle(), c.permission(), c.offset(), size(), c.address());
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

    private long size() {
        return oneOf(sizes(pageSize));
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
