package org.rsmtck.kit.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rsmtck.kit.agent.AgentTalk.line;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Agents end threads, and themselves, as other programs do. */
@Timeout(120)
class AgentEndsTest {
    private static final int THREADS = 30;

    /** A virtual machine starts and ends threads of its own at any time. */
    private static final int OTHERS = 10;

    private static final List<List<String>> AGENTS = new ArrayList<>();

    @TempDir private static Path folder;

    @BeforeAll
    static void compile() throws IOException {
        AGENTS.clear();
        AGENTS.addAll(CAgent.both(folder.resolve("ends")));
    }

    static List<List<String>> agents() {
        return AGENTS;
    }

    private static long threads(AgentTalk talk) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + talk.pid() + "/task"))) {
            return tasks.count();
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void a_thread_that_is_ended_is_gone_and_started_anew(List<String> agent) throws IOException {
        String call = "'call':'get_topology','out':'valid','thread':";
        try (AgentTalk talk = new AgentTalk(agent)) {
            for (int thread = 1; thread <= THREADS; thread++) {
                assertThat(talk.ask(call + thread).text("reply")).isEqualTo("interconnect");
            }
            long before = threads(talk);
            for (int thread = 1; thread <= THREADS; thread++) {
                assertThat(talk.ask("'do':'end_thread','number':" + thread))
                        .isEqualTo(line("'reply':'done'"));
            }
            assertThat(threads(talk)).isLessThan(before - THREADS + OTHERS);
            assertThat(talk.ask(call + 1).text("reply")).isEqualTo("interconnect");
            assertThat(talk.ask("'do':'end_thread','number':64").text("malformed"))
                    .contains("number");
            assertThat(talk.ask("'do':'end_thread'").text("malformed")).contains("number");
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void an_agent_that_is_to_exit_says_no_more(List<String> agent) throws Exception {
        try (AgentTalk talk = new AgentTalk(agent)) {
            talk.say("'do':'exit'");
            assertThat(talk.isAtEnd()).isTrue();
            assertThat(talk.end()).isZero();
        }
    }
}
