package org.rsmtck.kit.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.util.Optional;

/** The standard output, which may be closed or full: it remembers that, and goes on. */
final class StandardOutput implements AutoCloseable {
    private final PrintWriter writer;
    private volatile Optional<String> fault = Optional.empty();

    StandardOutput() {
        FileOutputStream file = new FileOutputStream(FileDescriptor.out);
        OutputStream watched =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        write(new byte[] {(byte) b}, 0, 1);
                    }

                    @Override
                    public void write(byte[] bytes, int from, int length) throws IOException {
                        try {
                            file.write(bytes, from, length);
                        } catch (IOException e) {
                            fault = Optional.of(String.valueOf(e.getMessage()));
                            throw e;
                        }
                    }
                };
        writer = new PrintWriter(new OutputStreamWriter(watched, System.out.charset()), true);
    }

    PrintWriter writer() {
        return writer;
    }

    /** Why not everything could be written; empty if it could. */
    Optional<String> fault() {
        return fault;
    }

    @Override
    public void close() {
        writer.flush();
    }
}
