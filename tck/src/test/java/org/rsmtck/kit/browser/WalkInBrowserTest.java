package org.rsmtck.kit.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rsmtck.api.Call;
import org.rsmtck.explore.Scopes;
import org.rsmtck.explore.Worlds;
import org.rsmtck.kit.execute.TraceFile;
import org.rsmtck.kit.explore.Simulation;
import org.rsmtck.kit.explore.WalkFile;
import org.rsmtck.kit.judge.Narrative;
import org.rsmtck.kit.wire.Wire;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Walking through the states of a scope by clicking, and what is taken along from there. */
@Timeout(300)
class WalkInBrowserTest {
    private static final long PAGE_SIZE = 4096;

    @TempDir private static Path folder;

    private static @Nullable Browser browser;

    @BeforeAll
    static void startBrowser() throws IOException {
        browser = Browser.in(folder);
        Worlds worlds =
                new Worlds(
                        Pages.model(Profile.STRICT),
                        Profile.STRICT.readings().getFirst(),
                        Scopes.LIFE,
                        PAGE_SIZE);
        Files.writeString(page(), WalkFile.of(worlds, Profile.STRICT.name()).html());
    }

    @AfterAll
    static void endBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    private static Path page() {
        return folder.resolve("life.html");
    }

    private static Tab open(String fragment) {
        return Objects.requireNonNull(browser).open(URI.create(page().toUri() + fragment));
    }

    private static int state(Tab tab) {
        return Integer.parseInt(
                tab.evaluate("document.getElementById('state').textContent")
                        .asString()
                        .replace("State ", ""));
    }

    private static int steps(Tab tab) {
        return tab.evaluate("document.querySelectorAll('#steps li').length").asInt();
    }

    /** Chooses a reply that leads to a state of a higher number, and tells its move. */
    private static JsonNode goOn(Tab tab) {
        return tab.evaluate(
                """
                (function () {
                  var here = Number(document.getElementById('state').textContent.slice(6));
                  var all = Array.from(document.querySelectorAll('#moves .call button'))
                      .filter(b => Number(b.dataset.to) > here);
                  var data = JSON.parse(document.getElementById('data').textContent);
                  var chosen = all[all.length - 1];
                  chosen.click();
                  return Object.assign({ to: Number(chosen.dataset.to) }, data.moves[chosen.dataset.move]);
                })()
                """);
    }

    @Test
    void it_can_be_read_at_every_width_by_day_and_by_night_and_on_paper() {
        Tab tab = open("#40");
        tab.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })");
        for (int width : List.of(390, 800, 1280)) {
            for (boolean isDark : List.of(false, true)) {
                tab.show(width, isDark, "screen");
                assertThat(tab.faults()).as("%d px, dark %s", width, isDark).isEmpty();
            }
        }
        tab.show(718, true, "print");
        assertThat(tab.faults()).as("on paper").isEmpty();
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void a_path_is_walked_and_taken_back_and_its_trace_is_that_of_a_simulation()
            throws IOException {
        Tab tab = open("");
        Simulation simulation = new Simulation(Pages.model(Profile.STRICT), Scopes.LIFE, PAGE_SIZE);
        int said = steps(tab);
        for (int step = 1; step <= 6; step++) {
            JsonNode move = goOn(tab);
            assertThat(state(tab)).isEqualTo(move.get("to").asInt());
            assertThat(tab.evaluate("location.hash").asString()).isEqualTo("#" + state(tab));
            assertThat(steps(tab)).isEqualTo(said + step);
            follow(simulation, move);
        }
        Path trace = folder.resolve("walked.jsonl");
        Files.writeString(
                trace, tab.evaluate("document.getElementById('trace').textContent").asString());
        assertThat(TraceFile.read(trace))
                .isEqualTo(new TraceFile("strict", "", simulation.program()));

        for (int step = 5; step >= 0; step--) {
            tab.evaluate("document.getElementById('back').click()");
            assertThat(steps(tab)).isEqualTo(said + step);
        }
        assertThat(state(tab)).isZero();
        assertThat(tab.evaluate("document.getElementById('back').disabled").asBoolean()).isTrue();
        assertThat(tab.complaints()).isEmpty();
    }

    /** Makes the same call in the simulation, and takes the same reply, its handles aside. */
    private static void follow(Simulation simulation, JsonNode move) {
        int process = move.get("process").asInt();
        if (process < 0) {
            simulation.cause(Wire.event(move.get("line").toString()));
            return;
        }
        Call call = Wire.call(move.get("line").toString());
        String reply = move.get("reply").asString();
        simulation.take(
                process,
                call,
                simulation.ask(process, call).choices().stream()
                        .filter(choice ->
                                Narrative.tell(choice.reply())
                                        .equals(move.has("issued") ? "a handle" : reply))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(move + " is not allowed")));
    }

    @Test
    void a_place_can_be_linked_to_and_the_way_there_is_a_shortest_one() {
        Tab first = open("");
        int said = steps(first);
        int to = goOn(first).get("to").asInt();
        Tab linked = open("#" + to);
        assertThat(state(linked)).isEqualTo(to);
        assertThat(steps(linked)).isEqualTo(said + 1);

        linked.evaluate("location.hash = '#0'; new Promise(done => setTimeout(done, 100))");
        assertThat(state(linked)).isZero();
        assertThat(steps(linked)).isEqualTo(said);
    }

    @Test
    void a_place_that_is_not_there_is_told_in_a_sentence() {
        Tab tab = open("#99999");
        assertThat(tab.evaluate("document.getElementById('lost').textContent").asString())
                .startsWith("There is no state 99999: those of this scope are numbered from 0 to ");
        assertThat(state(tab)).isZero();
        assertThat(tab.complaints()).isEmpty();
    }
}
