package org.rsmtck.reports;

import java.util.List;

/**
 * On what terms a run is carried out and its failures are looked at.
 *
 * @param shard of what is owed
 * @param waivers of the owner of the kit
 * @param known what the vendor expects to end otherwise than passed; it changes no statement
 */
public record Terms(Shard shard, List<Waiver> waivers, List<KnownFailure> known) {
    /** All of it, and nothing excused. */
    public static final Terms USUAL = new Terms(Shard.WHOLE, List.of(), List.of());

    public Terms {
        waivers = List.copyOf(waivers);
        known = List.copyOf(known);
    }
}
