package org.rsmtck.kit.cli;

import org.rsmtck.api.Capabilities;
import org.rsmtck.api.Fabric;
import org.rsmtck.kit.races.Mode;
import org.rsmtck.kit.races.RaceList;
import org.rsmtck.kit.races.RaceObligations;
import org.rsmtck.kit.races.RaceResult;
import org.rsmtck.kit.suite.Circumstances;
import org.rsmtck.kit.suite.Recorder;
import org.rsmtck.model.Clause;
import org.rsmtck.model.Clauses;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;
import org.rsmtck.reports.Entry;
import org.rsmtck.reports.Progress;
import org.rsmtck.reports.Robustness;
import org.rsmtck.reports.Run;
import org.rsmtck.reports.Terms;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What races found, as entries of a journal. Races alone are no level, and support no statement.
 */
final class RacesReport {
    private static final String PART = "races alone, which are a part of a level";

    private final Fabric fabric;
    private final Profile profile;
    private final Mode mode;
    private final String command;
    private final Instant started = Instant.now();

    /**
     * @param command that runs the races again
     */
    RacesReport(Fabric fabric, Profile profile, Mode mode, String command) {
        this.fabric = fabric;
        this.profile = profile;
        this.mode = mode;
        this.command = command;
    }

    /** Before any race is run. */
    void begin(Recorder to, List<String> names) {
        Capabilities capabilities = fabric.capabilities();
        to.enter(
                new Entry.Begun(
                        Entry.VERSION,
                        new Run(
                                fabric.name(),
                                profile.name(),
                                RaceObligations.SUITE + " " + mode.word(),
                                Circumstances.conformanceClass(capabilities),
                                Circumstances.real(capabilities),
                                Circumstances.simulated(capabilities),
                                Circumstances.declared(capabilities),
                                0,
                                command,
                                started.truncatedTo(ChronoUnit.SECONDS).toString(),
                                Progress.none(Circumstances.environment())),
                        PART,
                        Terms.USUAL));
        RaceList.clauses()
                .forEach((race, clause) -> {
                    if (names.contains(race)) {
                        to.enter(
                                new Entry.Owed(
                                        RaceObligations.id(race),
                                        RaceObligations.SUITE,
                                        List.of(clause),
                                        List.of()));
                    }
                });
    }

    /** What came of them. */
    void keep(Recorder to, List<RaceResult> results, RaceObligations counted) {
        counted.failures().forEach(failure -> to.enter(new Entry.Found(failure)));
        counted.obligations()
                .forEach(one ->
                        to.enter(
                                new Entry.Settled(
                                        one.id(), one.status(), one.reason(), one.failure(), 0)));
        to.enter(
                new Entry.Reached(
                        Progress.counted(
                                Duration.between(started, Instant.now()).toMillis(),
                                results.stream().mapToLong(RaceResult::trials).sum(),
                                results.stream().mapToLong(RaceResult::calls).sum(),
                                Circumstances.environment()),
                        outOfReach(counted),
                        Robustness.NOT_TRIED));
    }

    /** The clauses that are judged by neither a race nor a call alone. */
    private Map<String, String> outOfReach(RaceObligations counted) {
        Set<String> exercised = new HashSet<>();
        counted.obligations().forEach(obligation -> exercised.addAll(obligation.clauses()));
        Map<String, String> outOfReach = new HashMap<>();
        for (Clause clause : Clauses.of(Pages.model(profile).rules())) {
            if (!exercised.contains(clause.id()) && !clause.later().isEmpty()) {
                outOfReach.put(clause.id(), clause.later());
            }
        }
        return outOfReach;
    }
}
