package org.rsmtck.kit.cli;

import org.rsmtck.kit.history.Counterexample;
import org.rsmtck.kit.history.RecordedHistory;
import org.rsmtck.kit.history.Verdict;
import org.rsmtck.kit.linearizability.Budget;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.Rule;
import org.rsmtck.model.page.Pages;
import org.rsmtck.reports.FailureText;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

@Command(
        name = "judge",
        mixinStandardHelpOptions = true,
        description =
                "Judges a history that was recorded elsewhere, with no implementation present:"
                        + " calls one after another, or at the same time.",
        footer = {
            "",
            "Exit status: 0 allowed; 1 not allowed; 2 misuse, or no history; 3 unknown, because the"
                    + " search gave up, or because nothing is promised of a call.",
            "The format of a history: docs/formats.md"
        })
final class JudgeCommand implements Callable<Integer> {
    private static final String LIMIT = "2000000";
    private static final String DEADLINE = "60";
    private static final double MOST_SECONDS = 1e9;

    private static final String FULL =
            "filling its memory of %d MB; give it more, say with JAVA_TOOL_OPTIONS=-Xmx8g"
                    .formatted(Runtime.getRuntime().maxMemory() >> 20);

    /** Within which a search sees itself that its time is over. */
    private static final Duration GRACE = Duration.ofMillis(50);

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "HISTORY",
            description = "A file of JSON lines; - for the standard input.")
    private Path file;

    @Option(
            names = "--profile",
            converter = Profiles.Converter.class,
            completionCandidates = Profiles.Candidates.class,
            description =
                    "What to judge by: ${COMPLETION-CANDIDATES}. Default: what the history says, or"
                            + " else man-page.")
    private Profile profile;

    @Option(
            names = "--limit",
            paramLabel = "STEPS",
            defaultValue = LIMIT,
            description = "How often to ask the model before giving up. Default: ${DEFAULT-VALUE}.")
    private long limit;

    @Option(
            names = "--deadline",
            paramLabel = "SECONDS",
            defaultValue = DEADLINE,
            description =
                    "How long to read and search before giving up. Default: ${DEFAULT-VALUE}.")
    private double deadline;

    /** What is said when the time is over. */
    private volatile Answer soFar = new Answer("", Exit.INCOMPLETE);

    private record Answer(String text, int status) {}

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new MisuseException(
                    "--limit " + limit + " leaves no step to take; give 1 or more");
        }
        if (!(deadline > 0 && deadline <= MOST_SECONDS)) {
            throw new MisuseException(
                    "--deadline " + deadline + " is no time to search; give some seconds");
        }
        Duration bound = Duration.ofNanos((long) (deadline * 1e9));
        soFar = new Answer(gaveUpReading(overTime(bound)), Exit.INCOMPLETE);
        Budget work = new Budget(limit, bound);
        Answer answer =
                InTime.done(bound.plus(GRACE), "rsm-tck-judge", () -> answer(work)).orElse(soFar);
        PrintWriter print = spec.commandLine().getOut();
        print.print(answer.text());
        print.flush();
        return answer.status();
    }

    private static String overTime(Duration longest) {
        return Budget.seconds(longest) + " s; raise --deadline";
    }

    private String gaveUpReading(String why) {
        return "UNKNOWN: gave up reading %s after %s%n".formatted(file, why);
    }

    private Answer answer(Budget work) {
        try (ReadTwice source = ReadTwice.of(file)) {
            RecordedHistory history = RecordedHistory.read(source.file(), source.name(), work);
            return judged(history, work);
        } catch (Budget.BudgetExceededException e) {
            return new Answer(gaveUpReading(e.getMessage()), Exit.INCOMPLETE);
        } catch (OutOfMemoryError e) {
            return new Answer(gaveUpReading(FULL), Exit.INCOMPLETE);
        }
    }

    private Answer judged(RecordedHistory history, Budget work) {
        Profile by = Optional.ofNullable(profile).or(history::profile).orElse(Profile.MAN_PAGE);
        soFar = unknown(by, new Verdict.GaveUp(overTime(work.longest())));
        Model model = Pages.model(by);
        RecordedHistory.Judged judged = history.judge(model, work);
        return switch (judged.verdict()) {
            case Verdict.Linearizable _ -> allowed(by, counted(history));
            case Verdict.NothingPromised none when none.isLast() ->
                    allowed(by, counted(history) + "; " + why(none));
            case Verdict.NotAllowed not -> {
                soFar = gaveUpShowing(by, history, overTime(work.longest()));
                try {
                    yield notAllowed(history, judged, model, not, work);
                } catch (OutOfMemoryError e) {
                    yield gaveUpShowing(by, history, FULL);
                }
            }
            case Verdict.Unknown unknown -> unknown(by, unknown);
        };
    }

    private static Answer gaveUpShowing(Profile by, RecordedHistory history, String why) {
        return new Answer(
                "NOT ALLOWED by %s: %s; gave up looking for the reply after %s%n"
                        .formatted(by.name(), counted(history), why),
                Exit.NOT_CONFORMANT);
    }

    private static Answer allowed(Profile by, String what) {
        return new Answer("ALLOWED by %s: %s%n".formatted(by.name(), what), Exit.FINE);
    }

    private static Answer unknown(Profile by, Verdict.Unknown unknown) {
        return new Answer(
                "UNKNOWN by %s: %s%n".formatted(by.name(), why(unknown)), Exit.INCOMPLETE);
    }

    private Answer notAllowed(
            RecordedHistory history,
            RecordedHistory.Judged judged,
            Model model,
            Verdict.NotAllowed not,
            Budget work) {
        String name = model.profile().name();
        String again = "./rsm-tck judge " + Shell.quoted(file) + " --profile " + name;
        Counterexample finding =
                Counterexample.of(model, judged.shown(), not, history.isShortest(), work, again);
        StringBuilder text = new StringBuilder(Terminal.text(FailureText.of(finding.failure())));
        for (int i = 0; i < finding.chart().size(); i++) {
            text.append(i == 0 ? "  time         " : " ".repeat(15))
                    .append(finding.chart().get(i))
                    .append(System.lineSeparator());
        }
        if (judged.before() > 0) {
            text.append(
                    "  before       %s, which some order explains; call 1 is the first after them%n"
                            .formatted("%,d calls and events".formatted(judged.before())));
        }
        return new Answer(
                text
                        + "NOT ALLOWED by %s: %s, by the reply in line %d, among %s%n"
                                .formatted(
                                        name,
                                        finding.failure().clause(),
                                        history.line(finding.act()),
                                        counted(history)),
                Exit.NOT_CONFORMANT);
    }

    private static String counted(RecordedHistory history) {
        int open = history.calls() - history.returns();
        return count(history.calls(), "call")
                + " of "
                + count(history.callers(), "process")
                + (open == 0 ? "" : ", " + open + " of them never answered");
    }

    private static String count(int count, String what) {
        String plural = what.endsWith("s") ? what + "es" : what + "s";
        return "%,d %s".formatted(count, count == 1 ? what : plural);
    }

    private static String why(Verdict.Unknown unknown) {
        return switch (unknown) {
            case Verdict.GaveUp(String after) -> "gave up after " + after;
            case Verdict.NothingAnswered none -> "no call was answered";
            case Verdict.NothingPromised(int number, var rules, boolean isLast) -> {
                Rule rule = rules.iterator().next();
                yield "nothing is promised of call "
                        + number
                        + ", by "
                        + rule.id()
                        + ": "
                        + rule.words();
            }
        };
    }
}
