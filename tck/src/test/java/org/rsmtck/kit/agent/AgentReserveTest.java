package org.rsmtck.kit.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rsmtck.kit.agent.AgentTalk.line;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmtck.kit.wire.Line;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An agent has what it needs before a shortage begins, and takes signals as ordinary programs do.
 */
@Timeout(120)
class AgentReserveTest {
    private static final int SIGPIPE = 13;
    private static final int BY_SIGNAL = 128;

    @TempDir private static Path folder;

    private static final List<List<String>> AGENTS = new ArrayList<>();

    @BeforeAll
    static void compile() throws IOException {
        AGENTS.clear();
        AGENTS.addAll(CAgent.both(folder.resolve("whole")));
    }

    static List<List<String>> agents() {
        return AGENTS;
    }

    private static String event(String word, String resource) {
        return "'event':'" + word + "','process':0,'resource':'" + resource + "'";
    }

    private static void isAble(Line answer, String to) {
        assertThat(answer.has("unable")).as(to + ": " + answer).isFalse();
    }

    private static String create(long length) {
        return "'call':'create','controller':'0x1000','memory':'misaligned:3','length':%d,'flags':1,'out':'valid'"
                .formatted(length);
    }

    @Test
    void a_shortage_of_memory_leaves_the_agent_in_C_able_to_do_all_else() {
        try (AgentTalk talk = new AgentTalk(AGENTS.getFirst())) {
            talk.ask("'call':'get_controller','name':'loopback','out':'valid'");
            isAble(talk.ask(event("shortage", "memory")), "be short of memory");
            isAble(
                    talk.ask("'call':'init_barrier','handle':'0x0','type':1,'barrier':'valid'"),
                    "offer a barrier");
            isAble(talk.ask("'event':'interruption','process':0"), "be interrupted");
            isAble(talk.ask(event("shortage", "descriptors")), "be short of both");
            for (long length : new long[] {0, 1, 8192, 2 << 20, 64 << 20, 1L << 40}) {
                isAble(talk.ask(create(length)), "offer memory of " + length + " B");
            }
            String longest = "00".repeat(300_000);
            for (int thread : new int[] {1, 2, 31, 62, 63}) {
                String put =
                        "'call':'put','handle':'0x1','offset':0,'buffer':'valid','thread':%d,'data':'%s'";
                isAble(talk.ask(put.formatted(thread, "00")), "start thread " + thread);
                isAble(talk.ask(put.formatted(thread, longest)), "hand on a long request");
            }
            isAble(talk.ask(event("shortage_over", "memory")), "have memory again");
            isAble(talk.ask(event("shortage_over", "descriptors")), "have descriptors again");
            assertThat(talk.ask("'do':'clear'")).isEqualTo(line("'left':0"));
        }
    }

    @Test
    void many_barriers_can_be_offered_in_a_shortage_of_memory() {
        try (AgentTalk talk = new AgentTalk(AGENTS.getFirst())) {
            isAble(talk.ask(event("shortage", "memory")), "be short of memory");
            for (int i = 0; i < 2_000; i++) {
                isAble(
                        talk.ask("'call':'init_barrier','handle':'0x0','type':1,'barrier':'valid'"),
                        "offer a barrier");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void a_shortage_of_descriptors_leaves_an_agent_able_to_do_all_else(List<String> agent) {
        try (AgentTalk talk = new AgentTalk(agent)) {
            isAble(talk.ask(event("shortage", "descriptors")), "be short of descriptors");
            isAble(
                    talk.ask("'call':'init_barrier','handle':'0x0','type':1,'barrier':'valid'"),
                    "offer a barrier");
            isAble(talk.ask(create(8192)), "offer memory");
            for (int thread = 0; thread < 64; thread++) {
                isAble(
                        talk.ask("'call':'disconnect','handle':'0x1','thread':" + thread),
                        "start thread " + thread);
            }
            isAble(talk.ask("'do':'usage'"), "tell what it uses");
            isAble(talk.ask(event("shortage_over", "descriptors")), "have descriptors again");
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void a_library_that_writes_to_nobody_dies_of_it(List<String> agent) throws Exception {
        try (AgentTalk talk = new AgentTalk(agent)) {
            talk.say(
                    "'call':'connect','controller':'0x1000','node':22,'segment':4194304,'permission':'0400','out':'valid'");
            assertThat(talk.isAtEnd()).isTrue();
            assertThat(talk.status()).isEqualTo(BY_SIGNAL + SIGPIPE);
        }
    }

    @Test
    void a_parent_that_ignores_signals_changes_nothing() throws Exception {
        List<String> ignoring = new ArrayList<>(List.of("sh", "-c", "trap '' PIPE; exec \"$0\""));
        ignoring.addAll(AGENTS.getFirst());
        try (AgentTalk talk = new AgentTalk(ignoring)) {
            talk.say(
                    "'call':'connect','controller':'0x1000','node':22,'segment':4194304,'permission':'0400','out':'valid'");
            assertThat(talk.isAtEnd()).isTrue();
            assertThat(talk.status()).isEqualTo(BY_SIGNAL + SIGPIPE);
        }
    }
}
