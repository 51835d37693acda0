package org.rsmtck.reference.shared;

import org.jspecify.annotations.Nullable;

/**
 * The ledger of an exporter, open for reading. Whoever {@linkplain Exporters#open got} one
 * {@linkplain Exporters#release releases} it.
 */
final class Exporter {
    private final long number;
    private final Descriptor file;
    private final Mapping mapping;
    private final LedgerLayout layout;
    private final LifeWord life;

    /** How many use it; guarded by the monitor of {@link Exporters}. */
    int users;

    private Exporter(long number, Descriptor file, Mapping mapping) {
        this.number = number;
        this.file = file;
        this.mapping = mapping;
        this.layout = new LedgerLayout(mapping.bytes());
        this.life = layout.life();
    }

    /** Takes charge of an open ledger; null where its exporter is dead. */
    static @Nullable Exporter of(long number, Descriptor file) {
        Mapping mapping = null;
        boolean isAlive = false;
        try {
            // What is too short has only just been made, or is none.
            isAlive =
                    file.isLockedByOther(LedgerLayout.EXPORTER_LOCK)
                            && file.length() >= LedgerLayout.lengthFor(0);
            if (isAlive) {
                mapping = Mapping.of(file, 0, LedgerLayout.LENGTH, Mapping.READ);
            }
        } finally {
            if (mapping == null) {
                file.close();
            }
        }
        return mapping == null ? null : new Exporter(number, file, mapping);
    }

    long number() {
        return number;
    }

    /** Whether it lives: once false, false for ever. */
    boolean isAlive() {
        return !life.isDead()
                && (life.isWatched() || file.isLockedByOther(LedgerLayout.EXPORTER_LOCK));
    }

    /** The card of that slot, or null where there is none. */
    @Nullable PublicationHeader card(int slot) {
        return slot >= 0 && slot < Math.min(layout.slots(), LedgerLayout.MOST_SLOTS)
                ? layout.card(slot)
                : null;
    }

    /** Whether the ledger is from the user that it is said to be from. */
    boolean isVouchedFor(KernelUser user, int uid) {
        return user.vouches(file, uid);
    }

    void close() {
        mapping.close();
        file.close();
    }
}
