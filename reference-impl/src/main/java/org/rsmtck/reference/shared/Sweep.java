package org.rsmtck.reference.shared;

import java.util.OptionalInt;

/**
 * Removing what exporters left that died.
 *
 * <p>An exporter's ledger is locked from before it got its name, and tells all that the exporter
 * has in the folder. Names of publications are used again, so that a stale one is looked at and
 * removed only under the sweep lock, which goes with its holder: otherwise a slow sweeper could
 * remove the name that a new exporter has just put in the place of the old.
 */
final class Sweep {

    private Sweep() {}

    /**
     * Removes all that the dead left in the folder, and looks for that at exporters, not at what
     * the living published. Best effort: what this process may not remove stays.
     */
    static void all(FabricFolder folder) {
        for (String name : folder.files().ledgers()) {
            long number = Names.exporter(name);
            if (number != 0 && !isAlive(folder, number)) {
                alone(folder, () -> exporter(folder, number));
            }
        }
    }

    private static boolean isAlive(FabricFolder folder, long number) {
        OptionalInt fd = folder.files().openForReading(Names.ledger(number));
        if (fd.isEmpty()) {
            return false;
        }
        try (Descriptor file = new Descriptor(fd.getAsInt())) {
            return file.isLockedByOther(LedgerLayout.EXPORTER_LOCK);
        }
    }

    /** Removes a name of a publication, and its memory, if its exporter is dead. */
    static void name(FabricFolder folder, String name) {
        alone(
                folder,
                () -> {
                    String text = folder.files().readLink(name);
                    Place place = text == null ? null : Place.of(text);
                    if (place != null && !isAlive(folder, place.exporter())) {
                        folder.files().unlink(place.memory());
                        folder.files().unlink(name);
                    }
                });
    }

    private static void alone(FabricFolder folder, Runnable removal) {
        try (Descriptor commons = folder.openCommons()) {
            if (Patience.until(() -> commons.lock(SharedCounters.SWEEP_LOCK))) {
                removal.run();
            }
        }
    }

    private static void exporter(FabricFolder folder, long number) {
        OptionalInt fd = folder.files().openForReading(Names.ledger(number));
        if (fd.isEmpty()) {
            return;
        }
        try (Descriptor file = new Descriptor(fd.getAsInt())) {
            int room = LedgerLayout.slotsWithin(file.length());
            if (room >= 0) {
                try (Mapping mapping = Mapping.of(file, 0, LedgerLayout.LENGTH, Mapping.READ)) {
                    LedgerLayout layout = new LedgerLayout(mapping.bytes());
                    for (int slot = 0; slot < Math.min(layout.slots(), room); slot++) {
                        publication(folder, number, slot, layout.card(slot));
                    }
                }
            }
        }
        folder.files().unlink(Names.ledger(number));
    }

    private static void publication(
            FabricFolder folder, long number, int slot, PublicationHeader card) {
        int generation = card.generation();
        if (generation == 0) {
            return;
        }
        Place place = new Place(number, slot, generation);
        folder.files().unlink(place.memory());
        String name = Names.card(card.node(), card.segment());
        if (place.text().equals(folder.files().readLink(name))) {
            folder.files().unlink(name);
        }
    }
}
