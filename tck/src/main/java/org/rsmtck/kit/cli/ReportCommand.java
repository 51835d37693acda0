package org.rsmtck.kit.cli;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.rsmtck.kit.runs.RunFolder;
import org.rsmtck.reports.JournalFile;
import org.rsmtck.reports.ReportFiles;
import org.rsmtck.reports.Results;
import org.rsmtck.reports.ResultsFile;
import org.rsmtck.reports.Statement;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description =
                "Makes the reports of a run again from what it has left, also of one that was"
                        + " killed.",
        footer = {"", "Exit status: that of the run, and 3 if it was cut short."})
final class ReportCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "RUN",
            description =
                    "The folder of a run, or its journal.jsonl, or a results.json. The folder that"
                            + " holds all runs stands for the latest.")
    private Path given;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to put the reports. Default: the folder of the run.")
    private @Nullable Path out;

    @Override
    public Integer call() {
        Path file = source(given);
        Results results =
                file.getFileName().toString().equals(JournalFile.NAME)
                        ? JournalFile.read(file).results()
                        : ResultsFile.read(file);
        Path folder = out == null ? requireNonNull(file.toAbsolutePath().getParent()) : out;
        try {
            ReportFiles.write(results, folder);
        } catch (IOException e) {
            throw new MisuseException("cannot write to " + folder + ": " + e.getMessage());
        }
        PrintWriter print = spec.commandLine().getOut();
        print.println("report      " + Home.shortest(folder.resolve("index.html")));
        print.println(Terminal.line(Statement.of(results).line()));
        print.flush();
        return Exit.of(results);
    }

    /** The journal if there is one: it knows more than the reports. */
    private static Path source(Path given) {
        if (!Files.exists(given)) {
            throw new MisuseException(given + " is not there; name the folder of a run");
        }
        if (!Files.isDirectory(given)) {
            return RunFolder.isPointer(given) ? source(RunFolder.pointedTo(given)) : given;
        }
        Path journal = given.resolve(JournalFile.NAME);
        if (Files.exists(journal)) {
            return journal;
        }
        Path latest = given.resolve(RunFolder.LATEST);
        if (Files.exists(latest)) {
            return source(latest);
        }
        Path results = given.resolve("results.json");
        if (Files.exists(results)) {
            return results;
        }
        throw new MisuseException(given + " holds no journal.jsonl; name the folder of a run");
    }
}
