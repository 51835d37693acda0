package org.rsmtck.kit.races;

import org.rsmtck.model.Model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A race as far as the model promises something of it. What a library makes of a call of which
 * nothing is promised may spoil whatever comes after it in the same process: no such call is made
 * there.
 */
final class PromisedRace {
    private PromisedRace() {}

    /**
     * The race with all calls that something is promised of, whatever the order of those that are
     * raced; empty if one of these is promised nothing itself.
     */
    static Optional<Race> of(Model model, Race race, long pageSize) {
        if (new RaceModel(model, race, pageSize).unpromised().isEmpty()) {
            return Optional.of(race);
        }
        Race careful = race.careful(race.after());
        while (true) {
            List<RaceCall> unpromised = new RaceModel(model, careful, pageSize).unpromised();
            if (unpromised.isEmpty()) {
                return Optional.of(careful);
            }
            RaceCall first = unpromised.getFirst();
            if (!careful.after().contains(first)) {
                return Optional.empty();
            }
            careful = race.careful(without(careful.after(), first));
        }
    }

    /** Without the call, and those on what it would have given. */
    private static List<RaceCall> without(List<RaceCall> turns, RaceCall left) {
        List<RaceCall> some = new ArrayList<>();
        for (RaceCall turn : turns) {
            if (!turn.equals(left) && !turn.on().equals(Optional.of(left.name()))) {
                some.add(turn);
            }
        }
        return some;
    }
}
