package org.rsmtck.kit.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rsmtck.kit.agent.AgentTalk.line;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmtck.kit.wire.Line;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calls of several threads of an agent at the same time, and when they were made. */
@Timeout(120)
class MeetingsTest {
    @TempDir private static Path folder;

    private static final List<List<String>> AGENTS = new ArrayList<>();
    private static final String CALL = "'call':'get_topology','out':'valid'";
    private static final String DO = "'do':'meet','meeting':";

    @BeforeAll
    static void compile() throws IOException {
        AGENTS.clear();
        AGENTS.addAll(CAgent.both(folder.resolve("meetings")));
    }

    static List<List<String>> agents() {
        return AGENTS;
    }

    private static String meeting(int number, int parties, int thread) {
        return CALL
                + ",'thread':%d,'meeting':%d,'parties':%d,'processor':%d,'timed':1"
                        .formatted(thread, number, parties, thread);
    }

    private static Map<Long, Line> read(AgentTalk talk, int answers) {
        Map<Long, Line> read = new HashMap<>();
        for (int i = 0; i < answers; i++) {
            Line answer = talk.read();
            read.put(answer.integer("request"), answer);
        }
        return read;
    }

    @ParameterizedTest
    @MethodSource("agents")
    void no_call_is_made_before_all_have_come(List<String> agent) throws Exception {
        try (AgentTalk talk = new AgentTalk(agent)) {
            long first = talk.say(meeting(7, 3, 1));
            long second = talk.say(meeting(7, 3, 2));
            assertThat(talk.isSilentFor(java.time.Duration.ofMillis(300))).isTrue();

            long before = System.nanoTime();
            long go = talk.say(DO + "7,'parties':3");
            Map<Long, Line> answers = read(talk, 3);

            assertThat(answers.get(go).text("reply")).isEqualTo("done");
            for (long call : List.of(first, second)) {
                Line answer = answers.get(call);
                assertThat(answer.text("reply")).isEqualTo("interconnect");
                assertThat(answer.integer("began")).isGreaterThan(before);
                assertThat(answer.integer("ended"))
                        .isBetween(answer.integer("began"), System.nanoTime());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void who_waits_in_vain_goes_on_alone(List<String> agent) throws Exception {
        try (AgentTalk talk = new AgentTalk(agent)) {
            long call = talk.say(meeting(7, 2, 1));
            assertThat(read(talk, 1).get(call).text("reply")).isEqualTo("interconnect");
            // The next meeting is none of its business.
            long one = talk.say(meeting(8, 2, 1));
            long other = talk.say(meeting(8, 2, 2));
            assertThat(read(talk, 2)).containsOnlyKeys(one, other);
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void a_delay_passes_before_the_call(List<String> agent) throws Exception {
        try (AgentTalk talk = new AgentTalk(agent)) {
            long before = System.nanoTime();
            Line answer = talk.ask(CALL + ",'delay':20000000,'timed':1");
            assertThat(answer.integer("began")).isGreaterThan(before + 20_000_000);
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void what_makes_no_sense_is_malformed(List<String> agent) throws Exception {
        try (AgentTalk talk = new AgentTalk(agent)) {
            for (String fields :
                    List.of(
                            ",'meeting':7",
                            ",'parties':2",
                            ",'meeting':0,'parties':1",
                            ",'meeting':7,'parties':65",
                            ",'delay':-1",
                            ",'delay':1000000001",
                            ",'processor':-1",
                            ",'timed':0")) {
                assertThat(talk.ask(CALL + fields).has("malformed")).as(fields).isTrue();
            }
            assertThat(talk.ask("'do':'meet'").has("malformed")).isTrue();
            assertThat(talk.ask(DO + "9,'parties':1")).isEqualTo(line("'reply':'done'"));
        }
    }
}
