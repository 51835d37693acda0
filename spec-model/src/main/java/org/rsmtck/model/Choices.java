package org.rsmtck.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Walks through every way to decide the points that an evaluation asks about. A point is decided
 * only when it is asked for, so a reading grows by what mattered and by nothing else.
 */
final class Choices {
    private final Profile profile;
    private final List<Decision> path = new ArrayList<>();
    private int depth;
    private Reading reading = Reading.NONE;

    private record Decision(List<Option> options, int taken) {}

    private Choices(Profile profile) {
        this.profile = profile;
    }

    /**
     * Runs {@code evaluation} once for every way to decide what {@code known} leaves open and it
     * asks for.
     */
    static void each(Profile profile, Reading known, Consumer<Choices> evaluation) {
        Choices choices = new Choices(profile);
        do {
            choices.depth = 0;
            choices.reading = known;
            evaluation.accept(choices);
        } while (choices.advance());
    }

    Option at(Point point) {
        var options = profile.at(point);
        if (options.size() == 1) {
            return options.iterator().next();
        }
        return reading.at(point).orElseGet(() -> decide(point));
    }

    /** What is decided by now. */
    Reading reading() {
        return reading;
    }

    Profile profile() {
        return profile;
    }

    private Option decide(Point point) {
        if (depth == path.size()) {
            path.add(new Decision(List.copyOf(java.util.EnumSet.copyOf(profile.at(point))), 0));
        }
        Decision decision = path.get(depth++);
        Option option = decision.options.get(decision.taken);
        reading = reading.with(point, option);
        return option;
    }

    private boolean advance() {
        while (!path.isEmpty()) {
            Decision last = path.removeLast();
            if (last.taken + 1 < last.options.size()) {
                path.add(new Decision(last.options, last.taken + 1));
                return true;
            }
        }
        return false;
    }
}
