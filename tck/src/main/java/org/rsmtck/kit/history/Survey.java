package org.rsmtck.kit.history;

import static java.util.Objects.requireNonNull;

import org.rsmtck.api.Reply;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What has to be known of a whole history before the first of it is judged. A short one is kept; of
 * a long one, what is open, and the values that its lines name.
 */
final class Survey {
    private final int mostKept;
    private final Map<Integer, Moment.Begun> running = new HashMap<>();
    private final Set<Integer> processes = new HashSet<>();
    private final NamedValues values = new NamedValues();
    private final MadeAgain madeAgain = new MadeAgain();
    private final List<Moment> kept = new ArrayList<>();
    private int moments;
    private int calls;
    private int returns;

    /**
     * @param mostKept how many moments a history has that is kept
     */
    Survey(int mostKept) {
        this.mostKept = mostKept;
    }

    void take(Moment moment) {
        moments++;
        if (moments <= mostKept) {
            kept.add(moment);
        } else {
            kept.clear();
        }
        madeAgain.take(moment);
        switch (moment) {
            case Moment.Begun begun -> {
                calls++;
                running.put(begun.act(), begun);
                processes.add(begun.process());
                values.named(begun.process(), begun.call());
            }
            case Moment.Returned(int act, Reply reply) -> {
                returns++;
                Moment.Begun call = requireNonNull(running.remove(act));
                values.gaveOut(call.process(), call.call(), reply);
            }
            case Moment.Happened _ -> {}
        }
    }

    /** All moments, if they are few. */
    Optional<List<Moment>> kept() {
        return moments <= mostKept ? Optional.of(kept) : Optional.empty();
    }

    /** The acts of the calls that were never answered. */
    Set<Integer> open() {
        return running.keySet();
    }

    NamedValues values() {
        return values;
    }

    /** The acts of the calls that were refused by what may be over soon and were made again. */
    Set<Integer> madeAgain() {
        return madeAgain.acts();
    }

    int moments() {
        return moments;
    }

    int calls() {
        return calls;
    }

    /** How many calls were answered. */
    int returns() {
        return returns;
    }

    /** How many processes made a call. */
    int callers() {
        return processes.size();
    }
}
