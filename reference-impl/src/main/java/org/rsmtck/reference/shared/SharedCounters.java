package org.rsmtck.reference.shared;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import org.rsmtck.api.Event.Resource;
import org.rsmtck.reference.backend.OutOfResourceException;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/**
 * The file {@code commons} of a folder, mapped: what every participant may write. It holds the
 * counters that fresh segment ids come from, and the bells.
 *
 * <p>A bell is the word in which importers count up the signals for one export. A process holds
 * bells by the block, by locks on bytes of the file, which go with it when it dies. Counters and
 * bells are changed by atomic additions alone.
 */
final class SharedCounters implements AutoCloseable {
    static final String NAME = "commons";

    /** The byte of the file that whoever removes another's stale names has locked. */
    static final long SWEEP_LOCK = 0;

    private static final int BELLS = 1 << 16;
    private static final int BLOCK = 32;
    private static final long BLOCK_LOCKS = 1 << 20;
    private static final long NEXT_BLOCK_AT = 0;
    private static final long NEXT_IDS_AT = 8;
    private static final long BELLS_AT = 4096;
    static final long LENGTH = BELLS_AT + BELLS * (long) Integer.BYTES;

    private static final VarHandle LONG = JAVA_LONG.varHandle();
    private static final VarHandle INT = JAVA_INT.varHandle();

    private final Descriptor file;
    private final Mapping mapping;
    private final MemorySegment bytes;

    // Guarded by the monitor of this object.
    private final Set<Integer> blocks = new HashSet<>();
    private final ArrayDeque<Integer> free = new ArrayDeque<>();

    /** Takes charge of the open file. */
    SharedCounters(Descriptor file) {
        this.file = file;
        this.mapping = Mapping.of(file, 0, LENGTH, Mapping.READ_WRITE);
        this.bytes = mapping.bytes();
    }

    /** The count of fresh ids given out on the node so far; the next call will answer one more. */
    long nextId(int node) {
        return (long) LONG.getAndAdd(bytes, NEXT_IDS_AT + node * (long) Long.BYTES, 1L);
    }

    /** A bell that no live exporter uses, held until {@link #release}. */
    synchronized int hold() {
        if (free.isEmpty()) {
            holdBlock();
        }
        return free.remove();
    }

    private void holdBlock() {
        long most = BELLS / BLOCK;
        for (int attempt = 0; attempt < most; attempt++) {
            int block = (int) Math.floorMod((long) LONG.getAndAdd(bytes, NEXT_BLOCK_AT, 1L), most);
            if (!blocks.contains(block) && file.lock(BLOCK_LOCKS + block)) {
                blocks.add(block);
                for (int i = 0; i < BLOCK; i++) {
                    free.add(block * BLOCK + i);
                }
                return;
            }
        }
        throw new OutOfResourceException(
                Resource.DESCRIPTORS, "all " + BELLS + " bells of the fabric are in use");
    }

    /** Others of this process may have the bell. */
    synchronized void release(int bell) {
        free.add(bell);
    }

    /** How often the bell was rung, by whichever exporter it belonged to; wraps around. */
    int rings(int bell) {
        return (int) INT.getVolatile(bytes, at(bell));
    }

    void ring(int bell) {
        INT.getAndAdd(bytes, at(bell), 1);
        Posix.futexWake(word(bell));
    }

    void await(int bell, int seen, long nanos) {
        Posix.futexWait(word(bell), seen, nanos);
    }

    static boolean isBell(int number) {
        return number >= 0 && number < BELLS;
    }

    private MemorySegment word(int bell) {
        return bytes.asSlice(at(bell), Integer.BYTES);
    }

    private static long at(int bell) {
        return BELLS_AT + bell * (long) Integer.BYTES;
    }

    @Override
    public void close() {
        mapping.close();
        file.close();
    }
}
