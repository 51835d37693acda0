package org.rsmtck.kit.cli;

import org.rsmtck.api.Fabric;
import org.rsmtck.kit.races.Mode;
import org.rsmtck.kit.races.RaceList;
import org.rsmtck.kit.races.RaceResult;
import org.rsmtck.kit.races.Races;
import org.rsmtck.model.Profile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

@Command(
        name = "races",
        mixinStandardHelpOptions = true,
        description =
                "Makes two calls at the same time, again and again, and judges whether what comes"
                        + " out is what some order of the two would give.")
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
                    "How long, and in how many kinds of JVM: quick, default or stress. Default:"
                            + " ${DEFAULT-VALUE}.")
    private Mode mode;

    @Option(
            names = "--race",
            paramLabel = "NAME",
            description =
                    "Only this race, for instance disconnect_disconnect. May be given several"
                            + " times.")
    private List<String> races = List.of();

    @Override
    public Integer call() {
        races.stream()
                .filter(name -> !RaceList.names().contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Names.unknown("race", name, RaceList.names());
                });
        Fabric fabric = target.fabric();
        Profile judgedBy = Profiles.of(Optional.ofNullable(profile), fabric);
        PrintWriter print = spec.commandLine().getOut();
        print.printf(
                "%s, judged by %s, races in mode %s%n",
                fabric.name(), judgedBy.name(), mode.word());
        print.flush();
        List<RaceResult> results =
                Races.run(
                        Races.Target.of(fabric, target.classpath()),
                        judgedBy,
                        mode,
                        races,
                        line -> {});
        results.forEach(result -> tell(print, result));
        print.flush();
        if (!results.stream().allMatch(RaceResult::isRight)) {
            return Exit.NOT_CONFORMANT;
        }
        results.stream()
                .filter(result -> result.trials() == 0)
                .findFirst()
                .ifPresent(result -> {
                    throw new Misuse(
                            "race "
                                    + result.name()
                                    + " counted no trial: "
                                    + result.unready().keySet().stream()
                                            .findFirst()
                                            .orElse("jcstress recorded none"));
                });
        return results.stream().allMatch(RaceResult::isExercised) ? Exit.FINE : Exit.INCOMPLETE;
    }

    private static void tell(PrintWriter print, RaceResult result) {
        print.printf(
                "%-34s %,9d trials, %d outcomes seen%s%n",
                result.name(),
                result.trials(),
                result.outcomes().size(),
                result.isRight() ? "" : ", breaks " + result.clause());
        result.forbidden()
                .forEach((outcome, times) ->
                        print.printf("  forbidden, %,d times: %s%n", times, outcome));
        result.unready()
                .forEach((reason, times) -> print.printf("  no trial, %,d times: %s%n", times, reason));
        result.troubles().forEach(trouble -> print.println("  trouble: " + trouble));
        if (!result.forbidden().isEmpty()) {
            result.allowed().forEach(outcome -> print.println("  allowed: " + outcome));
        }
    }
}
