package org.rsmtck.kit.browser;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Chromium without a window, spoken to by the DevTools protocol over pipes. For one thread, which
 * closes it.
 */
final class Browser implements AutoCloseable {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "chrome");

    /** Set to {@code required} where a machine without a browser is not to be green. */
    private static final String VARIABLE = "RSMTCK_BROWSER";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long SECONDS = 60;

    private final Process process;
    private final InputStream answers;
    private final Path log;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    private final List<JsonNode> events = new ArrayList<>();
    private int commands;

    private Browser(Process process, Path log) {
        this.process = process;
        this.answers = new BufferedInputStream(process.getInputStream());
        this.log = log;
    }

    /**
     * Starts one that keeps what it writes in this folder. Where the machine has none, the test is
     * aborted, in CI as well: nothing can be installed there; but not where one is required.
     */
    static Browser in(Path folder) {
        Optional<Path> program = NAMES.stream().flatMap(name -> found(name).stream()).findFirst();
        if (program.isEmpty()) {
            String sentence =
                    "no browser was found on PATH (" + String.join(", ", NAMES) + "): install one";
            if ("required".equals(System.getenv(VARIABLE))) {
                return fail(sentence + ", or do not set " + VARIABLE + "=required");
            }
            return abort(sentence);
        }
        return start(program.get(), folder);
    }

    private static Optional<Path> found(String name) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** It reads commands from its descriptor 3 and answers on 4, which only a shell can set up. */
    private static Browser start(Path program, Path folder) {
        Path log = folder.resolve("browser.log");
        List<String> words =
                List.of(
                        "sh",
                        "-c",
                        "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >&2",
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-extensions",
                        "--no-first-run",
                        "--hide-scrollbars",
                        "--user-data-dir=" + folder.resolve("browser"),
                        "--remote-debugging-pipe",
                        "about:blank");
        try {
            ProcessBuilder start = new ProcessBuilder(words).redirectError(log.toFile());
            start.environment().put("TMPDIR", folder.toString());
            return new Browser(start.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a page of its own. */
    Tab open(URI page) {
        ObjectNode blank = JSON.createObjectNode().put("url", "about:blank");
        String target = send("", "Target.createTarget", blank).get("targetId").asString();
        ObjectNode attach = JSON.createObjectNode().put("targetId", target).put("flatten", true);
        String session = send("", "Target.attachToTarget", attach).get("sessionId").asString();
        Tab tab = new Tab(this, session);
        tab.begin(page);
        return tab;
    }

    /** The result of a command. */
    JsonNode send(String session, String method, ObjectNode params) {
        int id = ++commands;
        ObjectNode command =
                JSON.createObjectNode().put("id", id).put("method", method).set("params", params);
        if (!session.isEmpty()) {
            command.put("sessionId", session);
        }
        try {
            process.getOutputStream().write((command + "\0").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new IllegalStateException(method + " did not reach the browser:\n" + said(), e);
        }
        JsonNode answer = next(method);
        while (answer.path("id").asInt(-1) != id) {
            events.add(answer);
            answer = next(method);
        }
        if (answer.has("error")) {
            throw new IllegalStateException(method + ": " + answer.get("error"));
        }
        return answer.get("result");
    }

    /** Waits for an event of a session, and takes all that came before it from the list. */
    void await(String session, String method) {
        while (take(session, method).isEmpty()) {
            events.add(next(method));
        }
    }

    /** The events of the session of this name that have come, each told once. */
    List<JsonNode> take(String session, String method) {
        List<JsonNode> found =
                events.stream()
                        .filter(event -> event.path("sessionId").asString("").equals(session))
                        .filter(event -> event.path("method").asString("").equals(method))
                        .toList();
        events.removeAll(found);
        return found;
    }

    private JsonNode next(String awaited) {
        Future<?> end = clock.schedule(process::destroyForcibly, SECONDS, TimeUnit.SECONDS);
        try {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            int next = answers.read();
            while (next > 0) {
                text.write(next);
                next = answers.read();
            }
            if (next < 0) {
                throw new IllegalStateException(
                        "the browser ended, or said nothing for "
                                + SECONDS
                                + " s, while "
                                + awaited
                                + " was awaited:\n"
                                + said());
            }
            return JSON.readTree(text.toString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            end.cancel(false);
        }
    }

    private String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "and left no log: " + e.getMessage();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        try (Stream<ProcessHandle> children = process.descendants()) {
            List<ProcessHandle> all = children.toList();
            process.destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(child -> child.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join());
        }
        process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }
}
