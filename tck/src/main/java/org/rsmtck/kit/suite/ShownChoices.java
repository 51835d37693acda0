package org.rsmtck.kit.suite;

import org.rsmtck.kit.execute.Outcome;
import org.rsmtck.kit.judge.Narrative;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Variant;
import org.rsmtck.model.VariationPoint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The choices that a target has made so far, and the sequence that showed each first. */
final class ShownChoices {
    private final Map<VariationPoint<?>, Outcome> shownBy = new TreeMap<>();

    /** Takes in a right outcome. */
    void learn(Outcome outcome) {
        for (VariationPoint<?> point : VariationPoint.all()) {
            if (!shownBy.containsKey(point) && common(outcome.readings(), point).isPresent()) {
                shownBy.put(point, outcome);
            }
        }
    }

    /**
     * Why a sequence is wrong that would be right on its own: what it shows, and the earlier one
     * that showed something else.
     *
     * @param alone the readings by which it is right on its own
     */
    List<String> contradictions(Collection<Interpretation> alone) {
        List<String> told = new ArrayList<>();
        shownBy.forEach((point, earlier) -> {
            Optional<? extends Variant> now = common(alone, point);
            Optional<? extends Variant> before = common(earlier.readings(), point);
            if (now.isPresent() && before.isPresent() && !now.equals(before)) {
                told.add(
                        "on its own this sequence is right, and shows that "
                                + point.words()
                                + " "
                                + now.get()
                                + "; but an earlier sequence showed "
                                + before.get()
                                + ", and an implementation keeps to its choice");
                told.addAll(lines(earlier));
            }
        });
        return told;
    }

    /** Up to the call that the sequence was made for: what observers said has no part in it. */
    private static List<String> lines(Outcome earlier) {
        List<String> lines = new ArrayList<>();
        int end = earlier.target().map(last -> last + 1).orElse(earlier.lines().size());
        for (Narrative.Told told : Narrative.of(earlier.lines()).subList(0, end)) {
            String who = told.process() < 0 ? "" : "process " + told.process() + ": ";
            String reply = told.reply().isEmpty() ? "" : " -> " + told.reply();
            lines.add("earlier, " + (lines.size() + 1) + ": " + who + told.call() + reply);
        }
        return lines;
    }

    /** The option that all readings take at the point. */
    private static <V extends Enum<V> & Variant> Optional<V> common(
            Collection<Interpretation> readings, VariationPoint<V> point) {
        Optional<V> first = readings.stream().findFirst().flatMap(one -> one.at(point));
        return first.filter(
                option -> readings.stream().allMatch(one -> one.at(point).equals(first)));
    }
}
