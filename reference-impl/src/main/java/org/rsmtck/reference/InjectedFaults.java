package org.rsmtck.reference;

import org.rsmtck.api.Event.Resource;
import org.rsmtck.reference.backend.Backend;
import org.rsmtck.reference.backend.Environment;
import org.rsmtck.reference.backend.HomeMemory;
import org.rsmtck.reference.backend.Listing;
import org.rsmtck.reference.backend.OutOfResourceException;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * An engine whose process runs short of something, or is hit by a signal, when it is told so. For
 * all else it is the engine that it was made from, which it closes. May be used by any thread.
 */
final class InjectedFaults implements Backend {
    private final Backend engine;
    private final Set<Resource> shortOf = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean signal = new AtomicBoolean();
    private final ThreadLocal<Boolean> isHit = ThreadLocal.withInitial(() -> false);

    InjectedFaults(Backend engine) {
        this.engine = engine;
    }

    /** From now on, or until now, the process gets no more of the resource. */
    void shorten(Resource resource, boolean isShort) {
        if (isShort) {
            shortOf.add(resource);
        } else {
            shortOf.remove(resource);
        }
    }

    /** The next call is hit by a signal, whichever it is. */
    void interrupt() {
        signal.set(true);
    }

    /** Makes a call, which takes the signal that is waiting, if one is. */
    <T> T during(Supplier<T> call) {
        if (!signal.get() || !signal.getAndSet(false)) {
            return call.get();
        }
        isHit.set(true);
        try {
            return call.get();
        } finally {
            isHit.remove();
        }
    }

    @Override
    public void require(Resource resource) {
        if (shortOf.contains(resource)) {
            throw new OutOfResourceException(
                    resource,
                    switch (resource) {
                        case MEMORY -> "the process gets no more memory";
                        case DESCRIPTORS -> "the process gets no more descriptors";
                    });
        }
        engine.require(resource);
    }

    @Override
    public boolean isInterrupted() {
        return isHit.get() || engine.isInterrupted();
    }

    @Override
    public Environment environment() {
        return engine.environment();
    }

    @Override
    public HomeMemory allocate(long length) {
        return engine.allocate(length);
    }

    @Override
    public int freshSegmentId() {
        return engine.freshSegmentId();
    }

    @Override
    public Optional<Listing> find(int node, int segment) {
        return engine.find(node, segment);
    }

    @Override
    public void close() {
        engine.close();
    }
}
