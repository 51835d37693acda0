package org.rsmtck.reference.shared;

import java.util.OptionalInt;

/**
 * Removing what exporters left that died.
 *
 * <p>A file whose exporter lives is locked from before it got its name. Names of cards are used
 * again, so that a stale one is looked at and removed only under the sweep lock, which goes with
 * its holder: otherwise a slow sweeper could remove the name that a new exporter has just put in
 * the place of the old.
 */
final class Sweep {

    private Sweep() {}

    /**
     * Removes all that the dead left in the folder. Best effort: what this process may not remove
     * stays.
     */
    static void all(FabricFolder folder) {
        for (String name : folder.names()) {
            if (Names.isMemory(name) && isStale(folder, name)) {
                folder.unlink(name);
            } else if (Names.isCard(name) && isStale(folder, name)) {
                card(folder, name);
            }
        }
    }

    /** Removes the card of that name, and its memory, if its exporter is dead. */
    static void card(FabricFolder folder, String name) {
        try (Descriptor commons = folder.openCommons()) {
            if (!Patience.until(() -> commons.lock(SharedCounters.SWEEP_LOCK))) {
                return;
            }
            OptionalInt fd = folder.openForReading(name);
            if (fd.isEmpty()) {
                return;
            }
            try (Descriptor file = new Descriptor(fd.getAsInt())) {
                if (file.isLockedByOther(PublicationHeader.EXPORTER_LOCK)) {
                    return;
                }
                if (file.length() >= PublicationHeader.LENGTH) {
                    try (Mapping mapping =
                            Mapping.of(file, 0, PublicationHeader.LENGTH, Mapping.READ)) {
                        folder.unlink(
                                Names.memory(new PublicationHeader(mapping.bytes()).memory()));
                    }
                }
                folder.unlink(name);
            }
        }
    }

    private static boolean isStale(FabricFolder folder, String name) {
        OptionalInt fd = folder.openForReading(name);
        if (fd.isEmpty()) {
            return false;
        }
        try (Descriptor file = new Descriptor(fd.getAsInt())) {
            return !file.isLockedByOther(PublicationHeader.EXPORTER_LOCK);
        }
    }
}
