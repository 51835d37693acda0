package org.rsmtck.kit.races;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** What came of the trials of one race, before anybody has judged it. */
final class RaceTally {
    private final Race race;
    private final Map<String, Long> outcomes = new TreeMap<>();
    private final Map<String, Long> unready = new TreeMap<>();
    private final Set<String> troubles = new LinkedHashSet<>();
    private OptionalLong overlaps = OptionalLong.empty();

    RaceTally(Race race) {
        this.race = race;
    }

    /** So many trials more came to this. */
    void add(String outcome, long times) {
        Map<String, Long> to = outcome.startsWith(Replies.UNREADY) ? unready : outcomes;
        to.merge(outcome, times, Long::sum);
    }

    /** In so many trials more the calls overlapped. */
    void overlapped(long times) {
        overlaps = OptionalLong.of(overlaps.orElse(0) + times);
    }

    /** A process ended under way, or a call did not return. */
    void trouble(String how) {
        troubles.add(how);
    }

    /** It was not run, for a reason that is no doing of the implementation. */
    void notRun(String why) {
        unready.merge(why, 1L, Long::sum);
    }

    /** How often it was run. */
    long trials() {
        return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether every trial that was begun could be run. */
    boolean isReady() {
        return unready.isEmpty();
    }

    /** In how many trials calls have overlapped as yet. */
    long overlaps() {
        return overlaps.orElse(0);
    }

    RaceResult judged(RaceModel model) {
        Map<String, Long> forbidden = new TreeMap<>(outcomes);
        forbidden.keySet().removeIf(model::allows);
        return new RaceResult(
                race.name(),
                race.clause(),
                trials(),
                overlaps,
                calls(),
                outcomes,
                model.outcomes(),
                forbidden,
                new ArrayList<>(troubles),
                unready,
                "");
    }

    private long calls() {
        return outcomes.entrySet().stream()
                .mapToLong(one ->
                        one.getValue() * (race.setup().size() + Replies.answered(one.getKey())))
                .sum();
    }
}
