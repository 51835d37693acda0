package org.rsmtck.reference.shared;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import org.jspecify.annotations.Nullable;
import org.rsmtck.reference.backend.HomeMemory;
import org.rsmtck.reference.backend.Offer;
import org.rsmtck.reference.backend.Publication;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongUnaryOperator;

/**
 * An exporter's memory: a file, mapped.
 *
 * <p>A file gets a name once in its life. When importers may still have it mapped after it was
 * withdrawn, and again when a withdrawn memory is published anew, a fresh file with a copy takes
 * its place, at the same address.
 */
final class SharedHome implements HomeMemory {
    private static final int OWNER_ONLY = 0600;
    private static final int NO_BELL = -1;
    private static final int UNKNOWN = -1;
    private static final ValueLayout.OfLong WORD =
            JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final SharedBackend backend;
    private final long length;
    private final Mapping mapping;
    private Descriptor file;
    private boolean hadName;
    private int mode = UNKNOWN;
    private @Nullable SharedPublication publication;

    private volatile int bell = NO_BELL;
    private int firstRing;

    SharedHome(SharedBackend backend, long length) {
        this.backend = backend;
        this.length = length;
        file = freshFile();
        try {
            mapping = Mapping.of(file, 0, length + MemoryTail.PAGE, Mapping.READ_WRITE);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** A nameless file for this memory, with all its bytes set aside. */
    Descriptor freshFile() {
        Descriptor fresh = backend.folder().files().openNameless(OWNER_ONLY);
        try {
            fresh.reserve(length + MemoryTail.PAGE);
            backend.user().own(fresh);
            return fresh;
        } catch (RuntimeException e) {
            fresh.close();
            throw e;
        }
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void read(long offset, byte[] into) {
        Units.load(mapping.bytes(), offset, into, 1);
    }

    @Override
    public void write(long offset, byte[] data) {
        Units.store(mapping.bytes(), offset, data, 1);
    }

    @Override
    public void fill(LongUnaryOperator wordAt) {
        MemorySegment bytes = mapping.bytes();
        for (long offset = 0; offset < length; offset += Long.BYTES) {
            bytes.set(WORD, offset, wordAt.applyAsLong(offset));
        }
    }

    @Override
    public Optional<Publication> publish(Offer offer) {
        if (hadName) {
            moveTo(freshFile());
        }
        holdBell();
        mode(KernelMode.of(offer.admission(), identities()));
        hadName = true;
        publication = SharedPublication.of(backend, this, offer, bell);
        return Optional.ofNullable(publication);
    }

    /** The file that importers open. */
    Descriptor file() {
        return file;
    }

    private void holdBell() {
        if (bell == NO_BELL) {
            int held = backend.folder().commons().hold();
            firstRing = backend.folder().commons().rings(held);
            bell = held;
        }
    }

    Identities identities() {
        return backend.user().identities();
    }

    /** Sets the mode of the file, unless it is that already. */
    void mode(int wanted) {
        if (wanted != mode) {
            file.mode(wanted);
            mode = wanted;
        }
    }

    /** Lets a fresh file with the present contents take the place of the present one. */
    void moveTo(Descriptor fresh) {
        fresh.write(mapping.bytes().asSlice(0, length));
        mapping.replace(fresh);
        file.close();
        file = fresh;
        hadName = false;
        mode = UNKNOWN;
    }

    /** What stands behind the segment. */
    MemoryTail tail() {
        return new MemoryTail(mapping.bytes(), length);
    }

    /** The publication has been withdrawn. */
    void withdrawn() {
        publication = null;
    }

    @Override
    public int descriptor() {
        return file.number();
    }

    @Override
    public int signals() {
        int held = bell;
        return held == NO_BELL ? 0 : backend.folder().commons().rings(held) - firstRing;
    }

    @Override
    public void awaitSignals(int seen, long nanos) {
        int held = bell;
        if (held == NO_BELL) {
            LockSupport.parkNanos(nanos);
        } else {
            backend.folder().commons().await(held, seen + firstRing, nanos);
        }
    }

    @Override
    public void close() {
        mapping.close();
        file.close();
        if (bell != NO_BELL) {
            backend.folder().commons().release(bell);
        }
    }

    @Override
    public void abandon() {
        backend.abandoned();
        close();
    }
}
