package org.rsmtck.explore.packed;

import org.rsmtck.explore.Scope;
import org.rsmtck.model.Connection;
import org.rsmtck.model.Import;
import org.rsmtck.model.ProcessState;
import org.rsmtck.model.Table;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The parts that the worlds of a scope are made of, numbered from 1 as they are met. Part 0 is the
 * surroundings, part {@code p + 1} is process {@code p}. A state holds the numbers of its parts
 * side by side.
 *
 * <p>Only one thread at a time may number; any may take states apart.
 */
final class Parts {
    /** The highest bit stays clear, so that a state is positive. */
    private static final int BITS = Long.SIZE - 1;

    /** What one value of a part takes with all that is found out about it, or little less. */
    private static final int BYTES_PER_VALUE = 1 << 13;

    private final Scope scope;
    private final long pageSize;
    private final long mostValues;
    private final int bits;
    private final long mask;
    private final int surroundingsBits;
    private final List<Pool> pools = new ArrayList<>();

    /** Parts that can change places: they share their numbers. */
    private final int[][] groups;

    /** The values that a part was seen to have. */
    private static final class Pool {
        private final Map<Object, Integer> numbers = new HashMap<>();
        private final List<Object> values = new ArrayList<>();

        /** By number: whether it keeps to the bounds, and whether it may change by itself. */
        private volatile byte[] marks = new byte[64];

        /** What is the same in all worlds: known once the first value is. */
        private final Map<Facet, Object> fixed = new EnumMap<>(Facet.class);
    }

    private static final byte WITHIN = 1;
    private static final byte RESTLESS = 2;

    /**
     * @param symmetry groups of processes that can change places
     */
    Parts(Scope scope, long pageSize, List<List<Integer>> symmetry) {
        this.scope = scope;
        this.pageSize = pageSize;
        this.mostValues =
                Runtime.getRuntime().maxMemory() / BYTES_PER_VALUE / (scope.roles().size() + 1);
        int processes = scope.roles().size();
        this.surroundingsBits = Math.max(1, Math.min(scope.events().size() + 1, 16));
        this.bits = Math.min(30, (BITS - surroundingsBits) / processes);
        this.mask = (1L << bits) - 1;
        for (int part = 0; part <= processes; part++) {
            pools.add(new Pool());
        }
        this.groups =
                symmetry.stream()
                        .map(group -> group.stream().mapToInt(process -> process + 1).toArray())
                        .toArray(int[][]::new);
        for (int[] group : groups) {
            for (int part : group) {
                pools.set(part, pools.get(group[0]));
            }
        }
    }

    /**
     * The state that stands for all in which the same processes have changed places: the one with
     * their numbers in order.
     */
    long canonical(long state) {
        long next = state;
        for (int[] group : groups) {
            for (int i = 1; i < group.length; i++) {
                for (int j = i; j > 0; j--) {
                    int one = number(next, group[j - 1]);
                    int other = number(next, group[j]);
                    if (one > other) {
                        next ^=
                                difference(group[j - 1], one, other)
                                        ^ difference(group[j], one, other);
                    }
                }
            }
        }
        return next;
    }

    int count() {
        return pools.size();
    }

    /** The number of this part in this state. */
    int number(long state, int part) {
        return part == 0
                ? (int) (state & (1L << surroundingsBits) - 1)
                : (int) (state >>> shift(part) & mask);
    }

    /** What turns a state in which the part has one number into that in which it has the other. */
    long difference(int part, int one, int other) {
        return (long) (one ^ other) << shift(part);
    }

    private int shift(int part) {
        return part == 0 ? 0 : surroundingsBits + (part - 1) * bits;
    }

    /**
     * @throws IllegalArgumentException if something of the world is seen late from other nodes:
     *     such worlds are followed by the judge, and are not searched
     */
    long pack(World world) {
        if (!world.isOnTime()) {
            throw new IllegalArgumentException(
                    "a world in which publications reach other nodes late cannot be searched: take"
                            + " a reading in which they arrive at once");
        }
        long state = numbered(0, new Surroundings(world.nodes(), world.links()));
        for (int part = 1; part < count(); part++) {
            state |= (long) numbered(part, world.process(part - 1)) << shift(part);
        }
        return state;
    }

    World unpack(long state) {
        Surroundings around = (Surroundings) value(0, number(state, 0));
        Table<Integer, ProcessState> processes = Table.empty();
        for (int part = 1; part < count(); part++) {
            processes = processes.with(part - 1, (ProcessState) value(part, number(state, part)));
        }
        return new World(pageSize, around.nodes(), around.links(), processes);
    }

    Object value(int part, int number) {
        return pools.get(part).values.get(number - 1);
    }

    /** The number of a value, a new one if need be. */
    int numbered(int part, Object value) {
        Pool pool = pools.get(part);
        Integer known = pool.numbers.get(value);
        if (known != null) {
            return known;
        }
        int number = pool.values.size() + 1;
        long most = Math.min(mostValues, part == 0 ? (1 << surroundingsBits) - 1 : mask);
        if (number > most) {
            throw new ScopeTooLargeException(
                    (part == 0 ? "the surroundings" : "process " + (part - 1))
                            + " of scope "
                            + scope.name()
                            + " can be in more than "
                            + most
                            + " states, and there is no room for more: take fewer processes,"
                            + " exports or imports, or give Java more memory");
        }
        pool.numbers.put(value, number);
        pool.values.add(value);
        if (number >= pool.marks.length) {
            pool.marks = java.util.Arrays.copyOf(pool.marks, 2 * number);
        }
        pool.marks[number] = marks(part, value);
        if (isWithin(part, number)) {
            check(part, value);
        }
        return number;
    }

    /** Whether this facet of the part is the same in all worlds. */
    boolean isFixed(int part, Facet facet) {
        return pools.get(part).fixed.containsKey(facet);
    }

    private void check(int part, Object value) {
        Map<Facet, Object> fixed = pools.get(part).fixed;
        for (Facet facet : Facet.of(part)) {
            if (facet.isFixed(scope, part)
                    && !fixed.computeIfAbsent(facet, first -> facet.aspect(value))
                            .equals(facet.aspect(value))) {
                throw new IllegalStateException(
                        facet + " of part " + part + " is no longer what it was at first");
            }
        }
    }

    private byte marks(int part, Object value) {
        if (part == 0) {
            return WITHIN;
        }
        ProcessState process = (ProcessState) value;
        int marks = scope.holds(part - 1, process, pageSize) ? WITHIN : 0;
        for (Import segment : process.imports().values()) {
            if (segment.connection() instanceof Connection.DisconnectPending) {
                marks |= RESTLESS;
            }
        }
        return (byte) marks;
    }

    /** Whether a part with this number keeps to the bounds of the scope. */
    boolean isWithin(int part, int number) {
        return (pools.get(part).marks[number] & WITHIN) != 0;
    }

    /** Whether something is on its way in this state that happens by itself. */
    boolean isRestless(long state) {
        for (int part = 1; part < count(); part++) {
            if ((pools.get(part).marks[number(state, part)] & RESTLESS) != 0) {
                return true;
            }
        }
        return false;
    }
}
