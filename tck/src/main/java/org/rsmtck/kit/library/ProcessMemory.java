package org.rsmtck.kit.library;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Bytes;
import org.rsmtck.api.Reply;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** The memory of this process that its exports offer, and that its imports are mapped to. */
final class ProcessMemory {
    private final Map<Long, ExportMemory> offered = new ConcurrentHashMap<>();
    private final Map<Long, MemorySegment> mapped = new ConcurrentHashMap<>();

    /** Memory that the export offered before is the process's own again. */
    void offer(long export, ExportMemory memory) {
        free(offered.put(export, memory));
    }

    void takeBack(long export) {
        free(offered.remove(export));
    }

    private static void free(@Nullable ExportMemory memory) {
        if (memory != null) {
            memory.free();
        }
    }

    @SuppressWarnings("restricted")
    void map(long handle, long address, long length) {
        mapped.put(handle, MemorySegment.ofAddress(address).reinterpret(Math.max(length, 0)));
    }

    /** A few words of what the export offers; empty if there is little to be seen. */
    Sight see(long export) {
        AtomicReference<Sight> seen = new AtomicReference<>(Sight.NONE);
        // Nobody frees it meanwhile.
        offered.computeIfPresent(
                export,
                (_, memory) -> {
                    seen.set(Sight.of(memory.usable()));
                    return memory;
                });
        return seen.get();
    }

    @Nullable MemorySegment offered(long export) {
        ExportMemory memory = offered.get(export);
        return memory == null ? null : memory.usable();
    }

    @Nullable MemorySegment mapped(long handle) {
        return mapped.get(handle);
    }

    /** What comes of a read of such memory, which may be unknown. */
    static Reply read(@Nullable MemorySegment memory, long offset, int length) {
        return memory != null && holds(memory, offset, length)
                ? new Reply.Data(
                        Bytes.of(memory.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE)))
                : unknown();
    }

    /** What comes of a write to it. */
    static Reply write(@Nullable MemorySegment memory, long offset, Bytes data) {
        if (memory == null || !holds(memory, offset, data.length())) {
            return unknown();
        }
        memory.asSlice(offset, data.length()).copyFrom(MemorySegment.ofArray(data.toArray()));
        return Reply.done();
    }

    private static boolean holds(MemorySegment memory, long offset, long length) {
        return offset >= 0 && length <= memory.byteSize() - offset;
    }

    private static Reply unknown() {
        return new Reply.NoReply("no such memory is known of this handle");
    }

    /** Frees and forgets all. */
    void clear() {
        offered.values().forEach(ExportMemory::free);
        offered.clear();
        mapped.clear();
    }
}
