package org.rsmtck.kit.execute;

import org.jspecify.annotations.Nullable;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.kit.wire.Wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program as a file of JSON lines: first what it is, then the nodes, links and processes of its
 * setting, then its acts.
 *
 * @param profile by which it was judged
 * @param clause that it breaks; empty if none
 */
public record TraceFile(String profile, String clause, Program program) {
    private static final String KIND = "trace";

    /** Writes the file, and the folders above it. */
    public void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text());
    }

    /** What is written: lines, each with its end. */
    public String text() {
        return lines().map(line -> line + "\n").collect(Collectors.joining());
    }

    /**
     * Reads the file.
     *
     * @throws TextFile.UnreadableException if it is not there, or is no trace
     */
    public static TraceFile read(Path file) {
        Reader reader = new Reader();
        TextFile.read(file, "a trace", (line, number) -> reader.take(line));
        return reader.finish(file);
    }

    private Stream<Line> lines() {
        List<Line> lines = new ArrayList<>();
        lines.add(SettingLines.start(KIND).with("profile", profile).with("clause", clause));
        lines.addAll(SettingLines.of(program.setting()));
        program.acts().forEach(act -> lines.add(line(act)));
        return lines.stream();
    }

    private static Line line(Action act) {
        return switch (act) {
            case Action.Injection(var event) -> SettingLines.start("event").with(Wire.of(event));
            case Action.Calling calling -> {
                Line line =
                        SettingLines.start("call")
                                .with("act", calling.id())
                                .with("process", calling.process());
                if (calling.handleFrom().isPresent()) {
                    line = line.with("handle_from", calling.handleFrom().getAsInt());
                }
                if (calling.segmentFrom().isPresent()) {
                    line = line.with("segment_from", calling.segmentFrom().getAsInt());
                }
                yield line.with(Wire.of(calling.call()));
            }
        };
    }

    /** Takes a trace in, line by line. */
    private static final class Reader {
        private final SettingLines setting = new SettingLines();
        private final List<Action> acts = new ArrayList<>();
        private @Nullable Line head;

        void take(Line line) {
            if (head == null) {
                checkKind(line);
            }
            String kind = line.text("line");
            if (head == null && !kind.equals(KIND)) {
                throw new IllegalArgumentException(
                        "the file does not start with a line of kind \""
                                + KIND
                                + "\": it is no trace");
            }
            switch (kind) {
                case KIND -> head = line;
                case "event" -> acts.add(new Action.Injection(Wire.event(line.without("line"))));
                case "call" -> acts.add(call(line));
                default -> {
                    if (!setting.take(line)) {
                        throw new IllegalArgumentException(
                                "line of kind \""
                                        + kind
                                        + "\" is not known; known are trace, node, link, process,"
                                        + " call and event");
                    }
                }
            }
        }

        /** Other files of a run are told apart from what is no file of one. */
        private static void checkKind(Line line) {
            if (line.has("entry")) {
                throw new IllegalArgumentException(
                        "this is the journal of a run; look at it with rsm-tck report");
            }
            if (line.has("line") && line.text("line").equals("history")) {
                throw new IllegalArgumentException(
                        "this is a history, which has been run already; judge it with rsm-tck"
                                + " judge");
            }
        }

        TraceFile finish(Path file) {
            if (head == null) {
                throw new TextFile.UnreadableException(
                        file + " is empty: give the path of a trace");
            }
            return new TraceFile(
                    head.text("profile"),
                    head.text("clause"),
                    new Program(setting.setting(), acts));
        }

        private Action.Calling call(Line line) {
            int process = number(line, "process");
            if (process >= setting.processes()) {
                throw new IllegalArgumentException(
                        "process "
                                + process
                                + " is not there; the trace has "
                                + setting.processes());
            }
            return new Action.Calling(
                    number(line, "act"),
                    process,
                    Wire.call(
                            line.without("line", "act", "process", "handle_from", "segment_from")),
                    reference(line, "handle_from"),
                    reference(line, "segment_from"));
        }

        private static OptionalInt reference(Line line, String name) {
            return line.has(name) ? OptionalInt.of(number(line, name)) : OptionalInt.empty();
        }

        private static int number(Line line, String name) {
            return SettingLines.number(line, name, 0, Integer.MAX_VALUE);
        }
    }
}
