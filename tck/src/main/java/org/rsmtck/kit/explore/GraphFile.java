package org.rsmtck.kit.explore;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;

import org.rsmtck.explore.Transition;
import org.rsmtck.explore.Worlds;
import org.rsmtck.explore.packed.PackedSearch;
import org.rsmtck.explore.packed.PackedWorlds;
import org.rsmtck.kit.wire.Wire;

import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All worlds of a scope and what leads from one to another, as JSON: one document, with a line for
 * each world, transition and move. What each field means is told in {@code docs/formats.md}.
 */
public final class GraphFile {
    /** The version that is written. */
    public static final int VERSION = 1;

    /** A scope with more states is refused: nobody would read it, and nothing could. */
    public static final int MOST_STATES = 200_000;

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .changeDefaultVisibility(found -> found.withIsGetterVisibility(Visibility.NONE))
                    .build();

    /** The scope has more states than a file is written for. */
    public static final class TooManyStatesException extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooManyStatesException(String scope) {
            super(
                    String.format(
                                    Locale.ROOT,
                                    "scope %s has more than %,d states, which is the most that a"
                                            + " graph is written",
                                    scope,
                                    MOST_STATES)
                            + " for; choose a smaller one");
        }
    }

    private record Head(int v, String profile, String scope, String words, Counts counts) {}

    private record Counts(int states, long transitions, int depth) {}

    private record State(
            int state, int depth, WorldText world, List<Integer> stays, List<Integer> beyond) {}

    private record Edge(int from, int to, int move) {}

    /** A call with its reply, an event, or something that comes of itself: the others are null. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record MoveText(
            int move,
            Integer process,
            @JsonRawValue String call,
            @JsonRawValue String reply,
            String rule,
            @JsonRawValue String event,
            String internal) {

        static MoveText of(int number, Transition move) {
            return switch (move) {
                case Transition.Made made ->
                        new MoveText(
                                number,
                                made.process(),
                                Wire.of(made.call()).toString(),
                                Wire.of(made.reply()).toString(),
                                made.rule().id(),
                                null,
                                null);
                case Transition.Happened(var event) ->
                        new MoveText(
                                number, null, null, null, null, Wire.of(event).toString(), null);
                case Transition.Arrived arrived ->
                        new MoveText(
                                number, null, null, null, null, null, "forced disconnect arrives");
            };
        }
    }

    private final Worlds worlds;
    private final PackedWorlds packed;
    private final PackedSearch search;
    private final Map<Long, Integer> numbers = new HashMap<>();
    private final Map<Transition, Integer> moves = new LinkedHashMap<>();
    private final String profile;

    private GraphFile(Worlds worlds, String profile) {
        this.worlds = worlds;
        this.profile = profile;
        this.packed = new PackedWorlds(worlds);
        this.search = PackedSearch.of(packed, new PackedSearch.Order(1, MOST_STATES, reach -> {}));
        if (!search.reach().isComplete()) {
            throw new TooManyStatesException(worlds.scope().name());
        }
        for (int number = 0; number < search.size(); number++) {
            numbers.put(search.state(number), number);
        }
    }

    /**
     * Searches the worlds.
     *
     * @param profile the name of whose reading it is
     * @throws TooManyStatesException if there are more than {@link #MOST_STATES}
     */
    public static GraphFile of(Worlds worlds, String profile) {
        return new GraphFile(worlds, profile);
    }

    /** How many worlds there are. */
    public int states() {
        return search.size();
    }

    /** Writes their graph, the same text each time. */
    public void write(Writer out) throws IOException {
        PackedSearch.Reach reach = search.reach();
        Head head =
                new Head(
                        VERSION,
                        profile,
                        worlds.scope().name(),
                        worlds.scope().words(),
                        new Counts(search.size(), reach.transitions(), reach.depth()));
        String text = JSON.writeValueAsString(head);
        out.write(text.substring(0, text.length() - 1));
        List<MoveText> prelude = new ArrayList<>();
        for (Transition move : worlds.prelude()) {
            prelude.add(MoveText.of(prelude.size(), move));
        }
        array(out, "prelude", prelude);
        writeStates(out);
        writeTransitions(out);
        List<MoveText> told = new ArrayList<>();
        moves.forEach((move, number) -> told.add(MoveText.of(number, move)));
        array(out, "moves", told);
        out.write("}\n");
    }

    private void writeStates(Writer out) throws IOException {
        int[] depths = new int[search.size()];
        Lines lines = new Lines(out, "states");
        for (int number = 0; number < search.size(); number++) {
            depths[number] = search.parent(number) < 0 ? 0 : depths[search.parent(number)] + 1;
            long state = search.state(number);
            List<Integer> stays = new ArrayList<>();
            List<Integer> beyond = new ArrayList<>();
            packed.visit(
                    state,
                    (move, next, isWithin) -> {
                        if (!isWithin) {
                            beyond.add(number(move));
                        } else if (next == state) {
                            stays.add(number(move));
                        }
                    });
            lines.add(
                    new State(
                            number,
                            depths[number],
                            WorldText.of(packed.world(state)),
                            stays,
                            beyond));
        }
        lines.end();
    }

    private void writeTransitions(Writer out) throws IOException {
        Lines lines = new Lines(out, "transitions");
        for (int number = 0; number < search.size(); number++) {
            long state = search.state(number);
            int from = number;
            List<Edge> away = new ArrayList<>();
            packed.visit(
                    state,
                    (move, next, isWithin) -> {
                        if (isWithin && next != state) {
                            away.add(new Edge(from, numbers.get(next), number(move)));
                        }
                    });
            for (Edge edge : away) {
                lines.add(edge);
            }
        }
        lines.end();
    }

    private int number(Transition move) {
        return moves.computeIfAbsent(move, unseen -> moves.size());
    }

    private static void array(Writer out, String name, List<?> values) throws IOException {
        Lines lines = new Lines(out, name);
        for (Object value : values) {
            lines.add(value);
        }
        lines.end();
    }

    /** An array that is a field of the document, with a line for each of its values. */
    private static final class Lines {
        private final Writer out;
        private String before = "";

        Lines(Writer out, String name) throws IOException {
            this.out = out;
            out.write(",\n\"" + name + "\":[");
        }

        void add(Object value) throws IOException {
            out.write(before + "\n" + JSON.writeValueAsString(value));
            before = ",";
        }

        void end() throws IOException {
            out.write("\n]");
        }
    }
}
