package org.rsmtck.kit.history;

import org.rsmtck.api.Event;
import org.rsmtck.kit.execute.SettingLines;
import org.rsmtck.kit.execute.TextFile;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.kit.wire.MalformedLineException;
import org.rsmtck.kit.wire.Wire;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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
    static final long MOST_PAGE_SIZE = 1L << 30;

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
            history.readings().forEach(reading -> all.add(ReadingLines.of(reading)));
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

    /**
     * Reads the file.
     *
     * @throws TextFile.UnreadableException if it is not there, or is no history
     */
    public static HistoryFile read(Path file) {
        List<Moment> moments = new ArrayList<>();
        return of(read(file, file.toString(), moments::add), moments);
    }

    /**
     * Reads the file line by line.
     *
     * @param name of the file, for messages
     */
    static HistoryReader read(Path file, String name, Consumer<Moment> moments) {
        HistoryReader reader = new HistoryReader(moments);
        TextFile.read(file, name, "a history", reader::take);
        try {
            reader.finish();
        } catch (IllegalArgumentException e) {
            throw new TextFile.UnreadableException(name + " " + e.getMessage());
        }
        return reader;
    }

    /**
     * @param moments that were read
     */
    static HistoryFile of(HistoryReader reader, List<Moment> moments) {
        return new HistoryFile(
                reader.profile(),
                reader.isShortest(),
                reader.history(moments),
                reader.calls().lines());
    }

    /**
     * Reads lines of a file that holds more.
     *
     * @param name of their place, for messages
     * @throws TextFile.UnreadableException if they are no history
     */
    public static HistoryFile parse(List<String> lines, String name) {
        List<Moment> moments = new ArrayList<>();
        HistoryReader reader = new HistoryReader(moments::add);
        try {
            for (int i = 0; i < lines.size(); i++) {
                reader.take(Line.parse(lines.get(i)), i + 1);
            }
            reader.finish();
            return of(reader, moments);
        } catch (MalformedLineException | IllegalArgumentException e) {
            throw new TextFile.UnreadableException(name + ": " + e.getMessage());
        }
    }
}
