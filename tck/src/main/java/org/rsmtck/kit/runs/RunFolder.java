package org.rsmtck.kit.runs;

import org.rsmtck.kit.execute.TraceFile;
import org.rsmtck.kit.history.HistoryFile;
import org.rsmtck.kit.suite.Recorder;
import org.rsmtck.reports.Entry;
import org.rsmtck.reports.Failure;
import org.rsmtck.reports.JournalFile;
import org.rsmtck.reports.ReportFiles;
import org.rsmtck.reports.Results;
import org.rsmtck.reports.Union;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of one run. It holds a journal, which is written as the run goes, what shows each
 * failure, and at the end the reports, which are made from the journal. Nothing in it is ever
 * written over by another run.
 */
public final class RunFolder implements Recorder {
    /** Beside the folders of all runs: leads to the latest. */
    public static final String LATEST = "latest";

    /** In the folder of a run: what shows its failures. */
    public static final String FAILURES = "failures";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final Path path;
    private final JournalFile journal;
    private boolean hasEnded;
    private Optional<UnwritableException> fault = Optional.empty();

    private RunFolder(Path path, JournalFile journal) {
        this.path = path;
        this.journal = journal;
    }

    /**
     * A new folder below {@code parent}, to which {@value #LATEST} leads from now on.
     *
     * @throws UnwritableException if it cannot be made, or nothing can be written in it
     */
    public static RunFolder below(Path parent) {
        try {
            Files.createDirectories(parent);
            Path path = fresh(parent);
            tryOut(path);
            JournalFile journal = JournalFile.create(path.resolve(JournalFile.NAME));
            pointTo(parent, path);
            return new RunFolder(path, journal);
        } catch (IOException e) {
            throw new UnwritableException(
                    "cannot write to %s: %s; name another folder with --out"
                            .formatted(parent, reason(e)),
                    e);
        }
    }

    /** Two runs that begin in the same second are told apart by a number. */
    private static Path fresh(Path parent) throws IOException {
        String name = "run-" + TIME.format(LocalDateTime.now(ZoneOffset.UTC));
        for (int number = 1; ; number++) {
            try {
                return Files.createDirectory(
                        parent.resolve(number == 1 ? name : name + "-" + number));
            } catch (FileAlreadyExistsException e) {
                if (!Files.isDirectory(parent)) {
                    throw e;
                }
            }
        }
    }

    private static void tryOut(Path path) throws IOException {
        Path attempt = path.resolve(".attempt-" + ProcessHandle.current().pid());
        try {
            Files.writeString(attempt, "x".repeat(8192));
        } finally {
            Files.deleteIfExists(attempt);
        }
    }

    /** By a link that is put in place in one step; where there are no links, by a file. */
    private static void pointTo(Path parent, Path path) throws IOException {
        Path latest = parent.resolve(LATEST);
        Path draft = parent.resolve("." + path.getFileName() + ".latest");
        try {
            Files.createSymbolicLink(draft, path.getFileName());
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.writeString(draft, path.getFileName() + "\n");
        }
        try {
            Files.move(
                    draft,
                    latest,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            // Somebody else's folder of that name stays as it is.
            Files.deleteIfExists(draft);
        }
    }

    /** Whether it is a file that stands where a link could not be made. */
    public static boolean isPointer(Path file) {
        return file.getFileName().toString().equals(LATEST) && Files.isRegularFile(file);
    }

    /** The latest run of those that are kept in a folder; the folder itself if it is one. */
    public static Path latest(Path runs) {
        Path latest = runs.resolve(LATEST);
        return isPointer(latest) ? pointedTo(latest) : Files.isDirectory(latest) ? latest : runs;
    }

    /** Where such a file leads. */
    public static Path pointedTo(Path file) {
        try {
            return file.resolveSibling(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UnwritableException(
                    file + " cannot be read: " + reason(e) + "; name the folder of a run", e);
        }
    }

    /**
     * Tries whether runs can be kept below {@code parent}, and leaves nothing behind but that
     * folder.
     *
     * @throws UnwritableException if they cannot
     */
    public static void tryBelow(Path parent) {
        try {
            Files.createDirectories(parent);
            tryOut(parent);
        } catch (IOException e) {
            throw new UnwritableException(
                    "cannot write to %s: %s; name another folder with --out"
                            .formatted(parent, reason(e)),
                    e);
        }
    }

    public Path path() {
        return path;
    }

    /**
     * Copies what shows the failures of a run to where its reports go, unless it is there.
     *
     * @param from the folder of the run
     * @param to a folder of reports
     */
    public static void copyFailures(Path from, Path to) throws IOException {
        Path source = from.resolve(FAILURES);
        Path target = to.resolve(FAILURES);
        if (!Files.isDirectory(source)) {
            return;
        }
        Files.createDirectories(target);
        try (Stream<Path> files = Files.list(source)) {
            for (Path file : files.toList()) {
                Path copy = target.resolve(file.getFileName());
                if (!Files.exists(copy)) {
                    Files.copy(file, copy);
                }
            }
        }
    }

    /** Where the sequence of a failure is. */
    public Path trace(String failure) {
        return path.resolve(FAILURES).resolve(failure + ".jsonl");
    }

    private Path history(String failure) {
        return path.resolve(FAILURES).resolve(failure + ".history.jsonl");
    }

    @Override
    public synchronized void enter(Entry entry) {
        if (hasEnded || fault.isPresent()) {
            return;
        }
        try {
            journal.write(entry);
            hasEnded = entry instanceof Entry.Ended;
        } catch (IOException e) {
            fault = Optional.of(unwritable(e));
        }
    }

    @Override
    public synchronized void keep(
            Failure failure, Optional<TraceFile> trace, Optional<HistoryFile> history) {
        if (hasEnded || fault.isPresent()) {
            return;
        }
        try {
            Files.createDirectories(path.resolve(FAILURES));
            if (trace.isPresent()) {
                trace.get().write(trace(failure.id()));
            }
            if (history.isPresent()) {
                history.get().write(history(failure.id()));
            }
        } catch (IOException e) {
            fault = Optional.of(unwritable(e));
        }
    }

    /** Why nothing can be kept any more; empty as long as it can. */
    @Override
    public synchronized Optional<String> fault() {
        return fault.map(Throwable::getMessage);
    }

    /**
     * Ends the run, unless it has ended, and writes the reports. What is entered later is left out.
     *
     * @param early why the run ends before all is done, in words; empty if all is
     * @return what the journal says
     * @throws UnwritableException if something could not be written
     */
    public synchronized Results end(String early) {
        if (!hasEnded) {
            enter(new Entry.Ended(early));
            hasEnded = true;
        }
        fault.ifPresent(found -> {
            throw found;
        });
        try {
            journal.close();
            Results results =
                    Union.of(List.of(JournalFile.read(path.resolve(JournalFile.NAME)).results()));
            ReportFiles.write(results, path);
            return results;
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private UnwritableException unwritable(IOException e) {
        return new UnwritableException(
                "cannot write to %s: %s; what was written until then is in its %s"
                        .formatted(path, reason(e), JournalFile.NAME),
                e);
    }

    /** What the operating system says, without the name of a Java class. */
    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "permission denied";
            case NoSuchFileException missing -> missing.getFile() + " is not there";
            case FileAlreadyExistsException other -> other.getFile() + " is not a folder";
            case FileSystemException system when system.getReason() != null -> system.getReason();
            default -> e.getMessage() == null ? e.toString() : e.getMessage();
        };
    }
}
