package org.rsmtck.kit.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rsmtck.kit.wire.Line;

import java.time.Duration;
import java.util.List;

/** What becomes of agents that do not read, do not end, or do not speak as agents. */
@Timeout(60)
class AgentProcessTest {
    private static final Bounds SHORT =
            new Bounds(Duration.ofSeconds(20), Duration.ofSeconds(2), Bounds.USUAL.settle());
    private static final String GREET =
            "echo '{\"v\":1,\"agent\":\"sh\",\"pid\":'$$',\"uid\":0,\"gid\":0,\"real_uid\":0,"
                    + "\"real_gid\":0,\"groups\":\"\",\"umask\":\"022\",\"page_size\":4096,"
                    + "\"events\":\"\",\"missing\":\"\"}'; ";

    private final Offspring offspring = new Offspring();

    @AfterEach
    void end() {
        offspring.end();
    }

    private AgentProcess agent(String script) {
        return new AgentProcess(
                List.of("sh", "-c", GREET + script), offspring.mark(), SHORT, new Statistics());
    }

    private static Line request(int length) {
        return Line.EMPTY.with("do", "x".repeat(length));
    }

    @Test
    void a_request_that_nobody_reads_is_late_like_any_other() {
        AgentProcess deaf = agent("exec sleep 600");
        AgentProcess silent = agent("read line; exec sleep 600");
        long id = deaf.send(request(200_000));
        assertThatThrownBy(() -> silent.ask(request(1)))
                .as("its bound holds meanwhile")
                .isInstanceOf(AgentDiedException.class)
                .hasMessage("no answer within 2000 ms");
        assertThatThrownBy(() -> deaf.await(id))
                .isInstanceOf(AgentDiedException.class)
                .hasMessage("no answer within 2000 ms");
        assertThat(deaf.isAlive()).isFalse();
    }

    @Test
    void many_requests_that_nobody_reads_are_late_too() {
        AgentProcess deaf = agent("exec sleep 600");
        long id = 0;
        for (int i = 0; i < 10_000; i++) {
            id = deaf.send(request(100));
        }
        long last = id;
        assertThatThrownBy(() -> deaf.await(last)).hasMessage("no answer within 2000 ms");
    }

    @Test
    void the_end_is_seen_though_a_child_holds_the_streams() {
        AgentProcess parent = agent("sleep 600 & read line; exit 7");
        assertThatThrownBy(() -> parent.ask(request(1)))
                .isInstanceOf(AgentDiedException.class)
                .hasMessage("the process ended with status 7");
    }

    @Test
    void a_hang_is_ended_though_a_child_holds_the_streams() {
        AgentProcess parent = agent("sleep 600 <&0 & exec sleep 600");
        long id = parent.send(request(200_000));
        assertThatThrownBy(() -> parent.await(id)).hasMessage("no answer within 2000 ms");
        parent.end();
        assertThat(parent.isAlive()).isFalse();
    }

    @Test
    void what_is_no_answer_is_no_death() {
        AgentProcess odd = agent("read line; echo hello; exec sleep 600");
        assertThatThrownBy(() -> odd.ask(request(1)))
                .isInstanceOf(AgentSpeaksOtherwiseException.class)
                .hasMessageContaining("hello");
    }

    @Test
    void an_answer_that_nobody_has_fetched_yet_is_in_time() throws InterruptedException {
        AgentProcess quick = agent("read line; echo '{\"v\":1,\"request\":1}'; read line");
        long id = quick.send(request(1));
        assertThat(quick.await(id)).isEqualTo(Line.EMPTY.with("v", 1));
        assertThat(quick.isAlive()).isTrue();
        quick.end();
    }
}
