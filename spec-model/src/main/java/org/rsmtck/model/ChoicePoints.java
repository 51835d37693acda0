package org.rsmtck.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Walks through every way to decide the points that an evaluation asks about. A point is decided
 * only when it is asked for, so a reading grows by what mattered and by nothing else.
 */
final class ChoicePoints implements Choices {
    private final Profile profile;
    private final List<Decision> path = new ArrayList<>();
    private int depth;
    private Interpretation reading = Interpretation.NONE;

    private record Decision(int options, int taken) {}

    private ChoicePoints(Profile profile) {
        this.profile = profile;
    }

    /**
     * Runs {@code evaluation} once for every way to decide what {@code known} leaves open and it
     * asks for.
     */
    static void each(Profile profile, Interpretation known, Consumer<ChoicePoints> evaluation) {
        ChoicePoints choices = new ChoicePoints(profile);
        do {
            choices.depth = 0;
            choices.reading = known;
            evaluation.accept(choices);
        } while (choices.advance());
    }

    @Override
    public <V extends Enum<V> & Variant> V at(VariationPoint<V> point) {
        Set<V> options = profile.at(point);
        if (options.size() == 1) {
            return options.iterator().next();
        }
        return reading.at(point).orElseGet(() -> decide(point));
    }

    /** One of so many ways, from 0 on: a choice that is made anew at each call. */
    int among(int ways) {
        if (ways == 1) {
            return 0;
        }
        if (depth == path.size()) {
            path.add(new Decision(ways, 0));
        }
        return path.get(depth++).taken;
    }

    /** What is decided by now. */
    Interpretation reading() {
        return reading;
    }

    Profile profile() {
        return profile;
    }

    private <V extends Enum<V> & Variant> V decide(VariationPoint<V> point) {
        if (depth == path.size()) {
            path.add(new Decision(profile.at(point).size(), 0));
        }
        V option = List.copyOf(profile.at(point)).get(path.get(depth++).taken);
        reading = reading.with(point, option);
        return option;
    }

    private boolean advance() {
        while (!path.isEmpty()) {
            Decision last = path.removeLast();
            if (last.taken + 1 < last.options) {
                path.add(new Decision(last.options, last.taken + 1));
                return true;
            }
        }
        return false;
    }
}
