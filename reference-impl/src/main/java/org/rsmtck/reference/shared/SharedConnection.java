package org.rsmtck.reference.shared;

import org.rsmtck.api.Permission;
import org.rsmtck.reference.backend.Connection;
import org.rsmtck.reference.backend.Window;

import java.lang.invoke.VarHandle;
import java.util.function.BooleanSupplier;

/** An importer's card and memory, open and mapped. */
final class SharedConnection implements Connection {
    private final SharedBackend backend;
    private final Descriptor cardFile;
    private final Mapping cardMapping;
    private final Card card;
    private final Descriptor memory;
    private final Mapping mapping;

    /** Takes charge of all of them. */
    SharedConnection(
            SharedBackend backend,
            Descriptor cardFile,
            Mapping cardMapping,
            Card card,
            Descriptor memory,
            Mapping mapping) {
        this.backend = backend;
        this.cardFile = cardFile;
        this.cardMapping = cardMapping;
        this.card = card;
        this.memory = memory;
        this.mapping = mapping;
    }

    @Override
    public boolean isIntact() {
        return card.isPublished() && cardFile.isLockedByOther(Card.EXPORTER_LOCK);
    }

    @Override
    public boolean get(long offset, byte[] into, int unit) {
        if (!isIntact()) {
            return false;
        }
        Units.load(mapping.bytes(), offset, into, unit);
        // After a withdrawal the bytes may be another importer's stores, which no exporter ever
        // saw.
        VarHandle.loadLoadFence();
        return card.isPublished();
    }

    @Override
    public boolean put(long offset, byte[] data, int unit) {
        return whileIntact(() -> Units.store(mapping.bytes(), offset, data, unit));
    }

    @Override
    public boolean post() {
        return Commons.isBell(card.bell())
                && whileIntact(() -> backend.commons().ring(card.bell()));
    }

    /**
     * Runs the action if the connection is intact, and keeps the exporter from taking the segment
     * back meanwhile. The lock's system calls order the memory accesses of both sides.
     */
    private boolean whileIntact(Runnable action) {
        BooleanSupplier isDecided = () -> cardFile.share(Card.TRANSFER_LOCK) || !card.isPublished();
        if (!Patience.until(isDecided)) {
            return false;
        }
        try {
            if (!isIntact()) {
                return false;
            }
            action.run();
            return true;
        } finally {
            cardFile.unlock(Card.TRANSFER_LOCK);
        }
    }

    @Override
    public Window map(long offset, long length, int permission) {
        int protection = permission == Permission.READ ? Mapping.READ : Mapping.READ_WRITE;
        return new SharedWindow(Mapping.of(memory, offset, length, protection));
    }

    @Override
    public int signals() {
        return card.signals();
    }

    @Override
    public void awaitSignals(int seen, long nanos) {
        card.awaitSignals(seen, nanos);
    }

    @Override
    public int descriptor() {
        return cardFile.number();
    }

    @Override
    public void close() {
        mapping.close();
        memory.close();
        cardMapping.close();
        cardFile.close();
    }
}
