package org.rsmtck.reference.shared;

import org.jspecify.annotations.Nullable;
import org.rsmtck.reference.backend.Admission;
import org.rsmtck.reference.backend.Offer;
import org.rsmtck.reference.backend.Publication;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/**
 * An exporter's card, open, mapped for writing and locked: the lock is what tells others that the
 * exporter lives.
 */
final class SharedPublication implements Publication {
    private static final int READABLE = 0644;

    private final FabricFolder folder;
    private final SharedHome home;
    private final String name;
    private final String memoryName;
    private final Descriptor file;
    private final Mapping mapping;
    private final PublicationHeader card;
    private Admission admission;
    private boolean isNamed;

    private SharedPublication(
            FabricFolder folder,
            SharedHome home,
            Offer offer,
            long memory,
            Descriptor file,
            Mapping mapping) {
        this.folder = folder;
        this.home = home;
        this.name = Names.card(offer.node(), offer.segment());
        this.memoryName = Names.memory(memory);
        this.file = file;
        this.mapping = mapping;
        this.card = new PublicationHeader(mapping.bytes());
        this.admission = offer.admission();
    }

    /**
     * Publishes the memory whose file bears the number {@code memory}; null if the segment id is
     * taken.
     */
    static @Nullable SharedPublication of(
            SharedBackend backend, SharedHome home, Offer offer, long memory, int bell) {
        FabricFolder folder = backend.folder();
        Descriptor file = folder.openNameless(READABLE);
        Mapping mapping = null;
        boolean isPublished = false;
        try {
            file.resize(PublicationHeader.LENGTH);
            if (backend.user().identities() == Identities.KERNEL) {
                // The umask of the process must not keep other users from reading whom the segment
                // admits.
                file.mode(READABLE);
                backend.user().own(file);
            }
            file.lock(PublicationHeader.EXPORTER_LOCK);
            mapping = Mapping.of(file, 0, PublicationHeader.LENGTH, Mapping.READ_WRITE);
            SharedPublication publication =
                    new SharedPublication(folder, home, offer, memory, file, mapping);
            publication.card.write(offer, memory, bell);
            isPublished = publication.takeName();
            return isPublished ? publication : null;
        } finally {
            if (!isPublished) {
                if (mapping != null) {
                    mapping.close();
                }
                file.close();
            }
        }
    }

    /** The one step that publishes: from here on others find the card. */
    private boolean takeName() {
        BooleanSupplier isDecided =
                () -> {
                    isNamed = folder.link(file, name);
                    return isNamed || isTaken();
                };
        return Patience.until(isDecided) && isNamed;
    }

    /**
     * Whether a living exporter has the name. A stale card is removed, a segment being withdrawn is
     * waited for.
     */
    private boolean isTaken() {
        OptionalInt fd = folder.openForReading(name);
        if (fd.isEmpty()) {
            return false;
        }
        try (Descriptor other = new Descriptor(fd.getAsInt())) {
            if (other.isLockedByOther(PublicationHeader.EXPORTER_LOCK)) {
                // What is too short for a card is nobody's to take away.
                return other.length() < PublicationHeader.LENGTH || isPublished(other);
            }
            Sweep.card(folder, name);
            return false;
        }
    }

    private static boolean isPublished(Descriptor file) {
        try (Mapping mapping = Mapping.of(file, 0, PublicationHeader.LENGTH, Mapping.READ)) {
            return new PublicationHeader(mapping.bytes()).isPublished();
        }
    }

    @Override
    public void readmit(Admission next) {
        int before = KernelMode.of(admission, home.identities());
        int after = KernelMode.of(next, home.identities());
        // Whoever connects meanwhile finds one list or the other, and a file that admits him under
        // either.
        home.mode(before | after);
        card.admit(next);
        home.mode(after);
        admission = next;
    }

    @Override
    public void signal() {
        card.signal();
    }

    @Override
    public void withdraw() {
        boolean isAlone = file.lock(PublicationHeader.CONNECTED_LOCK);
        Optional<Descriptor> fresh = isAlone ? Optional.empty() : Optional.of(home.freshFile());
        // The step that takes effect: every importer sees the word at its next access.
        card.withdraw();
        folder.unlink(name);
        folder.unlink(memoryName);
        if (fresh.isPresent()) {
            // A put that found the segment published is let finish, and is then part of the copy.
            Patience.until(() ->
                    home.puts().areNone() || !file.isHeldByOther(PublicationHeader.CONNECTED_LOCK));
            home.moveTo(fresh.get());
        }
        home.withdrawn();
        abandon();
    }

    @Override
    public void discard() {
        card.withdraw();
        folder.unlink(name);
        folder.unlink(memoryName);
        home.withdrawn();
        abandon();
    }

    /** Lets go of the card as it stands. */
    void abandon() {
        mapping.close();
        file.close();
    }
}
