package org.rsmtck.kit.explore;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;

import org.rsmtck.explore.Scope;
import org.rsmtck.explore.Transition;
import org.rsmtck.explore.Worlds;
import org.rsmtck.explore.packed.PackedSearch;
import org.rsmtck.kit.wire.Wire;

import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

    private final StateGraph graph;
    private final Map<Transition, Integer> moves = new LinkedHashMap<>();
    private final String profile;

    private GraphFile(StateGraph graph, String profile) {
        this.graph = graph;
        this.profile = profile;
    }

    /**
     * Searches the worlds.
     *
     * @param profile the name of whose reading it is
     * @throws TooManyStatesException if there are more than {@link #MOST_STATES}
     */
    public static GraphFile of(Worlds worlds, String profile) {
        return new GraphFile(new StateGraph(worlds, MOST_STATES, "a graph"), profile);
    }

    /** How many worlds there are. */
    public int states() {
        return graph.size();
    }

    /** Writes their graph, the same text each time. */
    public void write(Writer out) throws IOException {
        PackedSearch.Reach reach = graph.reach();
        Scope scope = graph.worlds().scope();
        Head head =
                new Head(
                        VERSION,
                        profile,
                        scope.name(),
                        scope.words(),
                        new Counts(graph.size(), reach.transitions(), reach.depth()));
        String text = JSON.writeValueAsString(head);
        out.write(text.substring(0, text.length() - 1));
        List<MoveText> prelude = new ArrayList<>();
        for (Transition move : graph.worlds().prelude()) {
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
        Lines lines = new Lines(out, "states");
        for (int number = 0; number < graph.size(); number++) {
            int here = number;
            List<Integer> stays = new ArrayList<>();
            List<Integer> beyond = new ArrayList<>();
            graph.steps(
                    number,
                    (move, to) -> {
                        if (to == StateGraph.BEYOND) {
                            beyond.add(number(move));
                        } else if (to == here) {
                            stays.add(number(move));
                        }
                    });
            lines.add(
                    new State(
                            number,
                            graph.depth(number),
                            WorldText.of(graph.world(number)),
                            stays,
                            beyond));
        }
        lines.end();
    }

    private void writeTransitions(Writer out) throws IOException {
        Lines lines = new Lines(out, "transitions");
        for (int number = 0; number < graph.size(); number++) {
            int from = number;
            List<Edge> away = new ArrayList<>();
            graph.steps(
                    number,
                    (move, to) -> {
                        if (to != StateGraph.BEYOND && to != from) {
                            away.add(new Edge(from, to, number(move)));
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
