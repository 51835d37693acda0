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

    /** Whether every choice known here is the same, or unknown, there. */
    public boolean agreesWith(Reading other) {
        return choices.entrySet().stream()
                .allMatch(choice ->
                        other.at(choice.getKey()).orElse(choice.getValue()) == choice.getValue());
    }
}
