package org.rsmtck.reports;

import java.util.List;

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
 * @param progress how far it is
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
        Progress progress) {

    public Run {
        real = List.copyOf(real);
        simulated = List.copyOf(simulated);
        limits = List.copyOf(limits);
    }

    /** The same run further on. */
    public Run at(Progress further) {
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
                further);
    }
}
