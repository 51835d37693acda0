package org.rsmtck.kit.agent;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Threads on processors of their own, where the system lets a thread choose: those of a pair that
 * wake at the same time do not wait for each other then. Elsewhere nothing happens.
 */
public final class Processors {
    private static final int BYTES = 128;
    private static final Optional<MethodHandle> GET = find("sched_getaffinity");
    private static final Optional<MethodHandle> SET = find("sched_setaffinity");
    private static final List<Integer> ALLOWED = allowed();

    private Processors() {}

    @SuppressWarnings("restricted")
    private static Optional<MethodHandle> find(String name) {
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find(name)
                .map(address ->
                        linker.downcallHandle(
                                address,
                                FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS)));
    }

    /** The processors that this process may run on. */
    private static List<Integer> allowed() {
        List<Integer> allowed = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mask = arena.allocate(BYTES);
            if (GET.isPresent() && call(GET.get(), mask) >= 0) {
                for (int i = 0; i < BYTES * Byte.SIZE; i++) {
                    if ((mask.get(JAVA_BYTE, i / Byte.SIZE) >> i % Byte.SIZE & 1) != 0) {
                        allowed.add(i);
                    }
                }
            }
        }
        return List.copyOf(allowed);
    }

    private static int call(MethodHandle function, MemorySegment mask) {
        try {
            return (int) function.invokeExact(0, (long) BYTES, mask);
        } catch (Throwable t) {
            throw new AssertionError("a C function cannot throw", t);
        }
    }

    /** Keeps the calling thread on one processor; threads of other numbers are on others. */
    public static void keepOnOne(int number) {
        if (ALLOWED.size() < 2 || SET.isEmpty()) {
            return;
        }
        int processor = ALLOWED.get(number % ALLOWED.size());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mask = arena.allocate(BYTES);
            mask.set(JAVA_BYTE, processor / Byte.SIZE, (byte) (1 << processor % Byte.SIZE));
            call(SET.get(), mask);
        }
    }
}
