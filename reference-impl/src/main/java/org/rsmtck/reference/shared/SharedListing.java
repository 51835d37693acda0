package org.rsmtck.reference.shared;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Permission;
import org.rsmtck.reference.backend.Listing;
import org.rsmtck.reference.backend.Offer;

import java.lang.invoke.VarHandle;
import java.util.Optional;

/** A card that was found under its name, of a living exporter. */
final class SharedListing implements Listing {
    private final SharedBackend backend;
    private final PublishedCard card;
    private final Offer offer;
    private boolean isHandedOver;

    private SharedListing(SharedBackend backend, PublishedCard card, Offer offer) {
        this.backend = backend;
        this.card = card;
        this.offer = offer;
    }

    /** What is published at the place under that name; empty where nothing is, or no longer. */
    static Optional<Listing> of(SharedBackend backend, Place place, int node, int segment) {
        Exporters exporters = backend.folder().exporters();
        Exporter exporter = exporters.open(place.exporter());
        if (exporter == null) {
            return Optional.empty();
        }
        SharedListing listing = null;
        try {
            PublicationHeader header = exporter.card(place.slot());
            if (header != null && header.isPublished(place)) {
                PublishedCard card = new PublishedCard(exporter, header, place);
                Offer offer = offerOf(card, backend.user(), node, segment);
                listing = offer == null ? null : new SharedListing(backend, card, offer);
            }
            return Optional.ofNullable(listing);
        } finally {
            if (listing == null) {
                exporters.release(exporter);
            }
        }
    }

    private static @Nullable Offer offerOf(
            PublishedCard card, KernelUser user, int node, int segment) {
        Offer offer = card.header().offer();
        VarHandle.loadLoadFence();
        boolean isWhole =
                card.isPublished()
                        && offer.node() == node
                        && offer.segment() == segment
                        && offer.length() > 0;
        return isWhole && card.exporter().isVouchedFor(user, offer.uid()) ? offer : null;
    }

    @Override
    public Offer offer() {
        return offer;
    }

    @Override
    public Attempt connect(int permission) {
        boolean isWritable = permission != Permission.READ;
        int fd = backend.folder().files().open(card.place().memory(), isWritable);
        if (fd == -Posix.EACCES) {
            return card.isPublished() ? new Denied() : new Gone();
        } else if (fd < 0) {
            return new Gone();
        }
        Descriptor memory = new Descriptor(fd);
        try {
            if (!backend.user().vouches(memory, offer.uid()) || !isStillConnected(memory)) {
                return new Gone();
            }
            isHandedOver = true;
            return new Connected(
                    new SharedConnection(backend, card, memory, offer.length(), isWritable));
        } finally {
            if (!isHandedOver) {
                memory.close();
            }
        }
    }

    /**
     * Counts this importer as connected, and looks only then whether the segment is still
     * published: an exporter that withdraws from here on sees this importer. One that withdraws
     * while nobody is connected keeps newcomers off by this lock.
     */
    private boolean isStillConnected(Descriptor memory) {
        return Patience.until(() -> memory.share(MemoryTail.CONNECTED_LOCK) || !card.isPublished())
                && card.isPublished();
    }

    @Override
    public void close() {
        if (!isHandedOver) {
            backend.folder().exporters().release(card.exporter());
        }
    }
}
