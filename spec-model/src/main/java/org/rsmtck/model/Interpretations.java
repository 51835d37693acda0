package org.rsmtck.model;

import java.util.LinkedHashSet;
import java.util.Map;
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
                Interpretation wider = wider(profile, merged, reading);
                if (wider != null) {
                    merged.removeIf(wider::isWiderThan);
                    merged.add(wider);
                    changed = true;
                    break;
                }
            }
        }
        return merged;
    }

    private static Interpretation wider(
            Profile profile, Set<Interpretation> readings, Interpretation reading) {
        for (Map.Entry<VariationPoint, Variant> choice : reading.choices().entrySet()) {
            VariationPoint point = choice.getKey();
            boolean isOpen =
                    profile.at(point).stream()
                            .allMatch(option -> readings.contains(reading.with(point, option)));
            if (isOpen) {
                return reading.without(point);
            }
        }
        for (Interpretation other : readings) {
            if (other != reading && other.isWiderThan(reading)) {
                return other;
            }
        }
        return null;
    }
}
