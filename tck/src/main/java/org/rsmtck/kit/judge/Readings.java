package org.rsmtck.kit.judge;

import org.rsmtck.model.Option;
import org.rsmtck.model.Point;
import org.rsmtck.model.Profile;
import org.rsmtck.model.Reading;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Sets of readings, kept small. */
public final class Readings {
    private Readings() {}

    /**
     * The same readings, with a point left out wherever every option at it is possible and leads to
     * the same.
     */
    public static Set<Reading> merged(Profile profile, Set<Reading> readings) {
        Set<Reading> merged = new LinkedHashSet<>(readings);
        boolean changed = merged.size() > 1;
        while (changed) {
            changed = false;
            for (Reading reading : merged) {
                Reading wider = wider(profile, merged, reading);
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

    private static Reading wider(Profile profile, Set<Reading> readings, Reading reading) {
        for (Map.Entry<Point, Option> choice : reading.choices().entrySet()) {
            Point point = choice.getKey();
            boolean isOpen =
                    profile.at(point).stream()
                            .allMatch(option -> readings.contains(reading.with(point, option)));
            if (isOpen) {
                return reading.without(point);
            }
        }
        for (Reading other : readings) {
            if (other != reading && other.isWiderThan(reading)) {
                return other;
            }
        }
        return null;
    }
}
