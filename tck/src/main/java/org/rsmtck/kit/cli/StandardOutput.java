package org.rsmtck.kit.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Optional;

/**
 * The standard output, which may be closed or full: it remembers that, and goes on. Names that come
 * from elsewhere may hold what steers a terminal: that is written out.
 */
final class StandardOutput implements AutoCloseable {
    private final PrintWriter writer =
            new PrintWriter(
                    new Escaping(new OutputStreamWriter(new Watched(), System.out.charset())),
                    true);
    private volatile Optional<String> fault = Optional.empty();

    /** Bytes to the standard output. */
    private final class Watched extends OutputStream {
        private final FileOutputStream file = new FileOutputStream(FileDescriptor.out);

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
    }

    /** Text in which nothing steers a terminal. */
    private static final class Escaping extends FilterWriter {
        Escaping(Writer out) {
            super(out);
        }

        @Override
        public void write(String text, int from, int length) throws IOException {
            out.write(Terminal.text(text.substring(from, from + length)));
        }

        @Override
        public void write(char[] text, int from, int length) throws IOException {
            out.write(Terminal.text(new String(text, from, length)));
        }

        @Override
        public void write(int c) throws IOException {
            out.write(Terminal.text(String.valueOf((char) c)));
        }
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
