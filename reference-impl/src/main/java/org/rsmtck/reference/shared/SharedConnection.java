package org.rsmtck.reference.shared;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Permission;
import org.rsmtck.reference.backend.Connection;
import org.rsmtck.reference.backend.OutOfResourceException;
import org.rsmtck.reference.backend.Window;

import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/** An importer's side of a publication: its memory, open, and mapped when it is first used. */
final class SharedConnection implements Connection {
    private final SharedBackend backend;
    private final PublishedCard card;
    private final Descriptor memory;
    private final long length;
    private final boolean isWritable;

    // Set under the monitor of this object.
    private volatile @Nullable MemoryTail mapped;
    private @Nullable Mapping mapping;
    private boolean isClosed;

    /** Takes charge of the open memory file, and of the use of the exporter. */
    SharedConnection(
            SharedBackend backend,
            PublishedCard card,
            Descriptor memory,
            long length,
            boolean isWritable) {
        this.backend = backend;
        this.card = card;
        this.memory = memory;
        this.length = length;
        this.isWritable = isWritable;
    }

    @Override
    public boolean isIntact() {
        return card.isIntact();
    }

    @Override
    public boolean get(long offset, byte[] into, int unit) {
        MemoryTail file = isIntact() ? mapped() : null;
        if (file == null) {
            return false;
        }
        Units.load(file.file(), offset, into, unit);
        // After a withdrawal the bytes may be another importer's stores, which no exporter ever
        // saw.
        VarHandle.loadLoadFence();
        return card.isPublished();
    }

    @Override
    public boolean put(long offset, byte[] data, int unit) {
        MemoryTail file = mapped();
        if (file == null) {
            return false;
        }
        file.beginPut();
        try {
            if (!isIntact()) {
                return false;
            }
            Units.store(file.file(), offset, data, unit);
            return true;
        } finally {
            file.endPut();
        }
    }

    /**
     * The memory, mapped. Null where that cannot be: the file is not what was offered, or there is
     * no room for a mapping. No access has an error for that, so it counts as a lost connection.
     */
    private @Nullable MemoryTail mapped() {
        MemoryTail present = mapped;
        return present == null ? map() : present;
    }

    private synchronized @Nullable MemoryTail map() {
        long whole = length + MemoryTail.PAGE;
        if (mapped == null && !isClosed && memory.length() >= whole) {
            try {
                int protection = isWritable ? Mapping.READ_WRITE : Mapping.READ;
                Mapping made = Mapping.of(memory, 0, whole, protection);
                mapping = made;
                mapped = new MemoryTail(made.bytes(), length);
            } catch (OutOfResourceException e) {
                return null;
            }
        }
        return mapped;
    }

    @Override
    public boolean post() {
        int bell = card.header().bell();
        if (!isIntact() || !SharedCounters.isBell(bell)) {
            return false;
        }
        backend.folder().commons().ring(bell);
        return true;
    }

    @Override
    public Window map(long offset, long bytes, int permission) {
        int protection = permission == Permission.READ ? Mapping.READ : Mapping.READ_WRITE;
        return new SharedWindow(Mapping.of(memory, offset, bytes, protection));
    }

    @Override
    public int signals() {
        int posted = card.header().signals();
        VarHandle.loadLoadFence();
        if (card.isPublished()) {
            return posted;
        }
        // The card may be another publication's by now, the file never is.
        MemoryTail file = mapped();
        return file == null ? posted : file.signals();
    }

    @Override
    public void awaitSignals(int seen, long nanos) {
        MemoryTail file = mapped();
        if (file == null) {
            LockSupport.parkNanos(nanos);
        } else {
            file.awaitSignals(seen, nanos);
        }
    }

    @Override
    public int descriptor() {
        return memory.number();
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        mapped = null;
        if (mapping != null) {
            mapping.close();
        }
        memory.close();
        backend.folder().exporters().release(card.exporter());
    }
}
