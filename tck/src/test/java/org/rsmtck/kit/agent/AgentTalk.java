package org.rsmtck.kit.agent;

import org.rsmtck.kit.wire.Line;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A talk with one agent. What is said and expected is written with single quotes in place of double
 * ones.
 */
final class AgentTalk implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Process process;
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    private final StringBuffer errors = new StringBuffer();
    private final Thread errorReader;
    private final Line greeting;
    private int last;

    AgentTalk(List<String> command) {
        try {
            process = new ProcessBuilder(command).start();
        } catch (IOException e) {
            throw new UncheckedIOException(String.join(" ", command), e);
        }
        Thread.ofVirtual()
                .start(() -> {
                    try (BufferedReader reader = process.inputReader(StandardCharsets.US_ASCII)) {
                        reader.lines().map(Optional::of).forEach(lines::add);
                    } catch (IOException | UncheckedIOException e) {
                        errors.append(e);
                    } finally {
                        lines.add(Optional.empty());
                    }
                });
        errorReader =
                Thread.ofVirtual()
                        .start(() -> {
                            try (InputStream stream = process.getErrorStream()) {
                                errors.append(
                                        new String(stream.readAllBytes(), StandardCharsets.UTF_8));
                            } catch (IOException e) {
                                errors.append(e);
                            }
                        });
        greeting = read();
    }

    /** A line that is written with single quotes and without braces. */
    static Line line(String fields) {
        return Line.parse("{" + fields.replace('\'', '"') + "}");
    }

    Line greeting() {
        return greeting;
    }

    boolean isOnJvm() {
        return greeting.text("agent").contains("JVM");
    }

    long pid() {
        return process.pid();
    }

    /** Sends a request with a number of its own, and answers with that. */
    int say(String fields) {
        int request = ++last;
        write("{\"v\":1,\"request\":" + request + "," + fields.replace('\'', '"') + "}\n");
        return request;
    }

    /** The answer to a request, without version and number. No other may be under way. */
    Line ask(String fields) {
        int request = say(fields);
        Line answer = read();
        if (answer.integer("request") != request) {
            throw new AssertionError("awaited the answer to " + request + ", got " + answer);
        }
        return answer.without("v", "request");
    }

    /** Writes this and nothing else. */
    void write(String text) {
        try {
            process.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to the agent; " + errors, e);
        }
    }

    /** The next line. */
    Line read() {
        return next().map(Line::parse)
                .orElseThrow(
                        () -> new AssertionError("awaited a line, the output ended; " + errors));
    }

    /** Whether the output ends here. */
    boolean isAtEnd() {
        return next().isEmpty();
    }

    /** Whether a line is there, or comes within a moment. */
    boolean isSilentFor(Duration moment) throws InterruptedException {
        Optional<String> line = lines.poll(moment.toMillis(), TimeUnit.MILLISECONDS);
        return line == null;
    }

    private Optional<String> next() {
        try {
            Optional<String> line = lines.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (line == null) {
                throw new AssertionError("no line came within " + PATIENCE + "; " + errors);
            }
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while a line was awaited", e);
        }
    }

    /** Ends the input, and answers with the status of the process: 128 and more for a signal. */
    int end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        return status();
    }

    int status() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the agent did not end within " + PATIENCE);
        }
        return process.exitValue();
    }

    /** What it wrote to standard error, once it has ended. */
    String errors() throws InterruptedException {
        errorReader.join();
        return errors.toString();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
