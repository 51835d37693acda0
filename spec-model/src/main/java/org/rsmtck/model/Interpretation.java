package org.rsmtck.model;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of an implementation's choices at the points that its profile leaves open.
 * Observations add to it; a point that nothing has depended on so far is absent.
 */
public record Interpretation(Map<VariationPoint, Variant> choices) {

    /** Nothing is known yet. */
    public static final Interpretation NONE =
            new Interpretation(new EnumMap<>(VariationPoint.class));

    public Optional<Variant> at(VariationPoint point) {
        return Optional.ofNullable(choices.get(point));
    }

    public Interpretation with(VariationPoint point, Variant option) {
        Map<VariationPoint, Variant> more = new EnumMap<>(VariationPoint.class);
        more.putAll(choices);
        more.put(point, option);
        return new Interpretation(more);
    }

    public Interpretation without(VariationPoint point) {
        Map<VariationPoint, Variant> fewer = new EnumMap<>(VariationPoint.class);
        fewer.putAll(choices);
        fewer.remove(point);
        return new Interpretation(fewer);
    }

    /**
     * Whether every implementation that {@code other} speaks of is one that this speaks of too, and
     * more are.
     */
    public boolean isWiderThan(Interpretation other) {
        return choices.size() < other.choices.size()
                && other.choices.entrySet().containsAll(choices.entrySet());
    }
}
