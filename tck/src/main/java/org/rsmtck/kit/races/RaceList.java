package org.rsmtck.kit.races;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The races that the kit knows, as they were made from the model. */
public final class RaceList {
    private RaceList() {}

    /** The names of all races, each a Java identifier. */
    public static List<String> names() {
        return List.copyOf(clauses().keySet());
    }

    /** The promise that each is about, by its name, in the order of the list. */
    public static Map<String, String> clauses() {
        Map<String, String> clauses = new LinkedHashMap<>();
        RaceFile.heads().forEach(head -> clauses.put(head.text("race"), head.text("clause")));
        return clauses;
    }

    /**
     * All races.
     *
     * @param page in bytes: as long as segments are
     */
    static List<Race> all(long page) {
        return RaceFile.races(page);
    }

    /** The race of this name. */
    static Optional<Race> named(String name, long page) {
        return RaceFile.race(name, page);
    }
}
