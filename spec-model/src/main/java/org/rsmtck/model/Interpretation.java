package org.rsmtck.model;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of an implementation's choices at the points that its profile leaves open.
 * Observations add to it; a point that nothing has depended on so far is absent.
 */
public final class Interpretation {

    /** Nothing is known yet. */
    public static final Interpretation NONE = new Interpretation(new Variant[0]);

    /** By the place of the point: what was chosen there, or null. Ends with a choice. */
    private final @Nullable Variant[] choices;

    private final int hash;

    private Interpretation(@Nullable Variant[] choices) {
        this.choices = choices;
        this.hash = Arrays.hashCode(choices);
    }

    /** The points that are decided, in their order, with what was chosen there. */
    public Map<VariationPoint<?>, Variant> choices() {
        Map<VariationPoint<?>, Variant> decided = new LinkedHashMap<>();
        for (int place = 0; place < choices.length; place++) {
            Variant chosen = choices[place];
            if (chosen != null) {
                decided.put(VariationPoint.all().get(place), chosen);
            }
        }
        return Collections.unmodifiableMap(decided);
    }

    public <V extends Enum<V> & Variant> Optional<V> at(VariationPoint<V> point) {
        @Nullable Variant chosen = chosenAt(point.place());
        return chosen == null ? Optional.empty() : Optional.of(point.option(chosen));
    }

    /** What was chosen at the point that stands there; null if nothing was. */
    @Nullable Variant chosenAt(int place) {
        return place < choices.length ? choices[place] : null;
    }

    public <V extends Enum<V> & Variant> Interpretation with(VariationPoint<V> point, V option) {
        @Nullable Variant[] more =
                Arrays.copyOf(choices, Math.max(choices.length, point.place() + 1));
        more[point.place()] = option;
        return new Interpretation(more);
    }

    public Interpretation without(VariationPoint<?> point) {
        if (chosenAt(point.place()) == null) {
            return this;
        }
        @Nullable Variant[] fewer = choices.clone();
        fewer[point.place()] = null;
        int length = fewer.length;
        while (length > 0 && fewer[length - 1] == null) {
            length--;
        }
        return new Interpretation(Arrays.copyOf(fewer, length));
    }

    /**
     * Whether every implementation that {@code other} speaks of is one that this speaks of too, and
     * more are.
     */
    public boolean isWiderThan(Interpretation other) {
        for (int place = 0; place < choices.length; place++) {
            if (choices[place] != null && choices[place] != other.chosenAt(place)) {
                return false;
            }
        }
        return !equals(other);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Interpretation it
                        && hash == it.hash
                        && Arrays.equals(choices, it.choices);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return "Interpretation[choices=" + choices() + "]";
    }
}
