package org.rsmtck.reports;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that others see in its old form or its new one, and never in between. */
final class WholeFile {
    private WholeFile() {}

    /** Writes UTF-8, creating the folder where it is missing. */
    static void write(Path file, String text) throws IOException {
        Path folder = requireNonNull(file.toAbsolutePath().getParent(), "a file, not a root");
        Files.createDirectories(folder);
        Path draft = folder.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            // Not Files.createTempFile, whose mode would hide the report from other users.
            Files.writeString(draft, text);
            move(draft, file);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void move(Path draft, Path file) throws IOException {
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
