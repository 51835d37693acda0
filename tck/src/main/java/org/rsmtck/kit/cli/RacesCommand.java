package org.rsmtck.kit.cli;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Fabric;
import org.rsmtck.kit.races.Mode;
import org.rsmtck.kit.races.RaceList;
import org.rsmtck.kit.races.RaceObligations;
import org.rsmtck.kit.races.RaceResult;
import org.rsmtck.kit.races.Races;
import org.rsmtck.kit.races.RacesException;
import org.rsmtck.kit.runs.RunFolder;
import org.rsmtck.model.Profile;
import org.rsmtck.reports.FailureText;
import org.rsmtck.reports.Results;
import org.rsmtck.reports.Statement;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@Command(
        name = "races",
        mixinStandardHelpOptions = true,
        description =
                "Makes calls at the same time, again and again, and judges whether what comes out"
                        + " is what some order of them would give.")
final class RacesCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private TargetOptions target;

    @Option(
            names = "--profile",
            converter = Profiles.Converter.class,
            completionCandidates = Profiles.Candidates.class,
            description =
                    "What to judge by: ${COMPLETION-CANDIDATES}. Default: what the implementation"
                            + " claims.")
    private Profile profile;

    @Option(
            names = "--mode",
            defaultValue = "quick",
            description =
                    "How long, and of a class in Java in how many kinds of JVM: quick, default or"
                            + " stress; or glance, as verify does at level quick, of a class in"
                            + " one JVM. Default: ${DEFAULT-VALUE}.")
    private Mode mode;

    @Option(
            names = "--race",
            paramLabel = "NAME",
            description =
                    "Only this race, for instance disconnect_disconnect. May be given several"
                            + " times.")
    private List<String> races = List.of();

    @Option(names = "--out", paramLabel = "DIR", description = "Where to put the reports.")
    private @Nullable Path out;

    @Override
    public Integer call() {
        races.stream()
                .filter(name -> !RaceList.names().contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Names.unknown("race", name, RaceList.names());
                });
        Path runs = Home.shortestOf(out, Home.racesReports());
        RunFolder.tryBelow(runs);
        try (Target raced = target.target()) {
            return race(raced.fabric(), runs);
        }
    }

    private int race(Fabric fabric, Path runs) {
        Races.outOfReach(fabric)
                .ifPresent(why -> {
                    throw new MisuseException("races of %s: %s".formatted(fabric.name(), why));
                });
        Profile judgedBy = Profiles.of(Optional.ofNullable(profile), fabric);
        PrintWriter print = spec.commandLine().getOut();
        print.printf(
                "%s, judged by %s, races in mode %s%n",
                Terminal.line(fabric.name()), judgedBy.name(), mode.word());
        print.flush();
        RunFolder folder = RunFolder.below(runs);
        RacesReport report =
                new RacesReport(fabric, judgedBy, mode, command(judgedBy) + selected());
        report.begin(folder, wanted());
        List<RaceResult> results = run(fabric, judgedBy, folder);
        results.forEach(result -> tell(print, result));
        RaceObligations counted =
                RaceObligations.of(
                        results,
                        fabric.capabilities().pageSize(),
                        race -> command(judgedBy) + " --race " + race);
        counted.failures()
                .forEach(failure -> print.println("\n" + Terminal.text(FailureText.of(failure))));
        report.keep(folder, results, counted);
        Results found = folder.end("");
        print.println("report      " + folder.path().resolve("index.html"));
        return ended(print, results, found);
    }

    private List<String> wanted() {
        return RaceList.names().stream()
                .filter(name -> races.isEmpty() || races.contains(name))
                .toList();
    }

    private String command(Profile judgedBy) {
        return "./rsm-tck races"
                + target.asGiven()
                + " --profile "
                + judgedBy.name()
                + " --mode "
                + mode.word();
    }

    private String selected() {
        return races.stream().map(name -> " --race " + name).collect(Collectors.joining());
    }

    private static int ended(PrintWriter print, List<RaceResult> results, Results found) {
        print.printf(
                "%s with %,d trials: %d lost%n",
                results.size() == 1 ? "1 race" : results.size() + " races",
                results.stream().mapToLong(RaceResult::trials).sum(),
                results.stream().filter(result -> !result.isRight()).count());
        print.println(Terminal.line(Statement.of(found).line()));
        print.flush();
        if (!results.stream().allMatch(RaceResult::isRight)) {
            return Exit.NOT_CONFORMANT;
        }
        checkCounted(results);
        return results.stream().filter(RaceResult::isApplicable).allMatch(RaceResult::isExercised)
                ? Exit.FINE
                : Exit.INCOMPLETE;
    }

    private static void checkCounted(List<RaceResult> results) {
        List<RaceResult> uncounted =
                results.stream()
                        .filter(result -> result.isApplicable() && result.trials() == 0)
                        .toList();
        if (!uncounted.isEmpty()) {
            RaceResult one = uncounted.getFirst();
            throw new MisuseException(
                    "%d of %d races counted no trial, such as %s: %s"
                            .formatted(
                                    uncounted.size(),
                                    results.size(),
                                    one.name(),
                                    Stream.of(one.unready(), one.unjudged().refusals())
                                            .flatMap(why -> why.keySet().stream())
                                            .findFirst()
                                            .orElse("none was recorded")));
        }
    }

    private List<RaceResult> run(Fabric fabric, Profile judgedBy, RunFolder folder) {
        PrintWriter print = spec.commandLine().getOut();
        try (ProgressLine progress = new ProgressLine(print);
                Interruption _ =
                        Interruption.during(what -> cutShort(what, progress, print, folder))) {
            progress.busyWith("waiting for the first race");
            return Races.run(
                    fabric,
                    target.classpath(),
                    judgedBy,
                    mode,
                    races,
                    (done, all) -> progress.at(RaceObligations.SUITE, done, () -> all));
        } catch (RacesException e) {
            folder.end("cut short: " + e.getMessage());
            throw e;
        }
    }

    private static int cutShort(
            String what, ProgressLine progress, PrintWriter print, RunFolder folder) {
        progress.close();
        Results results = folder.end("cut short by " + what);
        print.println(Terminal.line(Statement.of(results).line()));
        print.flush();
        return Exit.INCOMPLETE;
    }

    private static void tell(PrintWriter print, RaceResult result) {
        if (!result.isApplicable()) {
            print.printf(
                    "%-41s %-18s not applicable: %s%n",
                    result.name(), result.clause(), result.inapplicable());
            return;
        }
        print.printf(
                "%-41s %-18s %,9d trials%s, outcomes: %d, never seen: %d%s%n",
                result.name(),
                result.clause(),
                result.trials(),
                overlaps(result),
                result.outcomes().size(),
                result.unseen(),
                result.isRight() ? "" : ", FAILED");
        result.unready()
                .forEach((reason, times) ->
                        print.printf("  no trial, %,d times: %s%n", times, reason));
        result.unjudged()
                .refusals()
                .forEach((refusal, times) ->
                        print.printf("  refused by chance, %,d times: %s%n", times, refusal));
    }

    private static String overlaps(RaceResult result) {
        return result.overlaps().isPresent()
                ? ", %,d overlapping".formatted(result.overlaps().getAsLong())
                : "";
    }
}
