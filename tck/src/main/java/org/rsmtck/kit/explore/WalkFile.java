package org.rsmtck.kit.explore;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.explore.Scope;
import org.rsmtck.explore.Transition;
import org.rsmtck.explore.Worlds;
import org.rsmtck.kit.execute.Program;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.kit.execute.TraceFile;
import org.rsmtck.kit.judge.Narrative;
import org.rsmtck.kit.judge.SettingWords;
import org.rsmtck.kit.wire.Wire;
import org.rsmtck.model.Clause;
import org.rsmtck.model.Clauses;
import org.rsmtck.model.Rule;
import org.rsmtck.model.page.Pages;
import org.rsmtck.reports.Html;
import org.rsmtck.reports.WalkPage;

import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** All worlds of a scope as one HTML file, in which somebody can walk from one to the next. */
public final class WalkFile {
    /** A scope with more states is refused: a browser would take too long to open the file. */
    public static final int MOST_STATES = 5_000;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What the script of the page reads. Worlds and moves name lines and rules by number. */
    private record Data(
            @JsonRawValue String trace,
            List<String> lines,
            List<RuleWords> rules,
            List<Move> prelude,
            List<Move> moves,
            List<State> states) {}

    private record RuleWords(String id, String words, String sentence, String source) {}

    /**
     * A step by whatever name it has: of one that is not a call, the process is -1.
     *
     * @param line what the trace gets of it, but for its numbers and references; null for nothing
     * @param handle that the call takes
     * @param issued the handle that it gives out
     * @param connects the segment that it connects to
     * @param published the segment that it was given, where it left the choice
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Move(
            int process,
            String word,
            String call,
            String reply,
            @Nullable Integer rule,
            @JsonRawValue @Nullable String line,
            @Nullable String handle,
            @Nullable String issued,
            @Nullable Integer connects,
            @Nullable Integer published) {}

    /**
     * @param steps moves that lead elsewhere, each followed by the number of the world there
     */
    private record State(
            int parent,
            List<Integer> surroundings,
            List<List<Integer>> processes,
            List<Integer> stays,
            List<Integer> beyond,
            List<Integer> steps) {}

    private final StateGraph graph;
    private final String profile;
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Map<Rule, Integer> rules = new LinkedHashMap<>();
    private final Map<Transition, Integer> moves = new LinkedHashMap<>();

    private WalkFile(StateGraph graph, String profile) {
        this.graph = graph;
        this.profile = profile;
    }

    /**
     * Searches the worlds.
     *
     * @param profile the name of whose reading it is
     * @throws TooManyStatesException if there are more than {@link #MOST_STATES}
     */
    public static WalkFile of(Worlds worlds, String profile) {
        return new WalkFile(new StateGraph(worlds, MOST_STATES, "a page to walk in"), profile);
    }

    /** How many worlds there are. */
    public int states() {
        return graph.size();
    }

    /** The file, the same text each time. */
    public String html() {
        Scope scope = graph.worlds().scope();
        return Html.of(
                new WalkPage(
                        scope.name(),
                        scope.words(),
                        profile,
                        graph.size(),
                        graph.reach().transitions(),
                        graph.reach().depth(),
                        SettingWords.of(graph.world(0)),
                        JSON.writeValueAsString(data())));
    }

    private Data data() {
        List<State> states = new ArrayList<>();
        for (int number = 0; number < graph.size(); number++) {
            states.add(state(number));
        }
        List<Move> prelude = graph.worlds().prelude().stream().map(this::move).toList();
        List<Move> made = moves.keySet().stream().map(this::move).toList();
        Map<String, Clause> clauses =
                Clauses.of(Pages.RULES).stream()
                        .collect(Collectors.toMap(Clause::id, clause -> clause));
        return new Data(
                trace(),
                List.copyOf(lines.keySet()),
                rules.keySet().stream()
                        .map(rule -> words(rule, requireNonNull(clauses.get(rule.clause()))))
                        .toList(),
                prelude,
                made,
                states);
    }

    private static RuleWords words(Rule rule, Clause clause) {
        return new RuleWords(rule.id(), rule.words(), clause.words(), clause.source());
    }

    /** The lines that a trace begins with. */
    private String trace() {
        Setting setting = Setting.of(graph.worlds().scope());
        return new TraceFile(profile, "", new Program(setting, List.of()))
                .text()
                .lines()
                .collect(Collectors.joining(",", "[", "]"));
    }

    private State state(int number) {
        List<Integer> stays = new ArrayList<>();
        List<Integer> beyond = new ArrayList<>();
        List<Integer> steps = new ArrayList<>();
        graph.steps(
                number,
                (move, to) -> {
                    int name = moves.computeIfAbsent(move, unseen -> moves.size());
                    if (to == StateGraph.BEYOND) {
                        beyond.add(name);
                    } else if (to == number) {
                        stays.add(name);
                    } else {
                        steps.add(name);
                        steps.add(to);
                    }
                });
        StateWords words = StateWords.of(WorldText.of(graph.world(number)));
        return new State(
                graph.parent(number),
                numbers(words.surroundings()),
                words.processes().stream().map(this::numbers).toList(),
                stays,
                beyond,
                steps);
    }

    private List<Integer> numbers(List<String> words) {
        return words.stream()
                .map(line -> lines.computeIfAbsent(line, unseen -> lines.size()))
                .toList();
    }

    private Move move(Transition move) {
        return switch (move) {
            case Transition.Made(int process, Call call, Reply reply, Rule rule) ->
                    new Move(
                            process,
                            call.word(),
                            words(call),
                            words(call, reply),
                            rules.computeIfAbsent(rule, unseen -> rules.size()),
                            Wire.of(call).toString(),
                            call instanceof Call.OnHandle on ? hex(on.handle()) : null,
                            reply instanceof Reply.Handle(long handle) ? hex(handle) : null,
                            call instanceof Call.Connect connect ? connect.segment() : null,
                            reply instanceof Reply.Published(int segment)
                                            && call instanceof Call.Publish publish
                                            && publish.segment() == 0
                                    ? segment
                                    : null);
            case Transition.Happened(var event) ->
                    happened(Narrative.tell(event), Wire.of(event).toString());
            case Transition.Arrived arrived -> happened("a forced disconnect arrives", null);
        };
    }

    private static Move happened(String words, @Nullable String line) {
        return new Move(-1, "", words, "", null, line, null, null, null, null);
    }

    private static String words(Call call) {
        String told = Narrative.tell(call);
        return call instanceof Call.OnHandle on && on.handle() != 0
                ? told.replaceFirst(
                        "\\b" + hex(on.handle()) + "\\b",
                        kind(call.facts().on()) + " " + hex(on.handle()))
                : told;
    }

    private static String words(Call call, Reply reply) {
        return reply instanceof Reply.Handle(long handle)
                ? kind(call.facts().issues()) + " " + hex(handle)
                : Narrative.tell(reply);
    }

    private static String kind(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String hex(long handle) {
        return "0x" + Long.toHexString(handle);
    }
}
