package org.rsmtck.reference.shared;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Event.Resource;
import org.rsmtck.reference.backend.Backend;
import org.rsmtck.reference.backend.Environment;
import org.rsmtck.reference.backend.HomeMemory;
import org.rsmtck.reference.backend.Listing;
import org.rsmtck.reference.backend.OutOfResourceException;

import java.util.Optional;
import java.util.OptionalInt;

/** The engine for the processes of one machine, which share a {@link FabricFolder}. */
public final class SharedBackend implements Backend {
    private static final long FIRST_FRESH_ID = 0x8000_0000L;
    private static final long LAST_FRESH_ID = 0xFFFF_FFFFL;

    private final int node;
    private final FabricFolder folder;
    private final KernelUser user;

    // Opened by the first who needs it: most processes that only import never do.
    private volatile @Nullable SharedCounters commons;

    /**
     * Takes charge of the open folder.
     *
     * @throws IllegalArgumentException if the fabric has no such node, or the process cannot be who
     *     it says
     */
    public SharedBackend(FabricFolder folder, int node, Credentials credentials) {
        if (!folder.state().hasNode(node)) {
            throw new IllegalArgumentException(
                    "the fabric has no node " + Integer.toUnsignedString(node));
        }
        this.node = node;
        this.folder = folder;
        this.user = KernelUser.of(folder.state().identities(), credentials);
    }

    /** Removes from the folder what exporters left there that died without tidying up. */
    public void sweep() {
        Sweep.all(folder);
    }

    @Override
    public Environment environment() {
        return folder.state();
    }

    @Override
    public void require(Resource resource) {}

    /** No call of this engine waits for anything that a signal could end. */
    @Override
    public boolean isInterrupted() {
        return false;
    }

    @Override
    public HomeMemory allocate(long length) {
        return new SharedHome(this, length);
    }

    @Override
    public int freshSegmentId() {
        long id = FIRST_FRESH_ID + commons().nextId(node);
        if (id > LAST_FRESH_ID) {
            throw new OutOfResourceException(
                    Resource.DESCRIPTORS,
                    "all segment ids from 0x80000000 on were given out on node " + node);
        }
        return (int) id;
    }

    @Override
    public Optional<Listing> find(int exporter, int segment) {
        String name = Names.card(exporter, segment);
        OptionalInt fd = folder.openForReading(name);
        return fd.isEmpty()
                ? Optional.empty()
                : SharedListing.of(this, new Descriptor(fd.getAsInt()), exporter, segment);
    }

    FabricFolder folder() {
        return folder;
    }

    KernelUser user() {
        return user;
    }

    SharedCounters commons() {
        SharedCounters present = commons;
        if (present == null) {
            synchronized (this) {
                present = commons;
                if (present == null) {
                    present = new SharedCounters(folder.openCommons());
                    commons = present;
                }
            }
        }
        return present;
    }

    @Override
    public void close() {
        SharedCounters present = commons;
        if (present != null) {
            present.close();
        }
        folder.close();
    }
}
