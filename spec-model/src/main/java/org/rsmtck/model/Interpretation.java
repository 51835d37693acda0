package org.rsmtck.model;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of an implementation's choices at the points that its profile leaves open.
 * Observations add to it; a point that nothing has depended on so far is absent.
 */
public final class Interpretation {

    /** Nothing is known yet. */
    public static final Interpretation NONE = new Interpretation(new TreeMap<>());

    private final SortedMap<VariationPoint<?>, Variant> choices;

    private Interpretation(SortedMap<VariationPoint<?>, Variant> choices) {
        this.choices = choices;
    }

    /** The points that are decided, in their order, with what was chosen there. */
    public Map<VariationPoint<?>, Variant> choices() {
        return Collections.unmodifiableMap(choices);
    }

    public <V extends Enum<V> & Variant> Optional<V> at(VariationPoint<V> point) {
        return Optional.ofNullable(choices.get(point)).map(point::option);
    }

    public <V extends Enum<V> & Variant> Interpretation with(VariationPoint<V> point, V option) {
        SortedMap<VariationPoint<?>, Variant> more = new TreeMap<>(choices);
        more.put(point, option);
        return new Interpretation(more);
    }

    public Interpretation without(VariationPoint<?> point) {
        SortedMap<VariationPoint<?>, Variant> fewer = new TreeMap<>(choices);
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

    @Override
    public boolean equals(Object other) {
        return other instanceof Interpretation it && choices.equals(it.choices);
    }

    @Override
    public int hashCode() {
        return choices.hashCode();
    }

    @Override
    public String toString() {
        return "Interpretation[choices=" + choices + "]";
    }
}
