package org.rsmtck.kit.races;

import org.rsmtck.api.Fabric;
import org.rsmtck.kit.plan.Owed;
import org.rsmtck.kit.suite.Level;
import org.rsmtck.kit.suite.Suite;
import org.rsmtck.kit.suite.TestRun;
import org.rsmtck.reports.Failure;
import org.rsmtck.reports.Obligation;
import org.rsmtck.reports.Status;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Calls at the same time, as a part of a level: at a glance at the quickest, longer at others. */
public final class RacesSuite implements Suite {
    /** As filters and obligation ids spell it. */
    public static final String NAME = RaceObligations.SUITE;

    private final TestRun run;

    public RacesSuite(TestRun run) {
        this.run = run;
    }

    private List<Race> races() {
        return RaceList.all(run.capabilities().pageSize());
    }

    private Mode mode() {
        return run.request().level() == Level.QUICK ? Mode.GLANCE : Mode.QUICK;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** One for all races: they are run at a time. */
    @Override
    public Stream<SuiteStep> steps() {
        return Stream.of(new SuiteStep(NAME, this::run));
    }

    @Override
    public List<Owed> owed() {
        return races().stream().map(RacesSuite::owed).toList();
    }

    private static Owed owed(Race race) {
        return new Owed(RaceObligations.id(race.name()), NAME, List.of(race.clause()), List.of());
    }

    @Override
    public boolean isOutOfReach(Obligation obligation) {
        return obligation.suite().equals(NAME) && Races.isOutOfReach(obligation.reason());
    }

    /**
     * Runs all that are wanted, and settles what they owe.
     *
     * @return the ids of the failures
     */
    private List<String> run() {
        List<Race> wanted =
                races().stream()
                        .filter(race -> run.request().selection().test(owed(race)))
                        .toList();
        if (wanted.isEmpty()) {
            return List.of();
        }
        run.plan(wanted.stream().map(RacesSuite::owed).toList());
        Optional<String> outOfReach = Races.outOfReach(run.request().fabric());
        Optional<String> over = run.isOver(NAME);
        if (outOfReach.isPresent() || over.isPresent()) {
            Status status = outOfReach.isPresent() ? Status.NOT_APPLICABLE : Status.NOT_EXERCISED;
            String why = outOfReach.or(() -> over).orElseThrow();
            wanted.forEach(race -> run.settle(owed(race), status, why, ""));
            return List.of();
        }
        try {
            return judged(wanted);
        } catch (RuntimeException e) {
            String why = run.trouble(NAME, e);
            wanted.forEach(race -> run.settle(owed(race), Status.NOT_EXERCISED, why, ""));
            return List.of();
        }
    }

    private List<String> judged(List<Race> wanted) {
        Fabric fabric = run.request().fabric();
        run.request().progress().at(NAME, 0, wanted::size);
        List<RaceResult> results =
                Races.run(
                        fabric,
                        classpath(fabric),
                        run.request().model().profile(),
                        mode(),
                        wanted.stream().map(Race::name).toList(),
                        (done, all) -> run.request().progress().at(NAME, done, () -> all));
        RaceObligations counted =
                RaceObligations.of(
                        results,
                        run.capabilities().pageSize(),
                        _ -> run.request().words().command() + " --suite " + NAME);
        List<String> failures = new ArrayList<>();
        for (Failure failure : counted.failures()) {
            failures.add(run.fail(failure, Optional.empty()));
        }
        for (Obligation one : counted.obligations()) {
            run.settle(
                    new Owed(one.id(), one.suite(), one.clauses(), one.rules()),
                    one.status(),
                    one.reason(),
                    one.failure());
        }
        run.count(
                results.stream().mapToLong(RaceResult::trials).sum(),
                results.stream().mapToLong(RaceResult::calls).sum());
        return failures;
    }

    /** Where the class was found, if that is not where the kit is. */
    private static String classpath(Fabric fabric) {
        return fabric.getClass().getClassLoader() instanceof URLClassLoader loader
                ? List.of(loader.getURLs()).stream()
                        .map(RacesSuite::path)
                        .collect(Collectors.joining(File.pathSeparator))
                : "";
    }

    private static String path(URL url) {
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new RacesException(url + " is no path: races need the class in a file or folder");
        }
    }
}
