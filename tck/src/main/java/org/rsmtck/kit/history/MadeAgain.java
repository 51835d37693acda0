package org.rsmtck.kit.history;

import static java.util.Objects.requireNonNull;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Uncaused;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The calls that were refused by what may be over soon, and that the same process made again later;
 * not more of them in a row than are excused.
 */
final class MadeAgain {
    private final Map<Integer, Again> running = new HashMap<>();
    private final Map<Again, Integer> lastRefused = new HashMap<>();
    private final Map<Again, Integer> inARow = new HashMap<>();
    private final Set<Integer> acts = new HashSet<>();

    /** Calls of a process that are all the same. */
    private record Again(int process, Call call) {}

    static Set<Integer> of(List<Moment> moments) {
        MadeAgain again = new MadeAgain();
        moments.forEach(again::take);
        return again.acts;
    }

    /** Their acts, as far as moments were taken in. */
    Set<Integer> acts() {
        return acts;
    }

    void take(Moment moment) {
        if (moment instanceof Moment.Begun begun) {
            begun(begun.act(), new Again(begun.process(), begun.call()));
        } else if (moment instanceof Moment.Returned(int act, Reply reply)) {
            returned(act, requireNonNull(running.remove(act)), reply);
        }
    }

    private void begun(int act, Again same) {
        running.put(act, same);
        Integer earlier = lastRefused.remove(same);
        if (earlier != null && inARow.getOrDefault(same, 0) <= Uncaused.MOST_IN_A_ROW) {
            acts.add(earlier);
        }
    }

    private void returned(int act, Again same, Reply reply) {
        if (Uncaused.mayBeOver(reply)) {
            lastRefused.put(same, act);
            inARow.merge(same, 1, Integer::sum);
        } else {
            inARow.remove(same);
        }
    }
}
