package org.rsmtck.kit.cli;

import org.jspecify.annotations.Nullable;
import org.rsmtck.kit.runs.RunFolder;
import org.rsmtck.reports.Comparison;
import org.rsmtck.reports.KnownFailures;
import org.rsmtck.reports.ReportFiles;
import org.rsmtck.reports.Results;
import org.rsmtck.reports.Statement;
import org.rsmtck.reports.Union;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the reports of a run again from what it has left, also of one that was killed.",
            "Of all shards of a run it makes the report of the whole. With --baseline it tells what"
                    + " is new, fixed, unchanged and slower."
        },
        footer = {"", "Exit status: that of the run, and 3 if it was cut short."})
final class ReportCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "RUN",
            arity = "1..*",
            description =
                    "The folder of a run, or its journal.jsonl, or a results.json. The folder that"
                            + " holds all runs stands for the latest. Several are the shards of one"
                            + " run.")
    private List<Path> given;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Where to put the reports. Default: the folder of the run; of several, there is"
                            + " none.")
    private @Nullable Path out;

    @Option(
            names = "--baseline",
            paramLabel = "RUN",
            description = "An earlier run, to compare with.")
    private @Nullable Path baseline;

    @Option(
            names = "--write-known-failures",
            paramLabel = "FILE",
            description =
                    "Write there the list by which verify --known-failures finds everything as"
                            + " expected.")
    private @Nullable Path known;

    @Override
    public Integer call() {
        List<KeptRun> runs = given.stream().map(KeptRun::of).toList();
        Results results = Union.of(runs.stream().map(KeptRun::results).toList());
        Path folder = folder(runs);
        Optional<Comparison> comparison =
                Optional.ofNullable(baseline)
                        .map(KeptRun::of)
                        .map(earlier -> Comparison.of(earlier.results(), results));
        try {
            for (KeptRun run : runs) {
                RunFolder.copyFailures(run.folder(), folder);
            }
            ReportFiles.write(results, comparison, folder);
        } catch (IOException e) {
            throw new MisuseException("cannot write to " + folder + ": " + e.getMessage());
        }
        PrintWriter print = spec.commandLine().getOut();
        comparison.ifPresent(changes -> tell(print, changes));
        KnownFailureLines.of(results).forEach(line -> print.println(Terminal.line(line)));
        if (known != null) {
            write(known, KnownFailures.text(results));
            print.println("known       " + Home.shortest(known));
        }
        print.println("report      " + Home.shortest(folder.resolve("index.html")));
        print.println(Terminal.line(Statement.of(results).line()));
        print.flush();
        return Exit.of(results);
    }

    private Path folder(List<KeptRun> runs) {
        if (out == null && runs.size() > 1) {
            throw new MisuseException("say with --out where the report of several runs is to go");
        }
        return out == null ? runs.getFirst().folder() : out;
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new MisuseException("cannot write " + file + ": " + e.getMessage());
        }
    }

    private static void tell(PrintWriter print, Comparison changes) {
        print.println(Terminal.line("baseline    " + changes.baseline()));
        changes.byKind()
                .forEach((kind, ids) -> {
                    print.printf("%-19s %,d%n", kind, ids.size());
                    Few.of("  ", kind.equals("unchanged") ? List.of() : ids)
                            .forEach(line -> print.println(Terminal.line(line)));
                });
    }
}
