package org.rsmtck.reports;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the obligations of one suite are about, and what came of them.
 *
 * @param suite its name
 * @param unit what a row is, in a word
 * @param rows in the order in which they ended
 */
public record Coverage(String suite, String unit, List<Row> rows) {

    /**
     * Obligations about the same thing.
     *
     * @param title of the thing
     * @param byStatus how many ended in each way; ways that did not occur are left out
     */
    public record Row(String title, Map<Status, Integer> byStatus) {}

    /** How a suite spells what an obligation of its is about, right after its own name. */
    private enum Spelling {
        /** {@code connect/BAD_ADDR: ...}. */
        RULES("call", "[/:].*"),
        /** {@code mode 0640, owner, READ}. */
        PERMISSIONS("kind of cell", " .*"),
        /** {@code 0: controller x1, export bound | 1: ...}. */
        TRANSITIONS("state of the exporter", " \\| .*"),
        /** {@code access list: of 2, without the importer's node}. */
        COMBINATIONS("quantity", ": .*"),
        OTHER("suite", ".*");

        private final String unit;
        private final String rest;

        Spelling(String unit, String rest) {
            this.unit = unit;
            this.rest = rest;
        }

        static Spelling of(String suite) {
            for (Spelling one : values()) {
                if (one.name().equalsIgnoreCase(suite)) {
                    return one;
                }
            }
            return OTHER;
        }

        String title(Obligation obligation) {
            String prefix = obligation.suite() + ": ";
            String id = obligation.id();
            String about = id.startsWith(prefix) ? id.substring(prefix.length()) : id;
            String title = about.replaceFirst("^not called for ", "").replaceFirst(rest, "");
            return title.isEmpty() ? obligation.suite() : title;
        }
    }

    /** One for each suite that owed something, in the order in which they ended. */
    static List<Coverage> of(Results results) {
        return results.obligations().stream()
                .collect(
                        Collectors.groupingBy(
                                Obligation::suite, LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(suite -> of(suite.getKey(), suite.getValue()))
                .toList();
    }

    private static Coverage of(String suite, List<Obligation> obligations) {
        Spelling spelling = Spelling.of(suite);
        Map<String, Map<Status, Integer>> rows = new LinkedHashMap<>();
        for (Obligation one : obligations) {
            rows.computeIfAbsent(spelling.title(one), _ -> new EnumMap<>(Status.class))
                    .merge(one.status(), 1, Integer::sum);
        }
        List<Row> all = new ArrayList<>();
        rows.forEach((title, byStatus) -> all.add(new Row(title, byStatus)));
        return new Coverage(suite, spelling.unit, all);
    }

    /** All of its obligations together. */
    public Row whole() {
        Map<Status, Integer> sum = new EnumMap<>(Status.class);
        rows.forEach(
                row -> row.byStatus().forEach((status, n) -> sum.merge(status, n, Integer::sum)));
        return new Row(suite, sum);
    }
}
