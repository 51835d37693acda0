package org.rsmtck.kit.cli;

import org.rsmtck.api.Fabric;
import org.rsmtck.kit.drive.Program;
import org.rsmtck.kit.drive.TraceFile;
import org.rsmtck.kit.history.HistoryFile;
import org.rsmtck.kit.plug.AgentFabric;
import org.rsmtck.kit.probes.ProbesSuite;
import org.rsmtck.kit.suites.Campaign;
import org.rsmtck.kit.suites.Level;
import org.rsmtck.kit.suites.Owed;
import org.rsmtck.kit.suites.PermissionsSuite;
import org.rsmtck.kit.suites.RulesSuite;
import org.rsmtck.kit.suites.TransitionsSuite;
import org.rsmtck.kit.suites.WalksSuite;
import org.rsmtck.model.Clause;
import org.rsmtck.model.Clauses;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.Rules;
import org.rsmtck.reports.Failure;
import org.rsmtck.reports.FailureText;
import org.rsmtck.reports.Obligation;
import org.rsmtck.reports.ReportFiles;
import org.rsmtck.reports.Results;
import org.rsmtck.reports.Statement;
import org.rsmtck.reports.Status;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Validates an implementation, and states whether it conforms.")
final class VerifyCommand implements Callable<Integer> {
    private static final int SHOWN = 5;
    private static final List<String> SUITES =
            List.of(
                    RulesSuite.NAME,
                    PermissionsSuite.NAME,
                    TransitionsSuite.NAME,
                    WalksSuite.NAME,
                    ProbesSuite.NAME);

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
            names = "--level",
            defaultValue = "quick",
            description =
                    "How much to exercise: quick, standard or full. Default: ${DEFAULT-VALUE}.")
    private Level level;

    @Option(
            names = "--suite",
            paramLabel = "SUITE",
            description =
                    "Only this suite: rules, permissions,"
                            + " transitions, walks or probes. May be given several times.")
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

    @Option(names = "--out", paramLabel = "DIR", description = "Where to put the reports.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        Path folder = Home.shortest(out == null ? Home.reports() : out);
        Predicate<Owed> selection = selection();
        try (Target verified = target.target()) {
            return verify(verified, selection, folder);
        }
    }

    private int verify(Target verified, Predicate<Owed> selection, Path folder) throws IOException {
        Fabric fabric = verified.fabric();
        Profile judgedBy = Profiles.of(Optional.ofNullable(profile), fabric);
        Model model = Model.of(judgedBy);
        PrintWriter print = spec.commandLine().getOut();
        print.printf(
                "%s, judged by %s at level %s, seed %d%n",
                fabric.name(), judgedBy.name(), level.word(), seed);
        print.flush();
        SuiteRun.Ran ran = run(verified, model, selection, words(judgedBy, folder));
        try (Campaign campaign = ran.campaign()) {
            int status = tell(print, campaign, folder);
            ran.trouble().ifPresent(VerifyCommand::complain);
            return status;
        }
    }

    /** What was judged until then has been told. */
    private static void complain(Throwable trouble) {
        if (trouble instanceof RuntimeException known) {
            throw known;
        }
        throw new IllegalStateException("a suite could not be run: " + trouble, trouble);
    }

    private SuiteRun.Ran run(
            Target verified, Model model, Predicate<Owed> selection, Campaign.Words words) {
        try (ProgressLine progress = new ProgressLine()) {
            return SuiteRun.of(
                    new Campaign.Order(
                            verified.fabric(),
                            model,
                            level,
                            seed,
                            selection,
                            progress,
                            words,
                            verified.patience()));
        }
    }

    private Campaign.Words words(Profile judgedBy, Path folder) {
        String options = target.asGiven() + " --profile " + judgedBy.name();
        String command =
                "./rsm-tck verify" + options + " --level " + level.word() + " --seed " + seed;
        return new Campaign.Words(
                command, failure -> "./rsm-tck replay " + trace(folder, failure) + options);
    }

    private static Path trace(Path folder, String failure) {
        return folder.resolve("failures").resolve(failure + ".jsonl");
    }

    private static Path history(Path folder, String failure) {
        return folder.resolve("failures").resolve(failure + ".history.jsonl");
    }

    private int tell(PrintWriter print, Campaign campaign, Path folder) throws IOException {
        Results results = campaign.results();
        write(campaign, results, folder);
        suites(print, results);
        print.printf("first       after %.1f s%n", campaign.untilFirst().toMillis() / 1000.0);
        if (campaign.order().fabric() instanceof AgentFabric agents) {
            print.printf(
                    "agents      %,d started, %,d died%n",
                    agents.census().started(), agents.census().died());
        }
        if (results.obligations().stream()
                .anyMatch(one -> one.suite().equals(TransitionsSuite.NAME))) {
            print.println("tour        " + campaign.transitions().coverage());
        }
        results.failures().stream()
                .limit(SHOWN)
                .forEach(failure -> print.println("\n" + FailureText.of(failure)));
        if (results.failures().size() > SHOWN) {
            print.printf(
                    "and %d more failures, in the report%n", results.failures().size() - SHOWN);
        }
        if (results.robustness().wasTried()) {
            print.println("robustness  " + results.robustness().words());
            results.robustness().findings().stream()
                    .limit(SHOWN)
                    .forEach(finding -> print.println("            " + finding));
            if (results.robustness().findings().size() > SHOWN) {
                print.printf(
                        "            and %d more, in the report%n",
                        results.robustness().findings().size() - SHOWN);
            }
        }
        print.println("report      " + folder.resolve("index.html"));
        if (isPart()) {
            return tellPart(print, results);
        }
        Statement statement = Statement.of(results);
        print.println(statement.line());
        return Exit.of(statement);
    }

    /** A part of a level supports no statement, for or against. */
    private int tellPart(PrintWriter print, Results results) {
        long passed = count(results.obligations(), Status.PASSED);
        long failed = count(results.obligations(), Status.FAILED);
        print.printf(
                "no statement, for only a part of level %s was asked for: %d obligations passed, %d"
                        + " failed, %d not exercised or not applicable%n",
                level.word(), passed, failed, results.obligations().size() - passed - failed);
        if (results.obligations().isEmpty()) {
            throw new Misuse("nothing at level " + level.word() + " exercises what was asked for");
        }
        return failed > 0 ? Exit.NOT_CONFORMANT : passed > 0 ? Exit.FINE : Exit.INCOMPLETE;
    }

    private void suites(PrintWriter print, Results results) {
        Map<String, List<Obligation>> bySuite =
                results.obligations().stream().collect(Collectors.groupingBy(Obligation::suite));
        for (String suite : SUITES) {
            List<Obligation> owed = bySuite.getOrDefault(suite, List.of());
            if (!owed.isEmpty()) {
                print.printf(
                        "%-11s %,d of %,d obligations passed%s%n",
                        suite, count(owed, Status.PASSED), owed.size(), others(owed));
            }
        }
        print.printf(
                "in all      %,d sequences, %,d calls, %.1f s%n",
                results.run().sequences(),
                results.run().calls(),
                results.run().milliseconds() / 1000.0);
    }

    private static String others(List<Obligation> owed) {
        return List.of(Status.FAILED, Status.NOT_EXERCISED, Status.NOT_APPLICABLE).stream()
                .filter(status -> count(owed, status) > 0)
                .map(status ->
                        ", "
                                + count(owed, status)
                                + " "
                                + status.name()
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .replace('_', ' '))
                .collect(Collectors.joining());
    }

    private static long count(List<Obligation> owed, Status status) {
        return owed.stream().filter(one -> one.status() == status).count();
    }

    private static void write(Campaign campaign, Results results, Path folder) throws IOException {
        ReportFiles.write(results, folder);
        Path traces = folder.resolve("failures");
        if (Files.isDirectory(traces)) {
            try (var old = Files.newDirectoryStream(traces, "*.jsonl")) {
                for (Path trace : old) {
                    Files.delete(trace);
                }
            }
        }
        for (Failure failure : results.failures()) {
            Optional<Program> program = campaign.failures().program(failure.id());
            if (program.isPresent()) {
                new TraceFile(results.run().profile(), failure.clause(), program.get())
                        .write(trace(folder, failure.id()));
            }
            Optional<HistoryFile> history = campaign.failures().history(failure.id());
            if (history.isPresent()) {
                history.get().write(history(folder, failure.id()));
            }
        }
    }

    private boolean isPart() {
        return !suites.isEmpty() || !clauses.isEmpty();
    }

    private Predicate<Owed> selection() {
        List<String> known = Clauses.of(Rules.ALL).stream().map(Clause::id).toList();
        clauses.stream()
                .filter(id -> !known.contains(id))
                .findFirst()
                .ifPresent(id -> {
                    throw Names.unknown("clause", id, known);
                });
        suites.stream()
                .filter(name -> !SUITES.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Names.unknown("suite", name, SUITES);
                });
        return owed ->
                (suites.isEmpty() || suites.contains(owed.suite()))
                        && (clauses.isEmpty()
                                || owed.clauses().stream().anyMatch(clauses::contains));
    }
}
