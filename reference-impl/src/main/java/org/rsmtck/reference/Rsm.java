package org.rsmtck.reference;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Event.Resource;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.reference.backend.Backend;
import org.rsmtck.reference.backend.OutOfResourceException;
import org.rsmtck.reference.shared.FabricFolder;
import org.rsmtck.reference.shared.KernelCredentials;
import org.rsmtck.reference.shared.SharedBackend;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * One process of a fabric: where a program starts.
 *
 * <p>A program may join several times, and is then several processes, as far as the fabric can
 * tell. All methods may be called from any thread. What was obtained from an instance ends with it.
 */
public final class Rsm implements AutoCloseable {
    /** The granularity of exports and mappings, in bytes. */
    public static final long PAGE_SIZE = 4096;

    /**
     * Where the numbers of controllers, segments and barriers start: none is ever 0 or given twice.
     */
    static final long FIRST_SERIAL = 0x1000;

    private final Backend backend;
    private final int node;
    private final Credentials credentials;
    private final AtomicLong nextSerial = new AtomicLong(FIRST_SERIAL);
    private final Map<Long, Part> parts = new ConcurrentHashMap<>();
    private final BitSet orphans = new BitSet();
    private final Map<String, Controller> controllers = new HashMap<>();

    // Shared by what makes new parts, held alone by the end of the process.
    private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();
    private boolean hasLeft;

    Rsm(Backend backend, int node, Credentials credentials) {
        this.backend = backend;
        this.node = node;
        this.credentials = credentials;
    }

    /**
     * Joins the fabric of a folder as a process of {@code node}, and removes what dead processes
     * left there.
     *
     * @param folder a folder made by {@link FabricFolder#create}
     * @throws IllegalArgumentException if there is no fabric or no such node, or if the kernel has
     *     a say in who processes are ({@link org.rsmtck.reference.shared.Identities#KERNEL}) and
     *     this one is someone else
     */
    public static Rsm join(Path folder, int node, Credentials credentials) {
        FabricFolder fabric = FabricFolder.open(folder);
        SharedBackend backend;
        try {
            backend = new SharedBackend(fabric, node, credentials);
        } catch (RuntimeException e) {
            fabric.close();
            throw e;
        }
        backend.sweep();
        return new Rsm(backend, node, credentials);
    }

    /** Who this process is to the kernel: its ids, supplementary groups and umask. */
    public static Credentials ownCredentials() {
        return KernelCredentials.ofThisProcess();
    }

    /** The node of this process. */
    public int node() {
        return node;
    }

    /**
     * A controller of this process's node, by name; {@code loopback} is on every node. While it is
     * held, the same name gives the same instance, which has to be released as often as it was got.
     *
     * @throws RsmException CTLR_NOT_PRESENT if the node has no such controller, or it has been
     *     removed
     */
    public Controller controller(String name) {
        return inside(() -> {
            OptionalInt port = backend.environment().port(node, name);
            if (port.isEmpty() || !backend.environment().isPresent(port.getAsInt())) {
                throw new RsmException(
                        RsmError.CTLR_NOT_PRESENT, "node " + node + " has no controller " + name);
            }
            require(Resource.MEMORY);
            synchronized (controllers) {
                Controller held = controllers.get(name);
                if (held == null) {
                    held = register(new Controller(this, nextSerial(), name, port.getAsInt()));
                    controllers.put(name, held);
                }
                held.hold();
                return held;
            }
        });
    }

    void release(Controller controller) {
        synchronized (controllers) {
            if (controller.release()) {
                controllers.remove(controller.name());
                parts.remove(controller.serial());
            }
        }
    }

    /**
     * The paths from the controllers of this process's node to those of other nodes, and which are
     * active now.
     */
    public Reply.Interconnect interconnect() {
        return inside(() -> new Reply.Interconnect(node, Paths.from(node, backend.environment())));
    }

    /**
     * The range of segment ids that is set aside for an application.
     *
     * @throws RsmException BAD_APPID always: no range is configured
     */
    public Reply.SegmentIds segmentIds(String application) {
        throw new RsmException(
                RsmError.BAD_APPID, "no segment ids are set aside for " + application);
    }

    Backend backend() {
        return backend;
    }

    /** Refuses a call that needs more of something than the process can have. */
    void require(Resource... resources) {
        try {
            for (Resource resource : resources) {
                backend.require(resource);
            }
        } catch (OutOfResourceException e) {
            throw RsmException.of(e);
        }
    }

    /** Refuses a call that a signal has broken. It asks last: the call would otherwise succeed. */
    void requireNoSignal() {
        if (backend.isInterrupted()) {
            throw new RsmException(RsmError.INTERRUPTED, "a signal broke the call");
        }
    }

    Credentials credentials() {
        return credentials;
    }

    long nextSerial() {
        return nextSerial.getAndIncrement();
    }

    <T extends Part> T register(T part) {
        parts.put(part.serial(), part);
        return part;
    }

    void forget(Part part) {
        parts.remove(part.serial());
    }

    /** The barrier has lost its import: it cannot be used any more, and is not destroyed either. */
    void orphan(Barrier barrier) {
        parts.remove(barrier.serial());
        synchronized (orphans) {
            orphans.set(Math.toIntExact(barrier.serial() - FIRST_SERIAL));
        }
    }

    /** Whether that was the number of a barrier when its import was disconnected. */
    boolean isOrphan(long serial) {
        long index = serial - FIRST_SERIAL;
        synchronized (orphans) {
            return index >= 0 && index < orphans.length() && orphans.get((int) index);
        }
    }

    /** The live part with that number, or null. */
    @Nullable Part part(long serial) {
        return parts.get(serial);
    }

    /** Runs what makes new parts, so that it ends before the process does. */
    <T> T inside(Supplier<T> action) {
        gate.readLock().lock();
        try {
            if (hasLeft) {
                throw new IllegalStateException("the process has left its fabric");
            }
            return action.get();
        } finally {
            gate.readLock().unlock();
        }
    }

    /**
     * Has every import look whether it still has a path, so that it notices a loss before anything
     * else happens.
     */
    void noticeLosses() {
        for (Part part : parts.values()) {
            if (part instanceof ImportSegment segment) {
                segment.noticeLoss();
            }
        }
    }

    /** The process exits in good order: its imports are disconnected, its exports destroyed. */
    @Override
    public void close() {
        end(false);
    }

    /**
     * The process is gone as after SIGKILL: what it had open is closed, and nothing is tidied up.
     */
    void abandon() {
        end(true);
    }

    private void end(boolean isKilled) {
        gate.writeLock().lock();
        try {
            if (hasLeft) {
                return;
            }
            hasLeft = true;
            List<Part> ending = new ArrayList<>(parts.values());
            for (Part part : ending) {
                switch (part) {
                    case ImportSegment segment -> segment.close();
                    case ExportSegment segment -> segment.end(isKilled);
                    case Controller _, Barrier _ -> {}
                }
            }
            parts.clear();
            backend.close();
        } finally {
            gate.writeLock().unlock();
        }
    }
}
