package org.rsmtck.kit.history;

import static org.rsmtck.kit.history.HistoryFile.KIND;
import static org.rsmtck.kit.history.HistoryFile.MOST_PAGE_SIZE;
import static org.rsmtck.kit.history.HistoryFile.PAGE_SIZE;
import static org.rsmtck.kit.history.HistoryFile.PROFILE;
import static org.rsmtck.kit.history.HistoryFile.SHORTEST;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Event;
import org.rsmtck.api.Topology;
import org.rsmtck.api.Topology.Port;
import org.rsmtck.kit.execute.SettingLines;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.kit.wire.Wire;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Profile;
import org.rsmtck.model.profile.KnownProfiles;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Takes a history in, line by line; each complaint is a sentence that names value and remedy. */
final class HistoryReader {
    private static final long USUAL_PAGE_SIZE = 4096;

    private final SettingLines setting = new SettingLines();
    private final Set<Interpretation> readings = new LinkedHashSet<>();
    private final Consumer<Moment> moments;
    private final CallLines calls = new CallLines(setting);
    private @Nullable Line head;
    private Optional<Profile> profile = Optional.empty();
    private boolean hasMoments;

    /**
     * @param moments is told of each as it is read, when the setting is known
     */
    HistoryReader(Consumer<Moment> moments) {
        this.moments = moments;
    }

    /**
     * @param number of the line, from 1
     */
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
        calls.checkIsNext(line, kind);
        switch (kind) {
            case "call" -> moment(calls.begin(line, number));
            case "return" -> moment(calls.end(line, number));
            case "event" -> event(line, number);
            case "node", "link", "process", "reading" -> {
                if (hasMoments) {
                    throw new IllegalArgumentException(
                            "line of kind \""
                                    + kind
                                    + "\" stands after the first call; write it before");
                }
                if (!setting.take(line)) {
                    readings.add(ReadingLines.read(line));
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

    private void moment(Moment moment) {
        hasMoments = true;
        moments.accept(moment);
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
                    SHORTEST, "\"" + line.text(SHORTEST) + "\"", "is neither \"yes\" nor \"no\"");
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
            case Event.Shortage(int process, var _) -> calls.checkedProcess(process);
            case Event.ShortageOver(int process, var _) -> calls.checkedProcess(process);
            case Event.Interruption(int process) -> calls.checkedProcess(process);
            case Event.Settled _ -> {}
            case Event.Killed(int process) -> calls.kill(process, number);
        }
        moment(new Moment.Happened(event));
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
                                                || node.controllers().contains(port.controller())));
        if (!isThere) {
            throw SettingLines.wrong(
                    "port",
                    "\"" + port + "\"",
                    "is not declared; name the controller in the line of kind \"node\"");
        }
    }

    /** Looks whether there is something to judge. */
    void finish() {
        if (head == null) {
            throw new IllegalArgumentException(
                    "is empty: write {\"v\":1,\"line\":\"history\"}, the setting, and calls");
        }
        if (calls.isEmpty()) {
            throw new IllegalArgumentException(
                    "has no line of kind \"call\": there is nothing to judge");
        }
    }

    /** By which it is to be judged, if the lines say so. */
    Optional<Profile> profile() {
        return profile;
    }

    /** Whether the recorder made sure that no call can be left out. */
    boolean isShortest() {
        return head != null && head.has(SHORTEST) && head.text(SHORTEST).equals("yes");
    }

    /** What was read, with these moments. */
    History history(List<Moment> seen) {
        return new History(
                head != null && head.has(PAGE_SIZE) ? head.integer(PAGE_SIZE) : USUAL_PAGE_SIZE,
                setting.setting(),
                readings.isEmpty() ? Set.of(Interpretation.NONE) : readings,
                seen);
    }

    CallLines calls() {
        return calls;
    }
}
