package org.rsmtck.reports;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a run is, and what its target has shown by then.
 *
 * @param milliseconds since its start
 * @param sequences of calls that were generated, run and judged
 * @param calls in them
 * @param readings the choices that the target showed at the points its profile leaves open, in
 *     words
 * @param unused ids of refusals that were allowed where the target was asked, and that it never
 *     gave: freedom not used
 * @param given ids of all rules that a reply of the target followed
 * @param pairs how many pairs of values of the catalogue have met in one sequence, by the quantity
 *     of one of the two; empty where that was not looked at
 * @param environment versions and machine, and what the target tells of the run, by name
 */
public record Progress(
        long milliseconds,
        long sequences,
        long calls,
        Map<String, String> readings,
        List<String> unused,
        List<String> given,
        Map<String, Share> pairs,
        Map<String, String> environment) {

    /** The choice at a point at which a target has shown none. */
    public static final String NOT_SEEN = "not seen";

    public Progress {
        readings = Collections.unmodifiableMap(new TreeMap<>(readings));
        unused = List.copyOf(unused);
        given = List.copyOf(given);
        pairs = Collections.unmodifiableMap(new TreeMap<>(pairs));
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    }

    /** None yet, in this environment. */
    public static Progress none(Map<String, String> environment) {
        return counted(0, 0, 0, environment);
    }

    /** Of a run that looks at nothing but verdicts. */
    public static Progress counted(
            long milliseconds, long sequences, long calls, Map<String, String> environment) {
        return new Progress(
                milliseconds,
                sequences,
                calls,
                Map.of(),
                List.of(),
                List.of(),
                Map.of(),
                environment);
    }
}
