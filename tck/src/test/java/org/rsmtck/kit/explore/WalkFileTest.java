package org.rsmtck.kit.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmtck.explore.Scope;
import org.rsmtck.explore.Scopes;
import org.rsmtck.explore.Worlds;
import org.rsmtck.explore.packed.PackedSearch;
import org.rsmtck.explore.packed.PackedWorlds;
import org.rsmtck.kit.wire.Wire;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.HashSet;
import java.util.Set;

/** The page to walk in holds what the search of its scope found, no more and no less. */
class WalkFileTest {
    private static Worlds worlds(String scope) {
        Scope one = Scopes.named(scope).orElseThrow();
        return new Worlds(
                Pages.model(Profile.STRICT), Profile.STRICT.readings().getFirst(), one, 4096);
    }

    private static String html(String scope) {
        return WalkFile.of(worlds(scope), Profile.STRICT.name()).html();
    }

    private static JsonNode data(String html) {
        String start = "<script type=\"application/json\" id=\"data\">";
        String json = html.substring(html.indexOf(start) + start.length());
        return JsonMapper.shared().readTree(json.substring(0, json.indexOf("</script>")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"life", "barriers", "paths", "shortage"})
    void its_states_and_steps_are_those_of_the_search(String scope) {
        PackedWorlds packed = new PackedWorlds(worlds(scope));
        PackedSearch.Reach reach = PackedSearch.of(packed, PackedSearch.Order.quiet()).reach();
        JsonNode data = data(html(scope));
        JsonNode states = data.get("states");
        long steps = 0;
        Set<String> read = new HashSet<>();
        for (JsonNode state : states) {
            steps += state.get("steps").size() / 2;
            steps += state.get("stays").size() + state.get("beyond").size();
            read.add(state.get("surroundings") + " " + state.get("processes"));
        }

        assertThat(states.size()).isEqualTo((int) reach.states());
        assertThat(steps).isEqualTo(reach.transitions());
        assertThat(read).as("no two states read the same").hasSize(states.size());
    }

    @Test
    void each_state_is_reached_from_the_one_before_it() {
        JsonNode states = data(html("life")).get("states");
        assertThat(states.get(0).get("parent").asInt()).isNegative();
        for (int number = 1; number < states.size(); number++) {
            int parent = states.get(number).get("parent").asInt();
            Set<Integer> next = new HashSet<>();
            JsonNode steps = states.get(parent).get("steps");
            for (int i = 1; i < steps.size(); i += 2) {
                next.add(steps.get(i).asInt());
            }
            assertThat(parent).isBetween(0, number - 1);
            assertThat(next).contains(number);
        }
    }

    @Test
    void each_call_is_one_of_the_wire_and_each_reply_has_a_rule_of_the_page() {
        JsonNode data = data(html("life"));
        Set<String> ids = new HashSet<>();
        Pages.RULES.forEach(rule -> ids.add(rule.id()));
        for (JsonNode rule : data.get("rules")) {
            assertThat(ids).contains(rule.get("id").asString());
            assertThat(rule.get("sentence").asString()).isNotBlank();
        }
        for (JsonNode move : data.get("moves")) {
            if (move.get("process").asInt() >= 0) {
                Wire.call(move.get("line").toString());
                assertThat(move.get("rule").asInt()).isBetween(0, data.get("rules").size() - 1);
                assertThat(move.get("reply").asString()).isNotBlank();
            }
        }
    }

    @Test
    void it_needs_nothing_else_and_is_the_same_each_time() {
        String html = html("barriers");
        assertThat(html)
                .isEqualTo(html("barriers"))
                .doesNotContain("src=", "url(", "@import", "http://", "https://")
                .contains("default-src 'none'");
        assertThat(html.split("<script", -1)).as("two scripts, and what is before").hasSize(3);
    }

    @Test
    void a_scope_that_is_too_large_is_refused_in_a_sentence() {
        assertThatThrownBy(() -> html("mishaps"))
                .isInstanceOf(TooManyStatesException.class)
                .hasMessage(
                        "scope mishaps has more than 5,000 states, which is the most that a page to"
                                + " walk in is written for; choose a smaller one");
    }
}
