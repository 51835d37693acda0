package org.rsmtck.model;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of an implementation's choices at the points that its profile leaves open.
 * Observations add to it; a point that nothing has depended on so far is absent.
 */
public record Reading(Map<Point, Option> choices) {

    /** Nothing is known yet. */
    public static final Reading NONE = new Reading(new EnumMap<>(Point.class));

    public Optional<Option> at(Point point) {
        return Optional.ofNullable(choices.get(point));
    }

    public Reading with(Point point, Option option) {
        Map<Point, Option> more = new EnumMap<>(Point.class);
        more.putAll(choices);
        more.put(point, option);
        return new Reading(more);
    }

    public Reading without(Point point) {
        Map<Point, Option> fewer = new EnumMap<>(Point.class);
        fewer.putAll(choices);
        fewer.remove(point);
        return new Reading(fewer);
    }

    /**
     * Whether every implementation that {@code other} speaks of is one that this speaks of too, and
     * more are.
     */
    public boolean isWiderThan(Reading other) {
        return choices.size() < other.choices.size()
                && other.choices.entrySet().containsAll(choices.entrySet());
    }
}
