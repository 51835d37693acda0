package org.rsmtck.kit.suites;

import org.rsmtck.api.Call;

import java.util.List;
import java.util.Random;

/** Arguments at the edges of their ranges, where sizes are added, truncated and compared. */
final class Boundaries {
    private static final List<Integer> SEGMENTS =
            List.of(0, 1, 0xFF, 0x3FFFFF, 0x400100, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF);
    private static final List<Integer> NODES = List.of(0, 2, 63, 64, 65, 255, 256, 257, -1);

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
            case Call.Put c -> new Call.Put(c.handle(), size(), c.data(), c.buffer());
            case Call.Map c ->
                    random.nextBoolean()
                            ? new Call.Map(
                                    c.handle(), c.permission(), size(), c.length(), c.address())
                            : new Call.Map(
                                    c.handle(), c.permission(), c.offset(), size(), c.address());
            default -> call;
        };
    }

    private static Call connect(Call.Connect c, int node, int segment, int permission) {
        return new Call.Connect(c.controller(), node, segment, permission, c.out());
    }

    /** A size or offset in bytes around a power of two, a page, or the length of a segment. */
    private long size() {
        long base =
                oneOf(
                        List.of(
                                0L,
                                8L,
                                pageSize,
                                2 * pageSize,
                                1L << 31,
                                1L << 32,
                                Long.MAX_VALUE - 1,
                                Long.MIN_VALUE + 1));
        return base + random.nextInt(3) - 1;
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
