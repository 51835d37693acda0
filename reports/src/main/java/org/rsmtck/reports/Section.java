package org.rsmtck.reports;

import org.rsmtck.model.Clause;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Clauses that stand together: those of a section of the page, of the frame, or of one supporting
 * call.
 *
 * @param title as the page spells it, or the word of the call
 * @param rollups of its clauses, in the order of the catalogue
 */
public record Section(String title, List<ClauseRollup> rollups) {

    /** Those that a statement is about: the sections of the page, then the frame. */
    public static List<Section> required(List<ClauseRollup> rollups) {
        return by(Section::heading, rollups.stream().filter(r -> r.clause().isRequired()).toList());
    }

    /** Those of the supporting calls. */
    public static List<Section> supporting(List<ClauseRollup> rollups) {
        return by(Clause::word, rollups.stream().filter(r -> !r.clause().isRequired()).toList());
    }

    public int count(Support support) {
        return (int) rollups.stream().filter(rollup -> rollup.support() == support).count();
    }

    /** Whether any of its clauses is broken. */
    public boolean isBroken() {
        return rollups.stream().anyMatch(rollup -> rollup.support().isBroken());
    }

    /** The result of each clause, counted, in the order of {@link Support}. */
    public Map<Support, Integer> counts() {
        Map<Support, Integer> counts = new LinkedHashMap<>();
        for (Support support : Support.values()) {
            if (count(support) > 0) {
                counts.put(support, count(support));
            }
        }
        return counts;
    }

    private static List<Section> by(Function<Clause, String> title, List<ClauseRollup> rollups) {
        return rollups.stream()
                .collect(
                        Collectors.groupingBy(
                                rollup -> title.apply(rollup.clause()),
                                LinkedHashMap::new,
                                Collectors.toList()))
                .entrySet()
                .stream()
                .map(section -> new Section(section.getKey(), section.getValue()))
                .toList();
    }

    private static String heading(Clause clause) {
        return switch (clause.kind()) {
            case PAGE -> clause.source().substring(clause.source().lastIndexOf(", ") + 2);
            case FRAME -> "Frame";
            case SUPPORTING -> clause.word();
        };
    }
}
