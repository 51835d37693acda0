package org.rsmtck.kit.suite;

import org.rsmtck.api.Capabilities;
import org.rsmtck.kit.execute.Driver;
import org.rsmtck.reports.Entry;
import org.rsmtck.reports.Progress;
import org.rsmtck.reports.Robustness;
import org.rsmtck.reports.Run;
import org.rsmtck.reports.Share;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/** What a run is, and how far it has come. */
final class Account {
    private final RunRequest request;
    private final Driver driver;
    private final ProgramRunner runner;
    private final Instant started = Instant.now();
    private long moreSequences;
    private long moreCalls;

    Account(RunRequest request, Driver driver, ProgramRunner runner) {
        this.request = request;
        this.driver = driver;
        this.runner = runner;
    }

    /** Counts sequences and calls that were not made by a program. */
    synchronized void count(long sequences, long calls) {
        moreSequences += sequences;
        moreCalls += calls;
    }

    synchronized long calls() {
        return driver.calls() + moreCalls;
    }

    Duration elapsed() {
        return Duration.between(started, Instant.now());
    }

    Entry.Begun begun() {
        return new Entry.Begun(
                Entry.VERSION, run(), request.manner().part(), request.manner().terms());
    }

    /**
     * How far it has come.
     *
     * @param outOfReach why no run through this door can judge a clause, by the id of the clause
     * @param pairs of values of the catalogue that have met, by quantity
     */
    synchronized Entry.Reached reached(
            Map<String, String> outOfReach, Robustness robustness, Map<String, Share> pairs) {
        return new Entry.Reached(
                new Progress(
                        elapsed().toMillis(),
                        driver.sequences() + moreSequences,
                        calls(),
                        runner.shownAt(request.model().profile().open()),
                        runner.unused(),
                        runner.given(),
                        pairs,
                        environment()),
                outOfReach,
                robustness);
    }

    /** What the run took place in, and how often chance refused a call that was then made again. */
    private Map<String, String> environment() {
        Map<String, String> environment =
                new TreeMap<>(Circumstances.environment(request.fabric()));
        environment.putAll(request.manner().recorder().provenance());
        runner.uncaused()
                .forEach((refusal, times) ->
                        environment.put(
                                "refused by chance, asked again: " + refusal, times.toString()));
        return environment;
    }

    /** What it is, before anything has come of it. */
    private Run run() {
        Capabilities capabilities = request.fabric().capabilities();
        return new Run(
                request.fabric().name(),
                request.model().profile().name(),
                request.level().word(),
                Circumstances.conformanceClass(capabilities),
                Circumstances.real(capabilities),
                Circumstances.simulated(capabilities),
                Circumstances.declared(capabilities),
                request.seed(),
                request.words().command(),
                started.truncatedTo(ChronoUnit.SECONDS).toString(),
                Progress.none(Circumstances.environment()));
    }
}
