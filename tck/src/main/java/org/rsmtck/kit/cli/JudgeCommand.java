package org.rsmtck.kit.cli;

import org.rsmtck.kit.history.Counterexample;
import org.rsmtck.kit.history.History;
import org.rsmtck.kit.history.HistoryFile;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "HISTORY", description = "A file of JSON lines.")
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

    private boolean isTooLarge;

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
        PrintWriter print = spec.commandLine().getOut();
        long start = System.nanoTime();
        Duration bound = Duration.ofNanos((long) (deadline * 1e9));
        try {
            Optional<HistoryFile> read = read(bound);
            if (read.isEmpty()) {
                print.println("UNKNOWN: gave up reading " + file + " after " + whyNotRead(bound));
                return Exit.INCOMPLETE;
            }
            Duration left = bound.minusNanos(System.nanoTime() - start);
            return judge(
                    print,
                    read.get(),
                    new Budget(limit, left.isPositive() ? left : Duration.ofNanos(1), bound));
        } finally {
            print.flush();
        }
    }

    private int judge(PrintWriter print, HistoryFile read, Budget work) {
        Profile judgedBy = Optional.ofNullable(profile).or(read::profile).orElse(Profile.MAN_PAGE);
        Model model = Pages.model(judgedBy);
        return switch (Verdict.of(model, read.history(), work)) {
            case Verdict.Linearizable _ -> {
                print.printf("ALLOWED by %s: %s%n", judgedBy.name(), counted(read.history()));
                yield Exit.FINE;
            }
            case Verdict.NothingPromised none when none.isLast() -> {
                print.printf(
                        "ALLOWED by %s: %s; %s%n",
                        judgedBy.name(), counted(read.history()), why(none));
                yield Exit.FINE;
            }
            case Verdict.NotAllowed not -> {
                tell(print, read, model, not, work);
                yield Exit.NOT_CONFORMANT;
            }
            case Verdict.Unknown unknown -> {
                print.printf("UNKNOWN by %s: %s%n", judgedBy.name(), why(unknown));
                yield Exit.INCOMPLETE;
            }
        };
    }

    /** What the file holds; empty if it is not read in time, or holds more than fits in memory. */
    private Optional<HistoryFile> read(Duration bound) {
        CompletableFuture<HistoryFile> reading = new CompletableFuture<>();
        // Left behind where it waits for ever: a file may be a pipe.
        Thread.ofPlatform()
                .name("rsm-tck-reading")
                .daemon()
                .start(() -> {
                    try {
                        reading.complete(HistoryFile.read(file));
                    } catch (Throwable t) {
                        reading.completeExceptionally(t);
                    }
                });
        try {
            return Optional.of(reading.get(bound.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OutOfMemoryError) {
                isTooLarge = true;
                return Optional.empty();
            }
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException("reading " + file, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private String whyNotRead(Duration bound) {
        return isTooLarge
                ? "filling its memory of %d MB; give it more, say with JAVA_TOOL_OPTIONS=-Xmx8g"
                        .formatted(Runtime.getRuntime().maxMemory() >> 20)
                : Budget.seconds(bound) + " s; raise --deadline";
    }

    private void tell(
            PrintWriter print, HistoryFile read, Model model, Verdict.NotAllowed not, Budget work) {
        String name = model.profile().name();
        String again = "./rsm-tck judge " + Shell.quoted(file) + " --profile " + name;
        Counterexample finding =
                Counterexample.of(model, read.history(), not, read.isShortest(), work, again);
        print.print(Terminal.text(FailureText.of(finding.failure())));
        for (int i = 0; i < finding.chart().size(); i++) {
            print.println((i == 0 ? "  time         " : " ".repeat(15)) + finding.chart().get(i));
        }
        print.printf(
                "NOT ALLOWED by %s: %s, by the reply in line %d, among %s%n",
                name,
                finding.failure().clause(),
                read.lines().get(finding.act()),
                counted(read.history()));
    }

    private static String counted(History history) {
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
