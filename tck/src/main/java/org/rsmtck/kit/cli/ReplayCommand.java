package org.rsmtck.kit.cli;

import org.rsmtck.api.Fabric;
import org.rsmtck.kit.execute.Driver;
import org.rsmtck.kit.execute.Outcome;
import org.rsmtck.kit.execute.TargetException;
import org.rsmtck.kit.execute.TraceFile;
import org.rsmtck.kit.judge.Narrative;
import org.rsmtck.kit.suite.Failures;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.LimitRules;
import org.rsmtck.model.page.Pages;
import org.rsmtck.model.profile.KnownProfiles;
import org.rsmtck.reports.Failure;
import org.rsmtck.reports.FailureText;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Runs the sequence of a failure again, and judges it anew.")
final class ReplayCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "TRACE", description = "A file below failures/, as a run has left it.")
    private Path file;

    @Mixin private TargetOptions target;

    @Option(
            names = "--profile",
            converter = Profiles.Converter.class,
            completionCandidates = Profiles.Candidates.class,
            description =
                    "What to judge by: ${COMPLETION-CANDIDATES}. Default: what the trace says.")
    private Profile profile;

    @Override
    public Integer call() {
        TraceFile trace = TraceFile.read(file);
        try (Target replayed = target.target()) {
            return replay(trace, replayed);
        }
    }

    private int replay(TraceFile trace, Target replayed) {
        Fabric fabric = replayed.fabric();
        Profile judgedBy =
                Profiles.of(
                        Optional.ofNullable(profile).or(() -> KnownProfiles.named(trace.profile())),
                        fabric);
        PrintWriter print = spec.commandLine().getOut();
        Model due = LimitRules.on(Pages.model(judgedBy), fabric.capabilities().limits());
        try (Driver driver = new Driver(fabric, due, replayed.patience())) {
            Outcome outcome = driver.run(trace.program(), List.of(), Set.of(Interpretation.NONE));
            if (outcome.isAllowed()) {
                tell(print, outcome);
                if (outcome.trouble().isPresent()) {
                    throw new TargetException(outcome.trouble().get());
                }
                print.printf(
                        "every reply of %s is allowed by %s%n", fabric.name(), judgedBy.name());
                return Exit.FINE;
            }
            Failure failure =
                    Failures.told(
                            driver,
                            "replay",
                            outcome,
                            Set.of(Interpretation.NONE),
                            "./rsm-tck replay " + Shell.quoted(file) + target.asGiven());
            print.print(Terminal.text(FailureText.of(failure)));
            print.printf(
                    "%s breaks %s%s%n",
                    fabric.name(),
                    failure.clause(),
                    failure.clause().equals(trace.clause())
                            ? ", as recorded"
                            : ", recorded was " + trace.clause());
            return Exit.NOT_CONFORMANT;
        } finally {
            print.flush();
        }
    }

    private static void tell(PrintWriter print, Outcome outcome) {
        int number = 1;
        for (Narrative.Told line : Narrative.of(outcome.lines())) {
            print.println(
                    "  "
                            + number++
                            + ": "
                            + line.call()
                            + (line.reply().isEmpty() ? "" : " -> " + line.reply()));
        }
    }
}
