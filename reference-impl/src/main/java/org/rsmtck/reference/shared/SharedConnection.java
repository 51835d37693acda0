package org.rsmtck.reference.shared;

import org.rsmtck.api.Permission;
import org.rsmtck.reference.backend.Connection;
import org.rsmtck.reference.backend.Window;

import java.lang.invoke.VarHandle;

/** An importer's card and memory, open and mapped. */
final class SharedConnection implements Connection {
    private final SharedBackend backend;
    private final Descriptor cardFile;
    private final Mapping cardMapping;
    private final PublicationHeader card;
    private final Descriptor memory;
    private final Mapping mapping;
    private final PutsUnderWay puts;

    /** Takes charge of all of them. A mapping for writing has the page behind the segment too. */
    SharedConnection(
            SharedBackend backend,
            Descriptor cardFile,
            Mapping cardMapping,
            PublicationHeader card,
            Descriptor memory,
            Mapping mapping,
            long length) {
        this.backend = backend;
        this.cardFile = cardFile;
        this.cardMapping = cardMapping;
        this.card = card;
        this.memory = memory;
        this.mapping = mapping;
        this.puts = new PutsUnderWay(mapping.bytes(), length);
    }

    @Override
    public boolean isIntact() {
        return card.isPublished() && cardFile.isLockedByOther(PublicationHeader.EXPORTER_LOCK);
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
        puts.begin();
        try {
            if (!isIntact()) {
                return false;
            }
            Units.store(mapping.bytes(), offset, data, unit);
            return true;
        } finally {
            puts.end();
        }
    }

    @Override
    public boolean post() {
        if (!SharedCounters.isBell(card.bell()) || !isIntact()) {
            return false;
        }
        backend.commons().ring(card.bell());
        return true;
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
