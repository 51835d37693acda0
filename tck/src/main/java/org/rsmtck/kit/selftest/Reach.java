package org.rsmtck.kit.selftest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.BitSet;

/**
 * A file in which agents of any user note which mistakes would have made a difference: a byte for
 * each, in the order of the list, that is not 0 once it would have. Closing it removes it.
 */
final class Reach implements AutoCloseable {
    private final Path folder;
    private final Path file;
    private final byte[] nothing;

    Reach(int mutants) {
        try {
            folder = Files.createTempDirectory("rsm-reach");
            file = folder.resolve("reached");
            nothing = new byte[mutants];
            Files.write(file, nothing);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What switches it on in the environment of an agent. */
    String word() {
        return "trace:" + file;
    }

    /** The numbers of the mistakes that would have made a difference since this was asked last. */
    BitSet take() {
        try {
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, nothing, StandardOpenOption.WRITE);
            BitSet reached = new BitSet();
            for (int i = 0; i < bytes.length; i++) {
                reached.set(i, bytes[i] != 0);
            }
            return reached;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            Files.delete(file);
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
