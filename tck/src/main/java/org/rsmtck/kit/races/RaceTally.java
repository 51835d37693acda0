package org.rsmtck.kit.races;

import org.rsmtck.model.Model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** What came of the trials of one race, before anybody has judged it. */
final class RaceTally {
    private final Race race;
    private final Chance chance;
    private final Map<String, Long> outcomes = new TreeMap<>();
    private final Map<String, Long> unready = new TreeMap<>();
    private final Map<String, Long> uncaused = new TreeMap<>();
    private final Set<String> troubles = new LinkedHashSet<>();
    private OptionalLong overlaps = OptionalLong.empty();

    RaceTally(Model model, Race race) {
        this.race = race;
        this.chance = new Chance(model, race);
    }

    /** So many trials more came to this. */
    void add(String outcome, long times) {
        boolean isRun = !outcome.startsWith(Replies.UNREADY);
        if (isRun || !isRefusedByChance(outcome, times)) {
            (isRun ? outcomes : unready).merge(outcome, times, Long::sum);
        }
    }

    /** Counts refusals by a shortage or a signal that nobody brought about, if there are any. */
    private boolean isRefusedByChance(String outcome, long times) {
        List<String> refusals = chance.refusals(outcome);
        refusals.forEach(refusal -> uncaused.merge(refusal, times, Long::sum));
        return !refusals.isEmpty();
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
        return sum(outcomes);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
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
        Map<String, Long> unjudged = new TreeMap<>(forbidden);
        unjudged.entrySet().removeIf(one -> !isRefusedByChance(one.getKey(), one.getValue()));
        forbidden.keySet().removeAll(unjudged.keySet());
        Map<String, Long> judged = new TreeMap<>(outcomes);
        judged.keySet().removeAll(unjudged.keySet());
        return new RaceResult(
                race.name(),
                race.clause(),
                trials(),
                overlaps,
                calls(),
                judged,
                model.outcomes(),
                forbidden,
                new ArrayList<>(troubles),
                unready,
                new RaceResult.Unjudged(sum(unjudged), uncaused),
                "");
    }

    private long calls() {
        return outcomes.entrySet().stream()
                .mapToLong(one ->
                        one.getValue() * (race.setup().size() + Replies.answered(one.getKey())))
                .sum();
    }
}
