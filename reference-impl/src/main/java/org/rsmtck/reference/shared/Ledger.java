package org.rsmtck.reference.shared;

import org.rsmtck.api.Event.Resource;
import org.rsmtck.reference.backend.OutOfResourceException;

import java.util.ArrayDeque;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The cards of what this process has published, in one file, which is locked and open as long as
 * the process lives. Any thread may use it.
 */
final class Ledger {
    private static final int READABLE = 0644;
    private static final long PAGE = 4096;

    private final FolderFiles files;
    private final Descriptor file;
    private final Mapping mapping;
    private final LedgerLayout layout;
    private final long number;

    // Guarded by the monitor of this object.
    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    private long reserved;
    private int lastGeneration;

    private Ledger(FolderFiles files, Descriptor file, Mapping mapping, long number) {
        this.files = files;
        this.file = file;
        this.mapping = mapping;
        this.layout = new LedgerLayout(mapping.bytes());
        this.number = number;
    }

    /** A fresh ledger, known to all. */
    static Ledger make(FolderFiles files, KernelUser user) {
        Descriptor file = files.openNameless(READABLE);
        Mapping mapping = null;
        try {
            if (user.identities() == Identities.KERNEL) {
                // The umask of the process must not keep other users from reading whom it admits.
                file.mode(READABLE);
                user.own(file);
            }
            file.lock(LedgerLayout.EXPORTER_LOCK);
            mapping = Mapping.of(file, 0, LedgerLayout.LENGTH, Mapping.READ_WRITE);
            long number = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
            Ledger ledger = new Ledger(files, file, mapping, number);
            ledger.grow();
            LifeKeeper.watch(ledger.layout.life());
            ledger.takeName();
            return ledger;
        } catch (RuntimeException e) {
            if (mapping != null) {
                LifeKeeper.forget(new LedgerLayout(mapping.bytes()).life());
                mapping.close();
            }
            file.close();
            throw e;
        }
    }

    private void takeName() {
        if (!files.linkLedger(file, number)) {
            throw new IllegalStateException(Names.ledger(number) + " is there already");
        }
    }

    private void grow() {
        long next = Math.max(PAGE, Math.min(2 * reserved, LedgerLayout.LENGTH));
        int before = LedgerLayout.slotsWithin(reserved);
        if (next == reserved) {
            throw new OutOfResourceException(
                    Resource.DESCRIPTORS, "the process has no room for more publications");
        }
        file.reserve(next);
        reserved = next;
        int slots = LedgerLayout.slotsWithin(next);
        layout.slots(slots);
        for (int slot = Math.max(before, 0); slot < slots; slot++) {
            free.add(slot);
        }
    }

    /** A place for a card, which no other publication of this process has or had. */
    synchronized Place take() {
        if (free.isEmpty()) {
            grow();
        }
        lastGeneration++;
        if (lastGeneration == 0) {
            lastGeneration++;
        }
        return new Place(number, free.remove(), lastGeneration);
    }

    /** The card at the place is not published, and its slot is free for others. */
    synchronized void giveBack(Place place) {
        free.add(place.slot());
    }

    PublicationHeader card(Place place) {
        return layout.card(place.slot());
    }

    /** Ends it in good order: nothing is published. */
    void close() {
        files.unlink(Names.ledger(number));
        abandon();
    }

    /** Ends it as the death of the process does. */
    void abandon() {
        LifeKeeper.forget(layout.life());
        layout.life().die();
        mapping.close();
        file.close();
    }
}
