package org.rsmtck.kit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rsmtck.explore.Scope;
import org.rsmtck.kit.example.HastyDisconnect;
import org.rsmtck.kit.explore.Simulation;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;
import org.rsmtck.model.profile.KnownProfiles;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

class SimulateCommandTest {
    @TempDir private Path folder;

    private String said(String options, String... lines) throws IOException {
        Path script = Files.write(folder.resolve("script.txt"), List.of(lines));
        StringWriter out = new StringWriter();
        int status =
                RsmTck.commandLine()
                        .setOut(new PrintWriter(out))
                        .execute(("simulate --script " + script + options).split(" "));
        assertThat(status).isEqualTo(Exit.FINE);
        return out.toString();
    }

    private static final String[] MAPPED = {
        "0 create 1", "0 publish 1", "1 connect 1", "1 map 1", "1 disconnect 1"
    };

    @Test
    void a_reply_comes_with_its_rule_and_others_with_what_they_would_take() throws IOException {
        assertThat(said("", MAPPED))
                .contains("  -> SEG_STILL_MAPPED (10), by disconnect/SEG_STILL_MAPPED: ");
        assertThat(said("", "0 create 1", "why"))
                .contains("BAD_CTLR_HNDL would be right only by create/BAD_CTLR_HNDL: ");
    }

    @Test
    void what_was_done_can_be_taken_back() throws IOException {
        String said = said("", "0 create 1", "undo", "undo", "undo", "undo", "history");
        assertThat(said).contains("taken back").contains("there is nothing to take back");
        assertThat(said.lines().toList()).last().asString().isEqualTo("none");
    }

    @Test
    void of_several_replies_one_is_taken() throws IOException {
        String[] refused = {
            "0 create 1", "0 publish 1", "1 connect 2", "take 2", "take 2", "history"
        };
        assertThat(said(" --profile man-page", refused))
                .contains("  1  ")
                .contains("  -> ")
                .contains("there is nothing to take");
    }

    @Test
    void a_trace_of_it_can_be_replayed() throws IOException {
        Path trace = folder.resolve("trace.jsonl");
        String[] lines = Arrays.copyOf(MAPPED, MAPPED.length + 1);
        lines[MAPPED.length] = "save " + trace;
        assertThat(said("", lines)).contains("./rsm-tck replay");

        StringWriter out = new StringWriter();
        int status =
                RsmTck.commandLine()
                        .setOut(new PrintWriter(out))
                        .execute(
                                "replay",
                                trace.toString(),
                                "--implementation",
                                HastyDisconnect.class.getName());

        assertThat(status).as(out.toString()).isEqualTo(Exit.FINE);
    }

    @Test
    void what_says_nothing_is_answered_in_one_sentence() throws IOException {
        assertThat(said("", "hello", "9 connect", "1 conect", "0 create 99", "event 1", "save"))
                .contains("\"hello\" says nothing here; ")
                .contains("\"9 connect\" says nothing here; ")
                .contains("call \"conect\" is not known; ")
                .contains("\"99\" is no number from 1 to ")
                .contains("there is none")
                .contains("save takes the name of a file");
    }

    /** Whatever is offered after what was offered before: the talk knows what is meant. */
    @Test
    void what_the_tab_key_offers_is_understood() {
        Scope scope = ScopeArgument.scope("small");
        Profile profile = KnownProfiles.named("strict").orElseThrow();
        List<String> answers = new ArrayList<>();
        SimulatedTalk talk =
                new SimulatedTalk(
                        new Simulation(Pages.model(profile), scope, 4096),
                        scope,
                        profile,
                        answers::add);

        List<List<String>> offered = new ArrayList<>(offered(talk, List.of()));
        for (int i = 0; i < offered.size(); i++) {
            offered.addAll(offered(talk, offered.get(i)));
        }

        assertThat(offered)
                .contains(List.of("take"), List.of("0", "create"), List.of("1", "connect", "2"));
        for (List<String> words : offered) {
            if (!words.contains("quit") && talk.expected(words).isEmpty()) {
                assertThat(talk.answers(String.join(" ", words))).isTrue();
                assertThat(answers)
                        .as("%s", words)
                        .noneMatch(said -> said.contains("says nothing"));
                talk.answers("undo");
            }
        }
    }

    private static List<List<String>> offered(SimulatedTalk talk, List<String> before) {
        return talk.expected(before).stream()
                .map(one -> Stream.concat(before.stream(), Stream.of(one.word())).toList())
                .toList();
    }
}
