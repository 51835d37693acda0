package org.rsmtck.reference.shared;

/**
 * A card in the ledger of an exporter, as long as it is of one certain publication.
 *
 * @param exporter whose it is
 * @param header the card
 * @param place where it is, and of which publication
 */
record PublishedCard(Exporter exporter, PublicationHeader header, Place place) {

    boolean isPublished() {
        return header.isPublished(place);
    }

    /** Whether the publication stands and its exporter lives: once false, false for ever. */
    boolean isIntact() {
        return header.isPublished(place) && exporter.isAlive();
    }
}
