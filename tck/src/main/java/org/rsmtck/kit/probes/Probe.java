package org.rsmtck.kit.probes;

import org.rsmtck.api.Capability;
import org.rsmtck.kit.plan.Owed;

import java.util.List;

/**
 * One thing that is tried on fresh processes.
 *
 * @param owed what it is for
 * @param needs what a target must be capable of
 */
public record Probe(Owed owed, List<Capability> needs, Attempt attempt) {

    /** How it is tried. */
    interface Attempt {
        /**
         * Tries it.
         *
         * @throws ProbeFailedException if what was seen is not allowed
         * @throws NotReadyException if it could not be brought about
         */
        void on(ProbeContext context);
    }

    static Probe of(String name, List<String> clauses, Attempt attempt) {
        return needing(name, clauses, List.of(), attempt);
    }

    static Probe needing(
            String name, List<String> clauses, List<Capability> needs, Attempt attempt) {
        Owed owed = new Owed(ProbesSuite.NAME + ": " + name, ProbesSuite.NAME, clauses, List.of());
        return new Probe(owed, List.copyOf(needs), attempt);
    }
}
