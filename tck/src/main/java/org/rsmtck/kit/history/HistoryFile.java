package org.rsmtck.kit.history;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Topology;
import org.rsmtck.api.Topology.Port;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.kit.execute.SettingLines;
import org.rsmtck.kit.execute.TextFile;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.kit.wire.MalformedLineException;
import org.rsmtck.kit.wire.Wire;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Profile;
import org.rsmtck.model.Variant;
import org.rsmtck.model.VariationPoint;
import org.rsmtck.model.profile.KnownProfiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A history as a file of JSON lines: first what it is, then the nodes, links and processes of its
 * setting, then calls, returns and events in the order of time.
 *
 * @param profile by which it is to be judged, if the file says so
 * @param isShortest whether the recorder made sure, by running it again, that no call can be left
 *     out
 * @param lines by the act of a call: the number of the line of its return, or of the call where it
 *     has none; empty for a history that was not read
 */
public record HistoryFile(
        Optional<Profile> profile,
        boolean isShortest,
        History history,
        Map<Integer, Integer> lines) {
    static final String KIND = "history";
    static final String ACT = "act";
    static final String PROCESS = "process";
    static final String THREAD = "thread";
    static final String PAGE_SIZE = "page_size";
    static final String PROFILE = "profile";
    static final String SHORTEST = "shortest";
    private static final long USUAL_PAGE_SIZE = 4096;
    static final long MOST_PAGE_SIZE = 1L << 30;

    /** Where a history cannot be read: one sentence that names file, line, value and remedy. */
    public static final class UnreadableHistoryException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnreadableHistoryException(String message) {
            super(message);
        }

        /** What is wrong: there is always a sentence. */
        @Override
        public String getMessage() {
            return requireNonNull(super.getMessage());
        }
    }

    public HistoryFile(Profile profile, boolean isShortest, History history) {
        this(Optional.of(profile), isShortest, history, Map.of());
    }

    /** Writes the file, and the folders above it. */
    public void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text());
    }

    /** What stands in the file. A call that returns at once is written in the short form. */
    public String text() {
        List<Line> all = new ArrayList<>();
        Line head = SettingLines.start(KIND).with(PAGE_SIZE, history.pageSize());
        if (profile.isPresent()) {
            head = head.with(PROFILE, profile.get().name());
        }
        all.add(isShortest ? head.with(SHORTEST, "yes") : head);
        all.addAll(SettingLines.of(history.setting()));
        if (!history.readings().equals(Set.of(Interpretation.NONE))) {
            history.readings().forEach(reading -> all.add(line(reading)));
        }
        List<Moment> moments = history.moments();
        for (int i = 0; i < moments.size(); i++) {
            all.add(
                    switch (moments.get(i)) {
                        case Moment.Begun begun -> line(begun, isReturn(moments, i + 1, begun));
                        case Moment.Returned returned -> {
                            boolean isShort =
                                    i > 0
                                            && moments.get(i - 1) instanceof Moment.Begun begun
                                            && begun.act() == returned.act();
                            Line line = SettingLines.start("return");
                            yield (isShort ? line : line.with(ACT, returned.act()))
                                    .with(Wire.of(returned.reply()));
                        }
                        case Moment.Happened(Event event) ->
                                SettingLines.start("event").with(Wire.of(event));
                    });
        }
        return all.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static boolean isReturn(List<Moment> moments, int at, Moment.Begun of) {
        return at < moments.size()
                && moments.get(at) instanceof Moment.Returned returned
                && returned.act() == of.act();
    }

    private static Line line(Moment.Begun begun, boolean isShort) {
        Line line = SettingLines.start("call");
        if (!isShort) {
            line = line.with(ACT, begun.act());
        }
        line = line.with(PROCESS, begun.process());
        if (begun.thread().isPresent()) {
            line = line.with(THREAD, begun.thread().getAsInt());
        }
        return line.with(Wire.of(begun.call()));
    }

    private static Line line(Interpretation reading) {
        Line line = SettingLines.start("reading");
        for (Map.Entry<VariationPoint<?>, Variant> choice : reading.choices().entrySet()) {
            line = line.with(word(choice.getKey()), word(choice.getValue()));
        }
        return line;
    }

    static String word(VariationPoint<?> point) {
        return point.name().toLowerCase(Locale.ROOT);
    }

    static String word(Variant option) {
        return option.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads the file.
     *
     * @throws UnreadableHistoryException if it is not there, or is no history
     */
    public static HistoryFile read(Path file) {
        Reader reader = new Reader();
        try {
            TextFile.read(
                    file,
                    "a history",
                    (text, number) -> {
                        try {
                            reader.take(Line.parse(text), number);
                        } catch (MalformedLineException | IllegalArgumentException e) {
                            throw new UnreadableHistoryException(
                                    file + ", line " + number + ": " + e.getMessage());
                        }
                    });
        } catch (TextFile.UnreadableException e) {
            throw new UnreadableHistoryException(e.getMessage());
        }
        try {
            return reader.finish();
        } catch (IllegalArgumentException e) {
            throw new UnreadableHistoryException(file + " " + e.getMessage());
        }
    }

    /**
     * Reads lines of a file that holds more.
     *
     * @param name of their place, for messages
     * @throws UnreadableHistoryException if they are no history
     */
    public static HistoryFile parse(List<String> lines, String name) {
        Reader reader = new Reader();
        try {
            for (int i = 0; i < lines.size(); i++) {
                reader.take(Line.parse(lines.get(i)), i + 1);
            }
            return reader.finish();
        } catch (MalformedLineException | IllegalArgumentException e) {
            throw new UnreadableHistoryException(name + ": " + e.getMessage());
        }
    }

    /** Takes a history in, line by line. */
    private static final class Reader {
        private final SettingLines setting = new SettingLines();
        private final Set<Interpretation> readings = new LinkedHashSet<>();
        private final List<Moment> moments = new ArrayList<>();
        private final Map<Integer, Integer> lineOfCall = new HashMap<>();
        private final Map<Integer, Integer> lineOfReturn = new HashMap<>();
        private final Map<Integer, Moment.Begun> running = new HashMap<>();
        private final Map<Integer, Integer> lineOfKill = new HashMap<>();
        private final Map<Integer, Integer> actByNumber = new HashMap<>();
        private @Nullable Line head;
        private Optional<Profile> profile = Optional.empty();
        private Moment.@Nullable Begun unnumbered;

        void take(Line line, int number) {
            if (head == null && line.has("entry")) {
                throw new IllegalArgumentException(
                        "this is the journal of a run; look at it with rsm-tck report");
            }
            String kind = line.text("line");
            if (head == null) {
                start(line, kind);
                return;
            }
            if (unnumbered != null && (!kind.equals("return") || line.has(ACT))) {
                throw new IllegalArgumentException(
                        "the call in line "
                                + lineOfCall.get(unnumbered.act())
                                + " has no field \"act\", so that its return must come next; give"
                                + " it one, and its return the same");
            }
            switch (kind) {
                case "call" -> call(line, number);
                case "return" -> answer(line, number);
                case "event" -> event(line, number);
                case "node", "link", "process", "reading" -> {
                    if (!moments.isEmpty()) {
                        throw new IllegalArgumentException(
                                "line of kind \""
                                        + kind
                                        + "\" stands after the first call; write it before");
                    }
                    if (!setting.take(line)) {
                        readings.add(reading(line));
                    }
                }
                default ->
                        throw new IllegalArgumentException(
                                "line of kind \""
                                        + kind
                                        + "\" is not known; known are history, node, link, process,"
                                        + " reading, call, return and event");
            }
        }

        private void start(Line line, String kind) {
            if (kind.equals("trace")) {
                throw new IllegalArgumentException(
                        "this is a trace, a program without replies; run it with rsm-tck replay");
            }
            if (!kind.equals(KIND)) {
                throw new IllegalArgumentException(
                        "the file does not start with a line of kind \""
                                + KIND
                                + "\"; write {\"v\":1,\"line\":\"history\"} first");
            }
            SettingLines.check(line, List.of("v", "line", PAGE_SIZE, PROFILE, SHORTEST));
            if (line.has(PROFILE)) {
                String name = line.text(PROFILE);
                profile = KnownProfiles.named(name);
                if (profile.isEmpty()) {
                    throw SettingLines.wrong(
                            PROFILE,
                            "\"" + name + "\"",
                            "is not known; write one of "
                                    + KnownProfiles.all().stream().map(Profile::name).toList());
                }
            }
            if (line.has(SHORTEST) && !line.text(SHORTEST).matches("yes|no")) {
                throw SettingLines.wrong(
                        SHORTEST,
                        "\"" + line.text(SHORTEST) + "\"",
                        "is neither \"yes\" nor \"no\"");
            }
            if (line.has(PAGE_SIZE)) {
                int size = SettingLines.number(line, PAGE_SIZE, 1, (int) MOST_PAGE_SIZE);
                if (Integer.bitCount(size) != 1) {
                    throw SettingLines.wrong(
                            PAGE_SIZE, size, "is no page size; write a power of two, say 4096");
                }
            }
            head = line;
        }

        private static Interpretation reading(Line line) {
            List<String> known = new ArrayList<>(List.of("v", "line"));
            VariationPoint.all().forEach(point -> known.add(word(point)));
            SettingLines.check(line, known);
            Interpretation reading = Interpretation.NONE;
            for (VariationPoint<?> point : VariationPoint.all()) {
                if (line.has(word(point))) {
                    reading = with(reading, point, line.text(word(point)));
                }
            }
            return reading;
        }

        private static <V extends Enum<V> & Variant> Interpretation with(
                Interpretation reading, VariationPoint<V> point, String text) {
            V option =
                    point.options().stream()
                            .filter(one -> word(one).equals(text))
                            .findFirst()
                            .orElseThrow(() ->
                                    SettingLines.wrong(
                                            word(point),
                                            "\"" + text + "\"",
                                            "is not offered there; write one of "
                                                    + point.options().stream()
                                                            .map(HistoryFile::word)
                                                            .toList()));
            return reading.with(point, option);
        }

        private void call(Line line, int number) {
            int process = process(line.integer(PROCESS), line);
            OptionalInt thread =
                    line.has(THREAD)
                            ? OptionalInt.of(
                                    SettingLines.number(line, THREAD, 0, Integer.MAX_VALUE))
                            : OptionalInt.empty();
            Call call = Wire.call(line.without("line", ACT, PROCESS, THREAD));
            checkIsFree(process, thread);
            int act = lineOfCall.size();
            if (line.has(ACT)) {
                int given = SettingLines.number(line, ACT, 0, Integer.MAX_VALUE);
                Integer taken = actByNumber.put(given, act);
                if (taken != null) {
                    throw SettingLines.wrong(
                            ACT,
                            given,
                            "is the number of the call in line "
                                    + lineOfCall.get(taken)
                                    + "; give each call a number of its own");
                }
            }
            Moment.Begun begun = new Moment.Begun(act, process, thread, call);
            unnumbered = line.has(ACT) ? null : begun;
            lineOfCall.put(act, number);
            running.put(act, begun);
            moments.add(begun);
        }

        private int process(long process, Line line) {
            if (process < 0 || process >= setting.processes()) {
                throw SettingLines.wrong(
                        PROCESS,
                        process,
                        "is not declared; the history has "
                                + setting.processes()
                                + " lines of kind \"process\", numbered from 0");
            }
            Integer killed = lineOfKill.get((int) process);
            if (killed != null && line.text("line").equals("call")) {
                throw SettingLines.wrong(
                        PROCESS,
                        process,
                        "was killed in line " + killed + "; declare another process for this call");
            }
            return (int) process;
        }

        private void checkIsFree(int process, OptionalInt thread) {
            for (Moment.Begun other : running.values()) {
                if (thread.isPresent()
                        && other.process() == process
                        && other.thread().equals(thread)) {
                    throw SettingLines.wrong(
                            THREAD,
                            thread.getAsInt(),
                            "of process "
                                    + process
                                    + " is still in the call of line "
                                    + lineOfCall.get(other.act())
                                    + "; write its return before, or another thread");
                }
            }
        }

        private void answer(Line line, int number) {
            int act;
            if (unnumbered != null) {
                act = unnumbered.act();
                unnumbered = null;
            } else if (!line.has(ACT)) {
                throw new IllegalArgumentException(
                        "field \"act\" is missing, and the line before is no call without one;"
                                + " write the number of the call that returns");
            } else {
                int given = SettingLines.number(line, ACT, 0, Integer.MAX_VALUE);
                Integer known = actByNumber.get(given);
                if (known == null) {
                    throw SettingLines.wrong(
                            ACT,
                            given,
                            "is the number of no call so far; write the call before its return");
                }
                if (lineOfReturn.containsKey(known)) {
                    throw SettingLines.wrong(
                            ACT,
                            given,
                            "has returned in line "
                                    + lineOfReturn.get(known)
                                    + " already; a call returns once");
                }
                act = known;
            }
            moments.add(new Moment.Returned(act, Wire.reply(line.without("line", ACT))));
            lineOfReturn.put(act, number);
            running.remove(act);
        }

        private void event(Line line, int number) {
            Event event = Wire.event(line.without("line"));
            Topology topology = setting.setting().topology();
            switch (event) {
                case Event.LinkLost(var link) -> check(topology, link);
                case Event.LinkBack(var link) -> check(topology, link);
                case Event.NodeLost(int node) -> check(topology, node);
                case Event.NodeBack(int node) -> check(topology, node);
                case Event.ControllerRemoved(Port port) -> check(topology, port);
                case Event.ControllerBack(Port port) -> check(topology, port);
                case Event.Shortage(int process, var resource) -> process(process, line);
                case Event.ShortageOver(int process, var resource) -> process(process, line);
                case Event.Interruption(int process) -> process(process, line);
                case Event.Settled settled -> {}
                case Event.Killed(int process) ->
                        lineOfKill.putIfAbsent(process(process, line), number);
            }
            moments.add(new Moment.Happened(event));
        }

        private static void check(Topology topology, Topology.Link link) {
            if (!topology.links().contains(link)) {
                throw SettingLines.wrong(
                        "link",
                        "\"" + link + "\"",
                        "is not declared; write a line of kind \"link\" before the first call");
            }
        }

        private static void check(Topology topology, int node) {
            if (topology.nodes().stream().noneMatch(one -> one.id() == node)) {
                throw SettingLines.wrong(
                        "node",
                        Integer.toUnsignedString(node),
                        "is not declared; write a line of kind \"node\" before the first call");
            }
        }

        private static void check(Topology topology, Port port) {
            boolean isThere =
                    topology.nodes().stream()
                            .anyMatch(node ->
                                    node.id() == port.node()
                                            && (port.controller().equals(Topology.LOOPBACK)
                                                    || node.controllers()
                                                            .contains(port.controller())));
            if (!isThere) {
                throw SettingLines.wrong(
                        "port",
                        "\"" + port + "\"",
                        "is not declared; name the controller in the line of kind \"node\"");
            }
        }

        HistoryFile finish() {
            if (head == null) {
                throw new IllegalArgumentException(
                        "is empty: write {\"v\":1,\"line\":\"history\"}, the setting, and calls");
            }
            if (lineOfCall.isEmpty()) {
                throw new IllegalArgumentException(
                        "has no line of kind \"call\": there is nothing to judge");
            }
            Map<Integer, Integer> lines = new HashMap<>(lineOfCall);
            lines.putAll(lineOfReturn);
            Setting where = setting.setting();
            return new HistoryFile(
                    profile,
                    head.has(SHORTEST) && head.text(SHORTEST).equals("yes"),
                    new History(
                            head.has(PAGE_SIZE) ? head.integer(PAGE_SIZE) : USUAL_PAGE_SIZE,
                            where,
                            readings.isEmpty() ? Set.of(Interpretation.NONE) : readings,
                            moments),
                    Map.copyOf(lines));
        }
    }
}
