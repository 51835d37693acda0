package org.rsmtck.model;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Sets of readings, kept small. */
final class Interpretations {
    private Interpretations() {}

    /**
     * The same readings, with a point left out wherever every option at it is possible and leads to
     * the same.
     */
    static Set<Interpretation> merged(Profile profile, Set<Interpretation> readings) {
        Set<Interpretation> merged = new LinkedHashSet<>(readings);
        boolean changed = merged.size() > 1;
        while (changed) {
            changed = false;
            for (Interpretation reading : merged) {
                Optional<Interpretation> wider = wider(profile, merged, reading);
                if (wider.isPresent()) {
                    merged.removeIf(wider.get()::isWiderThan);
                    merged.add(wider.get());
                    changed = true;
                    break;
                }
            }
        }
        return merged;
    }

    private static Optional<Interpretation> wider(
            Profile profile, Set<Interpretation> readings, Interpretation reading) {
        for (VariationPoint<?> point : reading.choices().keySet()) {
            if (isOpen(profile, readings, reading, point)) {
                return Optional.of(reading.without(point));
            }
        }
        for (Interpretation other : readings) {
            if (other != reading && other.isWiderThan(reading)) {
                return Optional.of(other);
            }
        }
        return Optional.empty();
    }

    private static <V extends Enum<V> & Variant> boolean isOpen(
            Profile profile,
            Set<Interpretation> readings,
            Interpretation reading,
            VariationPoint<V> point) {
        return profile.at(point).stream()
                .allMatch(option -> readings.contains(reading.with(point, option)));
    }
}
