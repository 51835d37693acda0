package org.rsmtck.kit.cli;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;

/** Lines of text, one after the other. */
interface Lines extends Closeable {
    /** The next line, without its end; {@code null} after the last. */
    @Nullable String next() throws IOException;

    /** Those of the reader, which is closed with them. */
    static Lines of(BufferedReader reader) {
        return new Lines() {
            @Override
            public @Nullable String next() throws IOException {
                return reader.readLine();
            }

            @Override
            public void close() throws IOException {
                reader.close();
            }
        };
    }
}
