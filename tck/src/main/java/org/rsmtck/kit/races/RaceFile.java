package org.rsmtck.kit.races;

import org.rsmtck.api.Call;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.kit.wire.Wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Where the kit keeps the races that it made from the model: a file beside this class, compressed
 * lines of JSON. A race is a line with its name, and then one for each of its calls.
 */
final class RaceFile {
    /** Pages of the races in the file. */
    static final long PAGE_SIZE = 4096;

    static final String NAME = "races.jsonl.gz";

    private static final String RACE = "race";
    private static final String CLAUSE = "clause";
    private static final String PART = "part";
    private static final String TURN = "turn";
    private static final String PROCESS = "process";
    private static final String ON = "on";

    private RaceFile() {}

    /** A race and what there is of it in the file. */
    private record Entry(Line head, List<String> turns) {}

    /** Writes the races, which are for pages of {@link #PAGE_SIZE}. */
    static void write(Path file, List<Race> races) throws IOException {
        try (Writer out =
                new OutputStreamWriter(
                        new GZIPOutputStream(Files.newOutputStream(file)),
                        StandardCharsets.UTF_8)) {
            for (Race race : races) {
                for (Line line : lines(race)) {
                    out.write(line + "\n");
                }
            }
        }
    }

    private static List<Line> lines(Race race) {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.EMPTY.with(RACE, race.name()).with(CLAUSE, race.clause()));
        race.setup().forEach(turn -> lines.add(line("setup", turn)));
        race.first().forEach(turn -> lines.add(line("first", turn)));
        race.second().forEach(turn -> lines.add(line("second", turn)));
        race.after().forEach(turn -> lines.add(line("after", turn)));
        return lines;
    }

    private static Line line(String part, RaceCall turn) {
        Line line =
                Line.EMPTY.with(PART, part).with(TURN, turn.name()).with(PROCESS, turn.process());
        return turn.on().map(on -> line.with(ON, on)).orElse(line).with(Wire.of(turn.call()));
    }

    /** Name and promise of each race, in its order. */
    static List<Line> heads() {
        return entries().stream().map(Entry::head).toList();
    }

    /** All races, for pages of this size. */
    static List<Race> races(long pageSize) {
        return entries().stream().map(entry -> race(entry, pageSize)).toList();
    }

    /** The race of this name; the others are not looked at closely. */
    static Optional<Race> race(String name, long pageSize) {
        return entries().stream()
                .filter(entry -> entry.head.text(RACE).equals(name))
                .findFirst()
                .map(entry -> race(entry, pageSize));
    }

    private static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        try (InputStream file = RaceFile.class.getResourceAsStream(NAME)) {
            if (file == null) {
                throw new IllegalStateException(NAME + " is not beside " + RaceFile.class);
            }
            BufferedReader text =
                    new BufferedReader(
                            new InputStreamReader(
                                    new GZIPInputStream(file), StandardCharsets.UTF_8));
            for (String line = text.readLine(); line != null; line = text.readLine()) {
                if (line.startsWith("{\"" + RACE + "\"")) {
                    entries.add(new Entry(Line.parse(line), new ArrayList<>()));
                } else {
                    entries.getLast().turns.add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    private static Race race(Entry entry, long pageSize) {
        List<Line> turns = entry.turns.stream().map(Line::parse).toList();
        return new Race(
                entry.head.text(RACE),
                entry.head.text(CLAUSE),
                part(turns, "setup", pageSize),
                part(turns, "first", pageSize),
                part(turns, "second", pageSize),
                part(turns, "after", pageSize));
    }

    private static List<RaceCall> part(List<Line> turns, String part, long pageSize) {
        return turns.stream()
                .filter(line -> line.text(PART).equals(part))
                .map(line -> turn(line, pageSize))
                .toList();
    }

    private static RaceCall turn(Line line, long pageSize) {
        return new RaceCall(
                line.text(TURN),
                (int) line.integer(PROCESS),
                ofPages(Wire.call(line.without(PART, TURN, PROCESS, ON)), pageSize),
                line.has(ON) ? Optional.of(line.text(ON)) : Optional.empty());
    }

    /** A segment, and a mapping, is one page long. */
    private static Call ofPages(Call call, long pageSize) {
        if (call instanceof Call.ExportCreate create) {
            return new Call.ExportCreate(
                    create.controller(), create.memory(), pageSize, create.flags(), create.out());
        }
        if (call instanceof Call.Map map) {
            return new Call.Map(
                    map.handle(), map.permission(), map.offset(), pageSize, map.address());
        }
        return call;
    }
}
