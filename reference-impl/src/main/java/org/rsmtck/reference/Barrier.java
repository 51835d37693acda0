package org.rsmtck.reference;

import org.rsmtck.api.RsmError;

import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.Lock;

/**
 * A barrier of an import: between {@link #open} and {@link #complete} the process learns whether
 * its transfers arrived.
 *
 * <p>Any thread may use it. Every method refuses with BARRIER_UNINITIALIZED once it was destroyed,
 * and with BAD_SEG_HNDL once its import was disconnected.
 */
public final class Barrier implements Part, AutoCloseable {
    private final ImportSegment segment;
    private final long serial;

    // Guarded by the lock of the import.
    private boolean isOpen;
    private boolean isDestroyed;

    Barrier(ImportSegment segment, long serial) {
        this.segment = segment;
        this.serial = serial;
    }

    @Override
    public long serial() {
        return serial;
    }

    /** Opens it: rsm_memseg_import_open_barrier(3RSM). */
    public void open() {
        Lock held = held();
        try {
            isOpen = true;
        } finally {
            held.unlock();
        }
    }

    /**
     * Orders the transfers before it and those after it: rsm_memseg_import_order_barrier(3RSM).
     *
     * @throws RsmException BARRIER_NOT_OPENED or CONN_ABORTED
     */
    public void order() {
        Lock held = held();
        try {
            requireOpen();
            segment.requireLive();
            VarHandle.fullFence();
        } finally {
            held.unlock();
        }
    }

    /**
     * Closes it: rsm_memseg_import_close_barrier(3RSM). When this returns, the transfers since
     * {@link #open} have arrived.
     *
     * @throws RsmException BARRIER_NOT_OPENED or CONN_ABORTED; the barrier then stays as it was
     */
    public void complete() {
        Lock held = held();
        try {
            requireOpen();
            segment.requireLive();
            isOpen = false;
        } finally {
            held.unlock();
        }
    }

    private void requireOpen() {
        if (!isOpen) {
            throw new RsmException(RsmError.BARRIER_NOT_OPENED, "the barrier has not been opened");
        }
    }

    /** Ends it: rsm_memseg_import_destroy_barrier(3RSM). */
    public void destroy() {
        Lock held = held();
        try {
            isDestroyed = true;
            segment.forget(this);
        } finally {
            held.unlock();
        }
    }

    /** Destroys the barrier, unless it or its import has ended. */
    @Override
    public void close() {
        try {
            destroy();
        } catch (RsmException e) {
            if (e.error() != RsmError.BARRIER_UNINITIALIZED && e.error() != RsmError.BAD_SEG_HNDL) {
                throw e;
            }
        }
    }

    private Lock held() {
        Lock held = segment.alone();
        if (isDestroyed) {
            held.unlock();
            throw new RsmException(RsmError.BARRIER_UNINITIALIZED, "the barrier was destroyed");
        }
        return held;
    }
}
