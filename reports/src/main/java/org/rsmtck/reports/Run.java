package org.rsmtck.reports;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Under what circumstances results came about.
 *
 * @param target what was tested
 * @param profile what it was judged against
 * @param level {@code quick}, {@code standard} or {@code full}; of races alone, {@code races} and
 *     the mode
 * @param conformanceClass for instance {@code single node}
 * @param real what was brought about for real: {@code credentials}, {@code nodes}
 * @param simulated what the target simulated
 * @param limits that the target declares, in words: how much it keeps, and within what time effects
 *     reach other nodes
 * @param seed of the random suites
 * @param command that runs it again
 * @param started as ISO 8601, UTC
 * @param milliseconds from start to end
 * @param sequences of calls that were generated, run and judged
 * @param calls in them
 * @param environment versions and machine, by name
 * @param readings the choices that the target showed at the points its profile leaves open, in
 *     words
 * @param unused ids of refusals that were allowed where the target was asked, and that it never
 *     gave: freedom not used
 * @param given ids of all rules that a reply of the target followed
 */
public record Run(
        String target,
        String profile,
        String level,
        String conformanceClass,
        List<String> real,
        List<String> simulated,
        List<String> limits,
        long seed,
        String command,
        String started,
        long milliseconds,
        long sequences,
        long calls,
        Map<String, String> environment,
        Map<String, String> readings,
        List<String> unused,
        List<String> given) {

    /** The choice at a point at which a target has shown none. */
    public static final String NOT_SEEN = "not seen";

    public Run {
        real = List.copyOf(real);
        simulated = List.copyOf(simulated);
        limits = List.copyOf(limits);
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
        readings = Collections.unmodifiableMap(new TreeMap<>(readings));
        unused = List.copyOf(unused);
        given = List.copyOf(given);
    }

    /** One of which nobody knows what rules its replies followed. */
    public Run(
            String target,
            String profile,
            String level,
            String conformanceClass,
            List<String> real,
            List<String> simulated,
            List<String> limits,
            long seed,
            String command,
            String started,
            long milliseconds,
            long sequences,
            long calls,
            Map<String, String> environment,
            Map<String, String> readings,
            List<String> unused) {
        this(
                target,
                profile,
                level,
                conformanceClass,
                real,
                simulated,
                limits,
                seed,
                command,
                started,
                milliseconds,
                sequences,
                calls,
                environment,
                readings,
                unused,
                List.of());
    }

    /** The same run further on. */
    Run at(Entry.Reached reached) {
        return new Run(
                target,
                profile,
                level,
                conformanceClass,
                real,
                simulated,
                limits,
                seed,
                command,
                started,
                reached.milliseconds(),
                reached.sequences(),
                reached.calls(),
                reached.environment(),
                reached.readings(),
                reached.unused(),
                reached.given());
    }
}
