package org.rsmtck.kit.races;

import org.rsmtck.api.Call;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which calls before a race have a bearing on it: those without are left out. */
final class Bearing {
    private final List<RaceCall> before;
    private final List<RaceCall> raced;

    /** Names of what the raced calls are on. */
    private final Set<String> touched;

    /** Names of what has to be there for that. */
    private final Set<String> needed;

    Bearing(List<RaceCall> before, List<RaceCall> raced) {
        this.before = before;
        this.raced = raced;
        this.touched = on(raced);
        this.needed = new HashSet<>(touched);
        if (isAnyRaced(Call.Connect.class::isInstance) || touched.contains(RaceCast.IMPORT)) {
            needed.add(RaceCast.EXPORT);
        }
    }

    private static Set<String> on(Collection<RaceCall> turns) {
        return turns.stream().flatMap(turn -> turn.on().stream()).collect(Collectors.toSet());
    }

    private boolean isAnyRaced(Predicate<Call> which) {
        return raced.stream().map(RaceCall::call).anyMatch(which);
    }

    /** Whether each of them has one, or is there for one that has. */
    boolean hasEach() {
        for (RaceCall turn : before.reversed()) {
            if (!needed.contains(turn.name()) && !changes(turn)) {
                return false;
            }
            turn.on().ifPresent(needed::add);
            if (turn.call() instanceof Call.Connect) {
                needed.add(RaceCast.EXPORT);
            }
        }
        return true;
    }

    private boolean changes(RaceCall turn) {
        if (turn.call() instanceof Call.SignalPost) {
            return isAnyRaced(
                    call -> call instanceof Call.SignalPost || call instanceof Call.SignalWait);
        }
        if (turn.call() instanceof Call.Connect) {
            return touched.contains(RaceCast.EXPORT) || isAnyRaced(Call.Connect.class::isInstance);
        }
        return !turn.call().facts().isIssuing() && turn.on().stream().anyMatch(this::isMet);
    }

    /** The segment is met by whoever is connected to it, or wants to be. */
    private boolean isMet(String name) {
        return touched.contains(name) || name.equals(RaceCast.EXPORT) && needed.contains(name);
    }
}
