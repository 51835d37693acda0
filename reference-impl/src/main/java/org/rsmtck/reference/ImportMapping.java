package org.rsmtck.reference;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Permission;
import org.rsmtck.api.RsmError;
import org.rsmtck.reference.backend.Connection;
import org.rsmtck.reference.backend.OutOfResourceException;
import org.rsmtck.reference.backend.Window;

/** The mapping of an import, which has one at most. Guarded by the import. */
final class ImportMapping {
    private final Connection connection;
    private final Liveness liveness;
    private final int granted;
    private final long length;
    private @Nullable Window window;
    private int permission;

    /**
     * @param granted the permission of the connection
     * @param length of the segment, in bytes
     */
    ImportMapping(Connection connection, Liveness liveness, int granted, long length) {
        this.connection = connection;
        this.liveness = liveness;
        this.granted = granted;
        this.length = length;
    }

    void map(int wanted, long offset, long bytes) {
        if (window != null) {
            throw new RsmException(RsmError.SEG_ALREADY_MAPPED, "the import is mapped already");
        }
        if (!Permission.isLegal(wanted) || !Permission.covers(granted, wanted)) {
            throw new RsmException(
                    RsmError.BAD_PERMS,
                    Permission.name(wanted) + " is not within " + Permission.name(granted));
        }
        if (bytes <= 0) {
            throw new RsmException(RsmError.BAD_LENGTH, "length " + bytes + " B is not positive");
        }
        Ranges.require(offset, bytes, length);
        Ranges.requirePages("offset", offset);
        Ranges.requirePages("length", bytes);
        try {
            liveness.require();
            window = connection.map(offset, bytes, wanted);
        } catch (OutOfResourceException e) {
            throw new RsmException(RsmError.MAP_FAILED, e.reason());
        }
        permission = wanted;
        liveness.watch(window);
    }

    void unmap() {
        Window mapped = requireWindow();
        liveness.watch(null);
        mapped.close();
        window = null;
    }

    boolean isMapped() {
        return window != null;
    }

    void load(long offset, byte[] into) {
        Window mapped = requireWindow();
        Ranges.require(offset, into.length, mapped.length());
        liveness.hasPath();
        mapped.load(offset, into);
    }

    void store(long offset, byte[] data) {
        Window mapped = requireWindow();
        if (!Permission.covers(permission, Permission.WRITE)) {
            throw new RsmException(RsmError.BAD_PERMS, "the mapping is for READ");
        }
        Ranges.require(offset, data.length, mapped.length());
        liveness.hasPath();
        mapped.store(offset, data);
    }

    private Window requireWindow() {
        if (window == null) {
            throw new RsmException(RsmError.SEG_NOT_MAPPED, "the import is not mapped");
        }
        return window;
    }
}
