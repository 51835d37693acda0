package org.rsmtck.kit.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rsmtck.explore.Scope;
import org.rsmtck.explore.Scopes;
import org.rsmtck.explore.Worlds;
import org.rsmtck.kit.wire.Wire;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The graph of a scope adds up, and every field of it is on the page about formats. */
class GraphFileTest {
    private static final Path PAGE = Path.of("..", "docs", "formats.md");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Together with the one that is drawn, they have everything that a world may have. */
    private static final List<Scope> TELLING =
            List.of(Scopes.BARRIERS, Scopes.TRANSFER, Scopes.SHORTAGE);

    private static JsonNode life;

    @BeforeAll
    static void writeLife() throws IOException {
        life = JSON.readTree(text(Scopes.LIFE));
    }

    private static String text(Scope scope) throws IOException {
        StringWriter text = new StringWriter();
        graph(scope).write(text);
        return text.toString();
    }

    private static GraphFile graph(Scope scope) {
        Profile profile = Profile.STRICT;
        Worlds worlds =
                new Worlds(Pages.model(profile), profile.readings().getFirst(), scope, 4096);
        return GraphFile.of(worlds, profile.name());
    }

    @Test
    void every_step_is_in_it_once_and_no_two_states_read_the_same() {
        JsonNode graph = life;
        long steps = graph.get("transitions").size();
        Set<JsonNode> worlds = new HashSet<>();
        for (JsonNode state : graph.get("states")) {
            steps += state.get("stays").size() + state.get("beyond").size();
            worlds.add(state.get("world"));
        }

        assertThat(steps).isEqualTo(graph.get("counts").get("transitions").asLong());
        assertThat(worlds).hasSize(graph.get("counts").get("states").asInt());
    }

    @Test
    void transitions_lead_from_states_to_states_by_moves_that_can_be_read() {
        JsonNode graph = life;
        int states = graph.get("states").size();
        int moves = graph.get("moves").size();
        for (JsonNode transition : graph.get("transitions")) {
            assertThat(transition.get("from").asInt()).isBetween(0, states - 1);
            assertThat(transition.get("to").asInt()).isBetween(0, states - 1);
            assertThat(transition.get("move").asInt()).isBetween(0, moves - 1);
        }
        for (JsonNode move : graph.get("moves")) {
            if (move.has("call")) {
                Wire.call(move.get("call").toString());
                Wire.reply(move.get("reply").toString());
            }
        }
    }

    @Test
    void the_same_scope_gives_the_same_bytes() throws IOException {
        assertThat(text(Scopes.BARRIERS)).isEqualTo(text(Scopes.BARRIERS));
    }

    @Test
    void a_scope_that_is_too_large_is_refused_in_a_sentence() {
        assertThatThrownBy(() -> graph(Scopes.MEDIUM))
                .isInstanceOf(TooManyStatesException.class)
                .hasMessageContaining("scope medium has more than 200,000 states");
    }

    @Test
    void the_fields_are_those_on_the_page() throws IOException {
        Set<String> written = new TreeSet<>();
        collect("", life, written);
        for (Scope scope : TELLING) {
            collect("", JSON.readTree(text(scope)), written);
        }
        String section =
                Files.readString(PAGE).replaceFirst("(?s).*\n## Graphs\n", "").split("\n## ")[0];
        Set<String> told =
                Pattern.compile("(?m)^\\| `([^`]+)` \\|")
                        .matcher(section)
                        .results()
                        .map((MatchResult row) -> row.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(told).as("the fields in the table of %s", PAGE).isEqualTo(written);
    }

    /** The paths of what holds a plain value; lines and moves are told of elsewhere on the page. */
    private static void collect(String path, JsonNode node, Set<String> paths) {
        if (path.equals("prelude[]")) {
            paths.add(path);
        } else if (node.isArray()) {
            node.forEach(one -> collect(path + "[]", one, paths));
        } else if (node.isObject() && !node.has("v") || path.isEmpty()) {
            String prefix = path.isEmpty() ? "" : path + ".";
            node.properties()
                    .forEach(field -> collect(prefix + field.getKey(), field.getValue(), paths));
        } else if (!node.isNull()) {
            paths.add(path);
        }
    }
}
