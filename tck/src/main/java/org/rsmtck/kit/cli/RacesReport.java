package org.rsmtck.kit.cli;

import org.rsmtck.api.Capabilities;
import org.rsmtck.api.Fabric;
import org.rsmtck.kit.drive.Room;
import org.rsmtck.kit.races.Mode;
import org.rsmtck.kit.races.RaceObligations;
import org.rsmtck.kit.races.RaceResult;
import org.rsmtck.kit.suites.Circumstances;
import org.rsmtck.model.Clause;
import org.rsmtck.model.Clauses;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.reports.Results;
import org.rsmtck.reports.Run;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What races found, as the data that reports are made from. Races judge few clauses, so that the
 * statement of such a report is never more than incomplete.
 */
final class RacesReport {
    private RacesReport() {}

    /**
     * The data.
     *
     * @param command that runs the races again
     */
    static Results of(
            Fabric fabric,
            Profile profile,
            Mode mode,
            String command,
            Instant started,
            List<RaceResult> results,
            RaceObligations counted) {
        Capabilities capabilities = fabric.capabilities();
        Run run =
                new Run(
                        fabric.name(),
                        profile.name(),
                        RaceObligations.SUITE + " " + mode.word(),
                        Circumstances.conformanceClass(capabilities),
                        Circumstances.real(capabilities),
                        Circumstances.simulated(capabilities),
                        Room.declared(capabilities.limits()),
                        0,
                        command,
                        started.truncatedTo(ChronoUnit.SECONDS).toString(),
                        Duration.between(started, Instant.now()).toMillis(),
                        results.stream().mapToLong(RaceResult::trials).sum(),
                        results.stream().mapToLong(RaceResult::calls).sum(),
                        Circumstances.environment(),
                        Map.of(),
                        List.of());
        return new Results(
                Results.VERSION,
                run,
                counted.obligations(),
                counted.failures(),
                later(profile, counted));
    }

    /** The clauses that neither these races nor a level of verify judges. */
    private static Map<String, String> later(Profile profile, RaceObligations counted) {
        Set<String> exercised = new HashSet<>();
        counted.obligations().forEach(obligation -> exercised.addAll(obligation.clauses()));
        Map<String, String> later = new HashMap<>();
        for (Clause clause : Clauses.of(Model.of(profile).rules())) {
            if (!exercised.contains(clause.id()) && !clause.later().isEmpty()) {
                later.put(clause.id(), clause.later());
            }
        }
        return later;
    }
}
