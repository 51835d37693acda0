package org.rsmtck.kit.histories;

import org.rsmtck.kit.histories.Crew.Made;
import org.rsmtck.kit.histories.Crew.Meeting;

import java.util.ArrayList;
import java.util.List;

/**
 * Which turns of different lanes were under way at the same time.
 *
 * @param isKnown whether that can be told
 */
record Meets(boolean isKnown, List<Pair> pairs) {
    static final Meets NONE = new Meets(true, List.of());

    /** Two turns. */
    record Pair(Lane.Turn one, Lane.Turn other) {}

    Meets {
        pairs = List.copyOf(pairs);
    }

    static Meets of(List<Lane> lanes, Meeting meeting) {
        if (!meeting.isExact()) {
            return new Meets(false, List.of());
        }
        List<Pair> pairs = new ArrayList<>();
        List<Made> made = meeting.made();
        for (int i = 0; i < made.size(); i++) {
            for (int j = 0; j < i; j++) {
                Made one = made.get(i);
                Made other = made.get(j);
                if (one.lane() != other.lane() && one.overlaps(other)) {
                    pairs.add(new Pair(turn(lanes, one), turn(lanes, other)));
                }
            }
        }
        return new Meets(true, pairs);
    }

    private static Lane.Turn turn(List<Lane> lanes, Made made) {
        return lanes.get(made.lane()).turns().get(made.turn());
    }

    boolean has(Aim aim) {
        return pairs.stream().anyMatch(pair -> aim.isMetBy(pair.one, pair.other));
    }
}
