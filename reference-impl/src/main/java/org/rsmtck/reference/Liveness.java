package org.rsmtck.reference;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.RsmError;
import org.rsmtck.reference.backend.Connection;
import org.rsmtck.reference.backend.Environment;
import org.rsmtck.reference.backend.Window;

/**
 * Whether an import is still connected: its publication stands, its exporter lives, and its path
 * has not failed.
 *
 * <p>Whoever notices first that it is not disconnects the import by force, for good. Used by
 * holders of the import's lock, shared or alone.
 */
final class Liveness {
    private final Connection connection;
    private final Environment.Path path;

    // Set once, under the monitor of this object.
    private volatile boolean isForcedOff;
    private volatile int signalsWhenForcedOff;

    // Changed by holders of the lock alone.
    private @Nullable Window window;

    Liveness(Connection connection, Environment.Path path) {
        this.connection = connection;
        this.path = path;
    }

    /** The mapping that a forced disconnect cuts off, or null. */
    void watch(@Nullable Window mapped) {
        window = mapped;
    }

    /** Asks the path alone, which takes no system call. */
    boolean hasPath() {
        if (!isForcedOff && !path.isUnbroken()) {
            forceOff();
        }
        return !isForcedOff;
    }

    boolean isLive() {
        if (hasPath() && connection.isIntact()) {
            return true;
        }
        forceOff();
        return false;
    }

    void require() {
        if (!isLive()) {
            throw aborted();
        }
    }

    /** The refusal of an access that found the connection broken. */
    RsmException aborted() {
        forceOff();
        return new RsmException(RsmError.CONN_ABORTED, "the import was disconnected by force");
    }

    /** How many signals the exporter posted while the import was connected; wraps around. */
    int signals() {
        return isForcedOff ? signalsWhenForcedOff : connection.signals();
    }

    private synchronized void forceOff() {
        if (!isForcedOff) {
            signalsWhenForcedOff = connection.signals();
            isForcedOff = true;
            if (window != null) {
                window.sever();
            }
        }
    }
}
