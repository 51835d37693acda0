package org.rsmtck.kit.cli;

import org.rsmtck.kit.execute.TextFile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that can be read more than once: what comes from a pipe is copied first. */
final class ReadTwice implements AutoCloseable {
    private static final Path STANDARD_INPUT = Path.of("-");

    private final Path given;
    private final Path file;

    private ReadTwice(Path given, Path file) {
        this.given = given;
        this.file = file;
    }

    /**
     * @param given a file, or {@code -} for the standard input
     * @throws TextFile.UnreadableException if it cannot be copied
     */
    static ReadTwice of(Path given) {
        boolean isStandardInput = given.equals(STANDARD_INPUT);
        if (!isStandardInput && (!Files.exists(given) || isSeekable(given))) {
            return new ReadTwice(given, given);
        }
        ReadTwice copied = new ReadTwice(given, temporary(given));
        try (InputStream in = isStandardInput ? System.in : Files.newInputStream(given)) {
            Files.copy(in, copied.file, StandardCopyOption.REPLACE_EXISTING);
            return copied;
        } catch (IOException e) {
            copied.close();
            throw new TextFile.UnreadableException(
                    copied.name()
                            + " cannot be copied to "
                            + copied.file
                            + ": "
                            + e.getMessage()
                            + "; make room there, or give another folder by TMPDIR");
        }
    }

    private static boolean isSeekable(Path given) {
        return Files.isRegularFile(given) || Files.isDirectory(given);
    }

    private static Path temporary(Path given) {
        try {
            Path file = Files.createTempFile("rsm-tck-history", ".jsonl");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new TextFile.UnreadableException(
                    "the copy of " + given + " cannot be made: " + e.getMessage());
        }
    }

    Path file() {
        return file;
    }

    /** By which messages call it. */
    String name() {
        return given.equals(STANDARD_INPUT) ? "the standard input" : given.toString();
    }

    @Override
    public void close() {
        if (!file.equals(given)) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // It goes when the process ends.
            }
        }
    }
}
