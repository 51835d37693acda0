package org.rsmtck.reference;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Event.Resource;
import org.rsmtck.api.RsmError;

import java.util.HashSet;
import java.util.Set;

/**
 * The barriers of an import, and whether transfers make use of one: in implicit mode the last one
 * initialised serves them, until it is destroyed. Guarded by the import.
 */
final class Barriers {
    private final Rsm rsm;
    private final Set<Barrier> all = new HashSet<>();
    private @Nullable Barrier last;
    private boolean areImplicit = true;

    Barriers(Rsm rsm) {
        this.rsm = rsm;
    }

    boolean areImplicit() {
        return areImplicit;
    }

    void setImplicit(boolean areImplicit) {
        this.areImplicit = areImplicit;
    }

    Barrier init(ImportSegment segment) {
        rsm.require(Resource.MEMORY);
        Barrier barrier = rsm.register(new Barrier(segment, rsm.nextSerial()));
        last = barrier;
        all.add(barrier);
        return barrier;
    }

    void forget(Barrier destroyed) {
        all.remove(destroyed);
        if (last == destroyed) {
            last = null;
        }
        rsm.forget(destroyed);
    }

    /** Their import has ended. */
    void orphan() {
        all.forEach(rsm::orphan);
        all.clear();
    }

    void requireForTransfer() {
        if (areImplicit && last == null) {
            throw new RsmException(
                    RsmError.BARRIER_UNINITIALIZED, "barriers are implicit, and there is none");
        }
    }
}
