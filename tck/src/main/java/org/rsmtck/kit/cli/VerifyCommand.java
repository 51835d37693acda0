package org.rsmtck.kit.cli;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Fabric;
import org.rsmtck.kit.Suites;
import org.rsmtck.kit.evidence.Evidence;
import org.rsmtck.kit.plan.Owed;
import org.rsmtck.kit.runs.RunFolder;
import org.rsmtck.kit.suite.Level;
import org.rsmtck.kit.suite.Manner;
import org.rsmtck.kit.suite.Recorder;
import org.rsmtck.kit.suite.Rerun;
import org.rsmtck.kit.suite.RunRequest;
import org.rsmtck.kit.suite.TestRun;
import org.rsmtck.model.Clause;
import org.rsmtck.model.Clauses;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;
import org.rsmtck.reports.Results;
import org.rsmtck.reports.Statement;
import org.rsmtck.reports.Terms;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Validates an implementation, and states whether it conforms.")
final class VerifyCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private TargetOptions target;
    @Mixin private TermsOptions terms;

    @Option(
            names = "--profile",
            converter = Profiles.Converter.class,
            completionCandidates = Profiles.Candidates.class,
            description =
                    "What to judge by: ${COMPLETION-CANDIDATES}. Default: what the implementation"
                            + " claims.")
    private Profile profile;

    @Option(
            names = "--level",
            defaultValue = "quick",
            description =
                    "How much to exercise: quick, standard or full. Default: ${DEFAULT-VALUE}.")
    private Level level;

    @Option(
            names = "--suite",
            paramLabel = "SUITE",
            description =
                    "Only this suite: rules, permissions, transitions, combinations, walks,"
                            + " histories, probes or races. May be given several times.")
    private List<String> suites = List.of();

    @Option(
            names = "--clause",
            paramLabel = "ID",
            description = "Only what exercises this clause. May be given several times.")
    private List<String> clauses = List.of();

    @Option(
            names = "--seed",
            defaultValue = "1",
            description =
                    "Where random sequences start: the same seed gives the same ones. Default:"
                            + " ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--fail-fast",
            description =
                    "End the run at the first failure. What is left is not exercised, and there is"
                            + " no statement.")
    private boolean failFast;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Where to keep runs: each gets a folder of its own below it, and \"latest\""
                            + " leads to the last.")
    private @Nullable Path out;

    @Option(
            names = "--bundle",
            paramLabel = "FILE",
            description =
                    "Write there all that the statement rests on, every sequence among it, for"
                            + " rsm-tck verify-bundle.")
    private @Nullable Path bundle;

    @Override
    public Integer call() {
        Path runs = Home.shortestOf(out, Home.reports());
        RunFolder.tryBelow(runs);
        if (bundle != null) {
            Evidence.tryOut(bundle);
        }
        if (failFast && terms.hasKnownFailures()) {
            throw new MisuseException(
                    "--fail-fast would end the run at a known failure; leave one of them out");
        }
        Predicate<Owed> selection = selection(runs);
        Terms agreed = terms.terms();
        try (Target verified = target.target()) {
            return verify(verified, selection, agreed, runs);
        }
    }

    private int verify(Target verified, Predicate<Owed> selection, Terms agreed, Path runs) {
        Fabric fabric = verified.fabric();
        Profile judgedBy = Profiles.of(Optional.ofNullable(profile), fabric);
        // Asked before there is anything to keep: what cannot be reached has no run.
        fabric.capabilities();
        RunFolder folder = RunFolder.below(runs);
        Recorder recorder =
                bundle == null
                        ? folder
                        : Evidence.of(
                                folder, bundle, fabric.capabilities().limits(), target.files());
        PrintWriter print = spec.commandLine().getOut();
        print.printf(
                "%s, judged by %s at level %s, seed %d%n",
                Terminal.line(fabric.name()), judgedBy.name(), level.word(), seed);
        if (print.checkError()) {
            throw new MisuseException(
                    "cannot write to the standard output: send it somewhere else");
        }
        RunRequest request =
                RunRequest.of(fabric, judgedBy, level, seed)
                        .of(selection)
                        .waiting(verified.patience())
                        .in(new Manner(part(), Set.copyOf(suites), failFast, agreed, recorder))
                        .with(words(judgedBy, folder));
        try (TestRun run = run(request, print, folder)) {
            return tell(print, run, folder);
        }
    }

    private static TestRun run(RunRequest request, PrintWriter print, RunFolder folder) {
        try (ProgressLine progress = new ProgressLine(print);
                Interruption _ =
                        Interruption.during(what -> cutShort(what, progress, print, folder))) {
            TestRun run = SuiteRun.of(request.with(progress));
            run.results();
            return run;
        }
    }

    /** What is told of a run that a signal ended. */
    private static int cutShort(
            String what, ProgressLine progress, PrintWriter print, RunFolder folder) {
        progress.close();
        Results results = folder.end("cut short by " + what);
        print.println("report      " + folder.path().resolve("index.html"));
        print.println(Terminal.line(Statement.of(results).line()));
        print.flush();
        return Exit.INCOMPLETE;
    }

    private Rerun words(Profile judgedBy, RunFolder folder) {
        String options = target.asGiven() + " --profile " + judgedBy.name();
        String command =
                "./rsm-tck verify" + options + " --level " + level.word() + " --seed " + seed;
        return new Rerun(
                command + filters() + terms.asGiven(),
                failure -> "./rsm-tck replay " + Shell.quoted(folder.trace(failure)) + options);
    }

    private String filters() {
        return Stream.concat(
                        suites.stream().map(name -> " --suite " + Shell.quoted(name)),
                        clauses.stream().map(id -> " --clause " + Shell.quoted(id)))
                .collect(Collectors.joining("", "", terms.filter()));
    }

    private int tell(PrintWriter print, TestRun run, RunFolder folder) {
        Results results = folder.end("");
        RunSummary.of(run, results).forEach(line -> print.println(Terminal.line(line)));
        print.println("report      " + folder.path().resolve("index.html"));
        Optional<String> nothingRan = run.whyNothingRan();
        if (nothingRan.isPresent()) {
            throw new MisuseException(nothingRan.get());
        }
        if (isPart() && results.obligations().isEmpty()) {
            throw new MisuseException(
                    "nothing at level " + level.word() + " exercises what was asked for");
        }
        if (run.request().manner().recorder() instanceof Evidence evidence) {
            print.println("bundle      " + Home.shortest(evidence.bundle(results)));
        }
        print.println(Terminal.line(Statement.of(results).line()));
        print.flush();
        return run.hasEndedAtFirstFailure() ? Exit.NOT_CONFORMANT : Exit.of(results);
    }

    /** Which part of the level was asked for; empty if all of it. */
    private String part() {
        return isPart() ? "a part of level " + level.word() + " (" + filters().strip() + ")" : "";
    }

    private boolean isPart() {
        return !filters().isEmpty();
    }

    private Predicate<Owed> selection(Path runs) {
        List<String> known = Clauses.of(Pages.RULES).stream().map(Clause::id).toList();
        clauses.stream()
                .filter(id -> !known.contains(id))
                .findFirst()
                .ifPresent(id -> {
                    throw Names.unknown("clause", id, known);
                });
        suites.stream()
                .filter(name -> !Suites.names().contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Names.unknown("suite", name, Suites.names());
                });
        Optional<Set<String>> failed = terms.failed(runs);
        return owed ->
                (failed.isEmpty() || failed.get().contains(owed.id()))
                        && (suites.isEmpty() || suites.contains(owed.suite()))
                        && (clauses.isEmpty()
                                || owed.clauses().stream().anyMatch(clauses::contains));
    }
}
