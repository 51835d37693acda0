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

/** The engine for the processes of one machine, which share a {@link FabricFolder}. */
public final class SharedBackend implements Backend {
    private static final long FIRST_FRESH_ID = 0x8000_0000L;
    private static final long LAST_FRESH_ID = 0xFFFF_FFFFL;

    private final int node;
    private final FabricFolder folder;
    private final KernelUser user;
    private final boolean isOwner;

    // Made for the first publication: who only imports has none. Guarded by the monitor.
    private @Nullable Ledger ledger;
    private volatile boolean isAbandoned;

    /**
     * Takes charge of the open folder.
     *
     * @throws IllegalArgumentException if the fabric has no such node, or the process cannot be who
     *     it says
     */
    public SharedBackend(FabricFolder folder, int node, Credentials credentials) {
        this(folder, node, credentials, true);
    }

    private SharedBackend(FabricFolder folder, int node, Credentials credentials, boolean isOwner) {
        if (!folder.state().hasNode(node)) {
            throw new IllegalArgumentException(
                    "the fabric has no node " + Integer.toUnsignedString(node));
        }
        this.node = node;
        this.folder = folder;
        this.user = KernelUser.of(folder.state().identities(), credentials);
        this.isOwner = isOwner;
    }

    /**
     * As the constructor, for one of several that share the open folder, which the caller closes
     * after them.
     */
    public static SharedBackend within(FabricFolder folder, int node, Credentials credentials) {
        return new SharedBackend(folder, node, credentials, false);
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
        long id = FIRST_FRESH_ID + folder.commons().nextId(node);
        if (id > LAST_FRESH_ID) {
            throw new OutOfResourceException(
                    Resource.DESCRIPTORS,
                    "all segment ids from 0x80000000 on were given out on node " + node);
        }
        return (int) id;
    }

    @Override
    public Optional<Listing> find(int exporter, int segment) {
        String text = folder.files().readLink(Names.card(exporter, segment));
        Place place = text == null ? null : Place.of(text);
        return place == null ? Optional.empty() : SharedListing.of(this, place, exporter, segment);
    }

    FabricFolder folder() {
        return folder;
    }

    KernelUser user() {
        return user;
    }

    synchronized Ledger ledger() {
        if (ledger == null) {
            ledger = Ledger.make(folder.files(), user);
        }
        return ledger;
    }

    /** From here on the process counts as killed: nothing is tidied up any more. */
    void abandoned() {
        isAbandoned = true;
    }

    @Override
    public synchronized void close() {
        if (ledger != null) {
            if (isAbandoned) {
                ledger.abandon();
            } else {
                ledger.close();
            }
        }
        if (isOwner) {
            folder.close();
        }
    }
}
