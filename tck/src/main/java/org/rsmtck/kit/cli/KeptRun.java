package org.rsmtck.kit.cli;

import static java.util.Objects.requireNonNull;

import org.rsmtck.kit.runs.RunFolder;
import org.rsmtck.reports.JournalFile;
import org.rsmtck.reports.Results;
import org.rsmtck.reports.ResultsFile;
import org.rsmtck.reports.Union;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run has left.
 *
 * @param file its journal if there is one, which knows more than its reports; else its results
 */
record KeptRun(Path file) {

    /** The run that somebody names by its folder, a file of it, or the folder of all runs. */
    static KeptRun of(Path given) {
        return new KeptRun(source(given));
    }

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

    Path folder() {
        return requireNonNull(file.toAbsolutePath().getParent());
    }

    Results results() {
        return Union.of(
                List.of(
                        file.getFileName().toString().equals(JournalFile.NAME)
                                ? JournalFile.read(file).results()
                                : ResultsFile.read(file)));
    }
}
