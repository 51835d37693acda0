package org.rsmtck.reference.shared;

import org.jspecify.annotations.Nullable;
import org.rsmtck.reference.backend.Admission;
import org.rsmtck.reference.backend.Offer;
import org.rsmtck.reference.backend.Publication;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A card of this process's ledger, and the name by which others find it. */
final class SharedPublication implements Publication {
    private final FabricFolder folder;
    private final SharedHome home;
    private final Ledger ledger;
    private final Place place;
    private final String name;
    private final PublicationHeader card;
    private Admission admission;
    private boolean isNamed;

    private SharedPublication(
            FabricFolder folder, SharedHome home, Offer offer, Ledger ledger, Place place) {
        this.folder = folder;
        this.home = home;
        this.ledger = ledger;
        this.place = place;
        this.name = Names.card(offer.node(), offer.segment());
        this.card = ledger.card(place);
        this.admission = offer.admission();
    }

    /** Publishes the memory; null if the segment id is taken. */
    static @Nullable SharedPublication of(
            SharedBackend backend, SharedHome home, Offer offer, int bell) {
        Ledger ledger = backend.ledger();
        Place place = ledger.take();
        SharedPublication publication =
                new SharedPublication(backend.folder(), home, offer, ledger, place);
        boolean isPublished = false;
        try {
            publication.card.announce(place);
            if (!backend.folder().files().link(home.file(), place.memory())) {
                throw new IllegalStateException(place.memory() + " is there already");
            }
            publication.card.write(offer, place, bell);
            isPublished = publication.takeName();
            if (isPublished) {
                backend.user().own(backend.folder().files(), publication.name);
            }
        } finally {
            if (!isPublished) {
                publication.end();
            }
        }
        return isPublished ? publication : null;
    }

    /** The one step that publishes: from here on others find the card. */
    private boolean takeName() {
        BooleanSupplier isDecided =
                () -> {
                    isNamed = folder.files().linkPlace(place, name);
                    return isNamed || isTaken();
                };
        return Patience.until(isDecided) && isNamed;
    }

    /**
     * Whether a living exporter has the name. A stale one is removed, a segment being withdrawn is
     * waited for.
     */
    private boolean isTaken() {
        String text = folder.files().readLink(name);
        if (text == null) {
            return false;
        }
        Place other = Place.of(text);
        if (other == null) {
            // Nobody's to take away.
            return true;
        }
        Exporter exporter = folder.exporters().open(other.exporter());
        if (exporter == null) {
            Sweep.name(folder, name);
            return false;
        }
        try {
            PublicationHeader found = exporter.card(other.slot());
            return found != null && found.isPublished(other);
        } finally {
            folder.exporters().release(exporter);
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
        home.tail().signal();
        card.signal();
    }

    @Override
    public void withdraw() {
        Descriptor file = home.file();
        boolean isAlone = file.lock(MemoryTail.CONNECTED_LOCK);
        Optional<Descriptor> fresh = isAlone ? Optional.empty() : Optional.of(home.freshFile());
        // The step that takes effect: every importer sees the word at its next access.
        end();
        if (fresh.isPresent()) {
            // A put that found the segment published is let finish, and is then part of the copy.
            Patience.until(() ->
                    home.tail().hasNoPuts() || !file.isHeldByOther(MemoryTail.CONNECTED_LOCK));
            home.moveTo(fresh.get());
        }
    }

    @Override
    public void discard() {
        end();
    }

    private void end() {
        card.withdraw();
        if (isNamed) {
            folder.files().unlink(name);
        }
        folder.files().unlink(place.memory());
        ledger.giveBack(place);
        home.withdrawn();
    }
}
