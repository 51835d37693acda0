package org.rsmtck.kit.library;

import org.rsmtck.api.Out;
import org.rsmtck.kit.library.CallMemory.Pointer;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The barriers of this process: structures that it allocates and the library fills. */
final class Barriers {
    static final long SIZE = 24;

    private final Map<Long, MemorySegment> issued = new ConcurrentHashMap<>();
    private final Set<Long> live = ConcurrentHashMap.newKeySet();
    private Arena arena = Arena.ofAuto();

    /** A pointer to a structure that holds anything, as memory does that nobody has set. */
    Pointer fresh(CallMemory memory) {
        if (memory.isPointingElsewhere()) {
            return memory.to(Out.VALID, SIZE);
        }
        MemorySegment structure = lasting(memory);
        return new Pointer(structure, structure);
    }

    private synchronized MemorySegment lasting(CallMemory memory) {
        return memory.lasting(arena, SIZE);
    }

    private synchronized MemorySegment zeroed() {
        return arena.allocate(SIZE, Long.BYTES);
    }

    void keep(MemorySegment structure) {
        issued.put(structure.address(), structure);
        live.add(structure.address());
    }

    void destroyed(long address) {
        live.remove(address);
    }

    /** The barriers that were initialised and not destroyed. */
    List<Long> live() {
        return List.copyOf(live);
    }

    /** The structure at this address, or one that was never initialised. */
    MemorySegment at(long address) {
        if (address == 0) {
            return MemorySegment.NULL;
        }
        MemorySegment known = issued.get(address);
        return known == null ? zeroed() : known;
    }

    /** Forgets all barriers. */
    synchronized void clear() {
        issued.clear();
        live.clear();
        arena = Arena.ofAuto();
    }
}
