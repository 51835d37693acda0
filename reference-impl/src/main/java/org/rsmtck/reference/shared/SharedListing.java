package org.rsmtck.reference.shared;

import org.rsmtck.api.Permission;
import org.rsmtck.reference.backend.Listing;
import org.rsmtck.reference.backend.Offer;

import java.util.Optional;

/** A card that was found under its name, of a living exporter. */
final class SharedListing implements Listing {
    private final SharedBackend backend;
    private final Descriptor file;
    private final Mapping mapping;
    private final PublicationHeader card;
    private final Offer offer;
    private boolean isHandedOver;

    private SharedListing(
            SharedBackend backend,
            Descriptor file,
            Mapping mapping,
            PublicationHeader card,
            Offer offer) {
        this.backend = backend;
        this.file = file;
        this.mapping = mapping;
        this.card = card;
        this.offer = offer;
    }

    /**
     * Takes charge of the open card; empty where it is not, or no longer, published under that
     * name.
     */
    static Optional<Listing> of(SharedBackend backend, Descriptor file, int node, int segment) {
        Mapping mapping = null;
        boolean isFound = false;
        try {
            if (file.length() < PublicationHeader.LENGTH
                    || !file.isLockedByOther(PublicationHeader.EXPORTER_LOCK)) {
                return Optional.empty();
            }
            mapping = Mapping.of(file, 0, PublicationHeader.LENGTH, Mapping.READ);
            PublicationHeader card = new PublicationHeader(mapping.bytes());
            Offer offer = card.offer();
            isFound =
                    card.isPublished()
                            && offer.node() == node
                            && offer.segment() == segment
                            && offer.length() > 0
                            && backend.user().vouches(file, offer.uid());
            return isFound
                    ? Optional.of(new SharedListing(backend, file, mapping, card, offer))
                    : Optional.empty();
        } finally {
            if (!isFound) {
                if (mapping != null) {
                    mapping.close();
                }
                file.close();
            }
        }
    }

    @Override
    public Offer offer() {
        return offer;
    }

    @Override
    public Attempt connect(int permission) {
        // An exporter that withdraws while nobody is connected keeps newcomers off by this lock.
        if (!Patience.until(
                () -> file.share(PublicationHeader.CONNECTED_LOCK) || !card.isPublished())) {
            return new Gone();
        }
        boolean isWritable = permission != Permission.READ;
        int fd = backend.folder().open(Names.memory(card.memory()), isWritable);
        if (fd == -Posix.EACCES) {
            return card.isPublished() ? new Denied() : new Gone();
        } else if (fd < 0) {
            return new Gone();
        }
        Descriptor memory = new Descriptor(fd);
        Mapping bytes = null;
        try {
            if (!backend.user().vouches(memory, offer.uid())
                    || memory.length() < offer.length() + PutsUnderWay.PAGE) {
                return new Gone();
            }
            bytes =
                    isWritable
                            ? Mapping.of(
                                    memory,
                                    0,
                                    offer.length() + PutsUnderWay.PAGE,
                                    Mapping.READ_WRITE)
                            : Mapping.of(memory, 0, offer.length(), Mapping.READ);
            // Only now: the lock was shared before, so an exporter that withdraws from here on sees
            // this importer.
            if (card.isPublished()) {
                isHandedOver = true;
                return new Connected(
                        new SharedConnection(
                                backend, file, mapping, card, memory, bytes, offer.length()));
            }
            return new Gone();
        } finally {
            if (!isHandedOver) {
                if (bytes != null) {
                    bytes.close();
                }
                memory.close();
            }
        }
    }

    @Override
    public void close() {
        if (!isHandedOver) {
            mapping.close();
            file.close();
        }
    }
}
