package org.rsmtck.reference;

import org.rsmtck.api.RsmError;

import java.lang.invoke.VarHandle;

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
        held(() -> {
            isOpen = true;
        });
    }

    /**
     * Orders the transfers before it and those after it: rsm_memseg_import_order_barrier(3RSM).
     *
     * @throws RsmException BARRIER_NOT_OPENED or CONN_ABORTED
     */
    public void order() {
        held(() -> {
            requireOpen();
            segment.requireLive();
            VarHandle.fullFence();
        });
    }

    /**
     * Closes it: rsm_memseg_import_close_barrier(3RSM). When this returns, the transfers since
     * {@link #open} have arrived.
     *
     * @throws RsmException BARRIER_NOT_OPENED or CONN_ABORTED; the barrier then stays as it was
     */
    public void complete() {
        held(() -> {
            requireOpen();
            segment.requireLive();
            isOpen = false;
        });
    }

    private void requireOpen() {
        if (!isOpen) {
            throw new RsmException(RsmError.BARRIER_NOT_OPENED, "the barrier has not been opened");
        }
    }

    /** Ends it: rsm_memseg_import_destroy_barrier(3RSM). */
    public void destroy() {
        held(() -> {
            isDestroyed = true;
            segment.barriers().forget(this);
        });
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

    private void held(Runnable call) {
        segment.guard()
                .alone(() -> {
                    if (isDestroyed) {
                        throw new RsmException(
                                RsmError.BARRIER_UNINITIALIZED, "the barrier was destroyed");
                    }
                    call.run();
                });
    }
}
