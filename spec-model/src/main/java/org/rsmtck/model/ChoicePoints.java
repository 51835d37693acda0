package org.rsmtck.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Walks through every way to decide the points that an evaluation asks about. A point is decided
 * only when it is asked for, so an interpretation grows by what mattered and by nothing else.
 *
 * <pre>{@code
 * ChoicePoints choices = new ChoicePoints(open, known);
 * do {
 *     evaluate(choices);
 * } while (choices.advance());
 * }</pre>
 */
final class ChoicePoints implements Choices {
    private final Open open;
    private final Interpretation known;
    private final List<Decision> path = new ArrayList<>(0);
    private int depth;
    private Interpretation reading;

    private record Decision(int options, int taken) {}

    /** What a profile leaves open, by the place of the point: looked up at every question. */
    static final class Open {
        private final Profile profile;
        private final Variant[][] options;

        Open(Profile profile) {
            this.profile = profile;
            this.options =
                    VariationPoint.all().stream()
                            .map(point -> profile.at(point).toArray(Variant[]::new))
                            .toArray(Variant[][]::new);
        }

        Profile profile() {
            return profile;
        }
    }

    /** Walks through every way to decide what {@code known} leaves open. */
    ChoicePoints(Open open, Interpretation known) {
        this.open = open;
        this.known = known;
        this.reading = known;
    }

    @Override
    public <V extends Enum<V> & Variant> V at(VariationPoint<V> point) {
        Variant[] options = open.options[point.place()];
        if (options.length == 1) {
            return point.option(options[0]);
        }
        Variant chosen = reading.chosenAt(point.place());
        return chosen == null ? decide(point, options) : point.option(chosen);
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
        return open.profile;
    }

    private <V extends Enum<V> & Variant> V decide(VariationPoint<V> point, Variant[] options) {
        V option = point.option(options[among(options.length)]);
        reading = reading.with(point, option);
        return option;
    }

    /** Goes on to the next way to decide what was asked for; false after the last. */
    boolean advance() {
        depth = 0;
        reading = known;
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
